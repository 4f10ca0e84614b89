import { Origin } from './origin';
import { NamespaceScope, Peer } from './peer';
import { PortMatch } from './port-match';
import { Selector } from './selector';
import { oneLine } from '../sets/visible';

export type TrafficDirection = 'egress' | 'ingress';

export const DIRECTIONS: readonly TrafficDirection[] = ['egress', 'ingress'];

/** The tiers, in the order in which they are asked. In the normal one the rules of all policies add up. */
export type Tier = 'admin' | 'normal' | 'baseline';

/** What becomes of traffic that a rule matches. `pass` leaves it to the next tier. */
export type Effect = 'allow' | 'deny' | 'pass';

/** Matches what matches any of the peers and any of the ports. An empty list matches nothing, unlike in the API. */
export interface Rule {
  /** The index in the list of the manifest, from 0. */
  readonly index: number;
  /** The name that the manifest gives it. */
  readonly name?: string;
  readonly effect: Effect;
  readonly peers: readonly Peer[];
  readonly ports: readonly PortMatch[];
  /** Whether the specification leaves open what the rule means: it perhaps matches what it seems to, perhaps nothing. */
  readonly isOpen?: boolean;
}

/** One direction of a policy. */
export interface Section {
  /** Whether the subject is isolated: what no rule admits is denied. */
  readonly isolates: boolean;
  /** In the tiers above and below the normal one, the first that matches decides. */
  readonly rules: readonly Rule[];
}

/** The pods that a policy applies to. */
export interface Subject {
  readonly namespaces: NamespaceScope;
  readonly pods: Selector;
  /** Whether pods on the host network are certainly none of them. */
  readonly skipsHostNetwork?: boolean;
}

/** One policy in neutral form. It says nothing about a direction that is absent. */
export interface Policy {
  /** The kind of the manifest. Priorities of two kinds cannot be compared. */
  readonly kind: string;
  readonly tier: Tier;
  /** The lower number is asked first. Without a meaning in the normal tier. */
  readonly priority: number;
  /** Empty for a policy that is in none. */
  readonly namespace: string;
  readonly name: string;
  readonly subject: Subject;
  readonly egress?: Section;
  readonly ingress?: Section;
  /** The number of rules that count for nothing, because the policy is not for their direction. */
  readonly inertRules?: Readonly<Partial<Record<TrafficDirection, number>>>;
  readonly origin: Origin;
}

/** `shop/web-egress`, or `no-metadata` for a policy of the whole cluster. */
export function formatPolicy({ namespace, name }: Pick<Policy, 'namespace' | 'name'>): string {
  return oneLine(namespace === '' ? name : `${namespace}/${name}`);
}

export function otherDirection(direction: TrafficDirection): TrafficDirection {
  return direction === 'egress' ? 'ingress' : 'egress';
}

/** The rules of both directions. */
export function rulesOf(policy: Policy): Rule[] {
  return [...policy.egress?.rules ?? [], ...policy.ingress?.rules ?? []];
}

/** The policy as text, without what does not change its meaning. */
export function meaningOf({ kind, tier, priority, subject, egress, ingress }: Policy): string {
  return JSON.stringify(
    { kind, tier, priority, subject, egress, ingress }, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
}
