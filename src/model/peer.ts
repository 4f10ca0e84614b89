import { SELECT_ALL, Selector } from './selector';
import { AddressSet } from '../sets/addresses';
import { Ternary } from '../sets/ternary';

/** The namespaces in which a peer selects pods. */
export type NamespaceScope =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'labeled'; readonly selector: Selector };

/** Pods that a peer selects. */
export interface PodsPeer {
  readonly kind: 'pods';
  readonly namespaces: NamespaceScope;
  readonly pods: Selector;
  /** Whether pods on the host network are certainly none of them. */
  readonly skipsHostNetwork?: boolean;
}

/** Every pod of every namespace. */
export const EVERY_POD: PodsPeer = {
  kind: 'pods', namespaces: { kind: 'labeled', selector: SELECT_ALL }, pods: SELECT_ALL,
};

/** Addresses of a peer. They match endpoints outside the cluster, and pods and nodes only where the flags say so. */
export interface AddressesPeer {
  readonly kind: 'addresses';
  readonly addresses: AddressSet;
  readonly cidr: string;
  readonly exceptCidrs: readonly string[];
  readonly matchesPods: boolean;
  readonly matchesNodes: boolean;
}

/** Endpoints that are not pods: addresses outside the cluster, nodes, or both. */
export interface OutsidersPeer {
  readonly kind: 'outsiders';
  readonly world: boolean;
  readonly nodes: Ternary;
}

/** Nodes with these labels, and pods that share the address of one. */
export interface NodesPeer {
  readonly kind: 'nodes';
  readonly nodes: Selector;
}

/** Whatever these DNS names stand for, which is no pod and otherwise not known. */
export interface NamesPeer {
  readonly kind: 'names';
  readonly names: readonly string[];
}

/** Every endpoint: pods, nodes and addresses outside the cluster. */
export interface EveryonePeer {
  readonly kind: 'everyone';
}

/** A set of endpoints that a rule is about. The dialect decides which peers an item of a policy stands for. */
export type Peer = PodsPeer | AddressesPeer | OutsidersPeer | NodesPeer | NamesPeer | EveryonePeer;
