import { Origin } from './origin';
import { Selector } from './selector';
import { AddressSet } from '../sets/addresses';
import { PortSet, Protocol } from '../sets/ports';
import { Ternary } from '../sets/ternary';

export type Direction = 'egress' | 'ingress';

export const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

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

/** Traffic on any protocol, or on these ports of one, or on the port that the destination pod calls so. */
export type PortMatch =
  | { readonly kind: 'any' }
  | { readonly kind: 'numbered'; readonly protocol: Protocol; readonly ports: PortSet }
  | { readonly kind: 'named'; readonly protocol: Protocol; readonly name: string };

/** Allows what matches any of the peers and any of the ports. An empty list matches nothing. */
export interface Rule {
  /** The place in the manifest's list, from 0. */
  readonly index: number;
  readonly peers: readonly Peer[];
  readonly ports: readonly PortMatch[];
}

/** What a policy says in one direction: its subject is isolated, apart from what the rules allow. */
export interface Section {
  readonly rules: readonly Rule[];
}

/** The pods that a policy applies to. */
export interface Subject {
  readonly namespace: string;
  readonly pods: Selector;
}

/** One policy in neutral form. A direction that is absent is not affected. */
export interface Policy {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly subject: Subject;
  readonly egress?: Section;
  readonly ingress?: Section;
  readonly origin: Origin;
}

/** `shop/web-egress` */
export function formatPolicy(policy: Policy): string {
  return `${policy.namespace}/${policy.name}`;
}

export function otherDirection(direction: Direction): Direction {
  return direction === 'egress' ? 'ingress' : 'egress';
}

/** The rules of both directions. */
export function rulesOf(policy: Policy): Rule[] {
  return [...policy.egress?.rules ?? [], ...policy.ingress?.rules ?? []];
}
