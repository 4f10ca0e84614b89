import { Origin } from '../model/origin';
import { Selector } from '../model/selector';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';

/** The directions that the API lets a NetworkPolicy govern. */
export type PolicyType = 'Ingress' | 'Egress';

/** A block of addresses as the API object names it. */
export interface ResourceAddressBlock {
  /** The text as written. */
  readonly cidr: string;
  readonly except: readonly string[];
  /** The addresses of `cidr` without those of `except`. */
  readonly addresses: AddressSet;
}

/** One item of `from` or `to`: selectors, or an address block. */
export interface ResourcePeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: ResourceAddressBlock;
}

/** One item of `ports`; without a port it stands for every port of its protocol. */
export interface ResourcePort {
  readonly protocol: TransportProtocol;
  /** A number, or the name of a container port. */
  readonly port?: number | string;
  /** The last port of a range that begins at `port`. */
  readonly endPort?: number;
}

/** One item of `ingress` or `egress`. */
export interface ResourceRule {
  /** The place in the list, from 0. */
  readonly index: number;
  /** Empty means everybody. */
  readonly peers: readonly ResourcePeer[];
  /** Empty means every port of every protocol. */
  readonly ports: readonly ResourcePort[];
}

/** A `networking.k8s.io/v1` NetworkPolicy with the API server's defaults filled in, free of any enforcer's view. */
export interface NetworkPolicyResource {
  readonly namespace: string;
  readonly name: string;
  readonly podSelector: Selector;
  readonly policyTypes: readonly PolicyType[];
  readonly ingress: readonly ResourceRule[];
  readonly egress: readonly ResourceRule[];
  readonly origin: Origin;
}
