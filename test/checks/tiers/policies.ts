import { metadata } from '../../fixture';

/** A rule of a ClusterNetworkPolicy, for ingress unless it is said otherwise. */
export interface RuleText {
  readonly name?: string;
  readonly action: 'Accept' | 'Deny' | 'Pass';
  /** Peers; all pods where there are none. */
  readonly peers?: readonly object[];
  readonly protocols?: readonly object[];
}

/** What a policy is, where it is not one of the admin tier for all pods with priority 10. */
export interface PolicyOptions {
  readonly tier?: 'Admin' | 'Baseline';
  readonly priority?: number;
  readonly subject?: object;
  readonly egress?: readonly RuleText[];
}

/** A ClusterNetworkPolicy with these ingress rules. */
export function clusterPolicy(
  name: string, ingress: readonly RuleText[], { tier = 'Admin', priority = 10, subject = { namespaces: {} }, egress = [] }: PolicyOptions = {},
): object {
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: metadata(name),
    spec: { tier, priority, subject, ...rulesOf('ingress', 'from', ingress), ...rulesOf('egress', 'to', egress) },
  };
}

function rulesOf(direction: string, peersKey: string, rules: readonly RuleText[]): object {
  return rules.length === 0 ? {} : {
    [direction]: rules.map(({ peers = [ALL], ...rule }) => ({ ...rule, [peersKey]: peers })),
  };
}

export const ALL = { namespaces: {} };

/** Pods with this `app`, in every namespace. */
export function app(name: string): object {
  return { pods: { podSelector: { matchLabels: { app: name } } } };
}

/** All pods of the namespace of that name. */
export function namespace(name: string): object {
  return { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

export function tcp(number: number): object {
  return { tcp: { destinationPort: { number } } };
}

export function tcpRange(start: number, end: number): object {
  return { tcp: { destinationPort: { range: { start, end } } } };
}
