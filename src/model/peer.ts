import { Selector } from './selector';
import { AddressSet } from '../sets/addresses';
import { Ternary } from '../sets/ternary';

export type NamespaceScope =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'labeled'; readonly selector: Selector };

/** Pods that a peer selects. */
export interface PodsPeer {
  readonly kind: 'pods';
  readonly namespaces: NamespaceScope;
  readonly pods: Selector;
}

/** Addresses that a peer names, and whether they mean pods and nodes too or only what is outside the cluster. */
export interface AddressesPeer {
  readonly kind: 'addresses';
  readonly addresses: AddressSet;
  readonly cidr: string;
  readonly exceptCidrs: readonly string[];
  readonly matchesPods: boolean;
  readonly matchesNodes: boolean;
}

/** Whoever is no pod: addresses outside, nodes, or both. */
export interface OutsidersPeer {
  readonly kind: 'outsiders';
  readonly world: boolean;
  readonly nodes: Ternary;
}

/** Everybody: pods, nodes and addresses outside. */
export interface EveryonePeer {
  readonly kind: 'everyone';
}

/** A set of endpoints. Which peers a policy kind means under an enforcer is the business of its dialect. */
export type Peer = PodsPeer | AddressesPeer | OutsidersPeer | EveryonePeer;
