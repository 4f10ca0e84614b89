import { LabelFacts } from '../model/labels';
import { DIRECTIONS, Peer, Policy, rulesOf } from '../model/policy';
import { Requirement } from '../model/selector';
import { Protocol } from '../sets/ports';

/** Label keys, each with the values that some requirement names; all other values are one to every policy. */
export type MentionedLabels = ReadonlyMap<string, ReadonlySet<string>>;

/** A port name that some rule uses. */
export interface MentionedPortName {
  readonly protocol: Protocol;
  readonly name: string;
}

/** What the policies look at. Endpoints that agree in it are one to every policy. */
export interface Mentions {
  /** The namespaces that a policy or a peer calls by name. */
  readonly namespaces: ReadonlySet<string>;
  readonly podLabels: MentionedLabels;
  readonly namespaceLabels: MentionedLabels;
  /** What a pod selector asks for in place of a label. */
  readonly lookedUp: Readonly<Record<'namespace' | 'service-account', ReadonlySet<string>>>;
  readonly portNames: readonly MentionedPortName[];
}

/** Everything that the policies look at. */
export function mentionsOf(policies: readonly Policy[]): Mentions {
  const namespaces = new Set<string>();
  const podLabels = new Map<string, Set<string>>();
  const namespaceLabels = new Map<string, Set<string>>();
  const lookedUp = { 'namespace': new Set<string>(), 'service-account': new Set<string>() };
  const portNames = new Map<string, MentionedPortName>();

  const mention = (labels: Map<string, Set<string>>, { key, lookup, values }: Requirement): void => {
    if (lookup === 'nothing') {
      return;
    }
    const known = lookup === undefined ? labels.get(key) ?? new Set() : lookedUp[lookup];
    values.forEach(value => known.add(value));
    if (lookup === undefined) {
      labels.set(key, known);
    }
  };
  const readPeer = (peer: Peer): void => {
    if (peer.kind !== 'pods') {
      return;
    }
    peer.pods.requirements.forEach(requirement => mention(podLabels, requirement));
    if (peer.namespaces.kind === 'named') {
      namespaces.add(peer.namespaces.name);
    } else {
      peer.namespaces.selector.requirements.forEach(requirement => mention(namespaceLabels, requirement));
    }
  };

  for (const policy of policies) {
    if (DIRECTIONS.some(direction => policy[direction] !== undefined)) {
      namespaces.add(policy.subject.namespace);
    }
    policy.subject.pods.requirements.forEach(requirement => mention(podLabels, requirement));
    for (const { peers, ports } of rulesOf(policy)) {
      peers.forEach(readPeer);
      ports.forEach(match => match.kind === 'named'
        && portNames.set(`${match.protocol} ${match.name}`, { protocol: match.protocol, name: match.name }));
    }
  }
  const sortedNames = [...portNames].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, name]) => name);
  return { namespaces, podLabels, namespaceLabels, lookedUp, portNames: sortedNames };
}

/** What the policies can see of the labels, as text. */
export function visibleLabels({ known, generated, isOpen }: LabelFacts, mentioned: MentionedLabels): string {
  const parts: string[] = isOpen ? ['open'] : [];
  for (const [key, values] of mentioned) {
    if (generated.has(key)) {
      const possible = generated.get(key);
      parts.push(key, possible === undefined ? '*' : `${[...new Set(possible.map(value => visible(value, values)))].sort()}`);
    } else if (known.has(key)) {
      parts.push(key, `=${visible(known.get(key), values)}`);
    }
  }
  return JSON.stringify(parts);
}

/** The value if some requirement names it; all others look alike. No label value begins with `?` or is `-`. */
export function visible(value: string | undefined, mentioned: ReadonlySet<string>): string {
  return value === undefined ? '-' : mentioned.has(value) ? value : '?';
}
