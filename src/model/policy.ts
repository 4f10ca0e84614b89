import { Origin } from './origin';
import { NamespaceScope, Peer } from './peer';
import { PortMatch } from './port-match';
import { Selector } from './selector';
import { oneLine } from '../sets/visible';

export type TrafficDirection = 'egress' | 'ingress';

export const DIRECTIONS: readonly TrafficDirection[] = ['egress', 'ingress'];

/** Allows what matches any of the peers and any of the ports. An empty list matches nothing, unlike in the API. */
export interface Rule {
  /** The index in the list of the manifest, from 0. */
  readonly index: number;
  readonly peers: readonly Peer[];
  readonly ports: readonly PortMatch[];
}

/** One direction of a policy: it isolates the subject, apart from what the rules admit. */
export interface Section {
  readonly rules: readonly Rule[];
}

/** The pods that a policy applies to. */
export interface Subject {
  readonly namespaces: NamespaceScope;
  readonly pods: Selector;
}

/** One policy in neutral form. It does not isolate in a direction that is absent. */
export interface Policy {
  /** The kind of the manifest. No verdict depends on it. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly subject: Subject;
  readonly egress?: Section;
  readonly ingress?: Section;
  /** The number of rules that count for nothing, because the policy is not for their direction. */
  readonly inertRules?: Readonly<Partial<Record<TrafficDirection, number>>>;
  readonly origin: Origin;
}

/** `shop/web-egress` */
export function formatPolicy(policy: Policy): string {
  return oneLine(`${policy.namespace}/${policy.name}`);
}

export function otherDirection(direction: TrafficDirection): TrafficDirection {
  return direction === 'egress' ? 'ingress' : 'egress';
}

/** The rules of both directions. */
export function rulesOf(policy: Policy): Rule[] {
  return [...policy.egress?.rules ?? [], ...policy.ingress?.rules ?? []];
}

/** The policy as text, without what does not change its meaning. */
export function meaningOf({ subject, egress, ingress }: Policy): string {
  return JSON.stringify(
    { subject, egress, ingress }, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
}
