import { ResourceSelector } from './network-policy';
import { Origin } from '../model/origin';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';

/** The API group of these kinds. */
export const ADMIN_POLICY_GROUP = 'policy.networking.k8s.io';

/** The kinds of `policy.networking.k8s.io`: ClusterNetworkPolicy, and the two that came before it. */
export type AdminPolicyKind = 'ClusterNetworkPolicy' | 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy';

/** What becomes of the traffic that a rule matches. `v1alpha1` calls the first of them `Allow`. */
export type AdminAction = 'Accept' | 'Deny' | 'Pass';

/** Pods by the labels of their namespace and by their own. */
export interface AdminPods {
  readonly namespaceSelector: ResourceSelector;
  readonly podSelector: ResourceSelector;
}

/** One of `networks`. */
export interface AdminNetwork {
  /** As written in the manifest. */
  readonly cidr: string;
  readonly addresses: AddressSet;
}

/** One item of `from` or `to`. */
export type AdminPeer =
  | AdminPods & { readonly kind: 'pods' }
  | { readonly kind: 'networks'; readonly networks: readonly AdminNetwork[] }
  /** By the labels of the nodes. */
  | { readonly kind: 'nodes'; readonly nodes: ResourceSelector }
  | { readonly kind: 'domain-names'; readonly names: readonly string[] }
  /** Nothing but fields of a later version, which an enforcer takes to be nobody or everybody, whichever is stricter. */
  | { readonly kind: 'unknown' };

/** One item of `protocols`, or of `ports` in `v1alpha1`. */
export type AdminPort =
  | { readonly kind: 'numbers'; readonly protocol: TransportProtocol; readonly first: number; readonly last: number }
  /** The container ports of that name, of whatever protocol. */
  | { readonly kind: 'named'; readonly name: string };

/** One item of `ingress` or `egress`. */
export interface AdminRule {
  /** The index in the list, from 0. */
  readonly index: number;
  readonly name?: string;
  readonly action: AdminAction;
  /** At least one. */
  readonly peers: readonly AdminPeer[];
  /** Undefined means every port of every protocol. */
  readonly ports: readonly AdminPort[] | undefined;
  /** Whether the API takes the rule and says nowhere what it means, as for `ports: []` in `v1alpha1`. */
  readonly isOpen: boolean;
}

/** A policy of the whole cluster as the API server stores it, before a dialect interprets it. */
export interface AdminPolicyResource {
  readonly kind: AdminPolicyKind;
  readonly name: string;
  readonly tier: 'admin' | 'baseline';
  /** From 0 to 1000; 0 for a BaselineAdminNetworkPolicy, of which there is one. */
  readonly priority: number;
  readonly subject: AdminPods;
  readonly ingress: readonly AdminRule[];
  readonly egress: readonly AdminRule[];
  readonly origin: Origin;
}
