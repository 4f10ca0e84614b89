import { Blank } from '../model/blank';
import { Origin } from '../model/origin';
import { Selector } from '../model/selector';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';

/** The directions that the API lets a NetworkPolicy govern. */
export type PolicyType = 'Ingress' | 'Egress';

/** An `ipBlock`. */
export interface ResourceAddressBlock {
  /** As written in the manifest, like `except`. */
  readonly cidr: string;
  readonly except: readonly string[];
  /** The addresses of `cidr` without those of `except`. */
  readonly addresses: AddressSet;
}

/** A label selector as it is written: some enforcers read `matchLabels` otherwise than an expression that says the same. */
export interface ResourceSelector extends Selector {
  /** The keys of `matchLabels`. The requirements of these come first. */
  readonly matchLabels: readonly string[];
}

/** One item of `from` or `to`: selectors, or an address block. */
export interface ResourcePeer {
  readonly podSelector?: ResourceSelector;
  readonly namespaceSelector?: ResourceSelector;
  readonly ipBlock?: ResourceAddressBlock;
}

/** One item of `ports`; without a port it means every port of its protocol. */
export interface ResourcePort {
  readonly protocol: TransportProtocol;
  /** A number, or the name of a container port. */
  readonly port?: number | string;
  /** The last port of a range that begins at `port`. */
  readonly endPort?: number;
}

/** One item of `ingress` or `egress`. */
export interface ResourceRule {
  /** The index in the list, from 0. */
  readonly index: number;
  /** Empty means every peer. */
  readonly peers: readonly ResourcePeer[];
  /** Empty means every port of every protocol. */
  readonly ports: readonly ResourcePort[];
}

/** A `networking.k8s.io/v1` NetworkPolicy with the defaults of the API server, before a dialect interprets it. */
export interface NetworkPolicyResource {
  readonly namespace: string;
  readonly name: string;
  readonly podSelector: ResourceSelector;
  readonly policyTypes: readonly PolicyType[];
  readonly ingress: readonly ResourceRule[];
  readonly egress: readonly ResourceRule[];
  /** Fields that are there and say nothing; absent where there are none. No dialect needs to know them. */
  readonly blanks?: readonly Blank[];
  readonly origin: Origin;
}
