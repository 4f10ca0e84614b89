import { Policy, Rule, Section } from '../../model/policy';
import { formatRequirement, Requirement, Selector } from '../../model/selector';

/** The policy as a text that is equal for policies which say the same, in whatever order they say it. */
export function meaningInAnyOrder({ kind, namespace, subject, egress, ingress }: Policy): string {
  return textOf({
    kind,
    namespace,
    subject: { ...subject, pods: sorted(subject.pods) },
    egress: egress && withSortedRules(egress),
    ingress: ingress && withSortedRules(ingress),
  });
}

/** The pods that a policy is for, as a text that is equal for policies which are for the same. */
export function subjectInAnyOrder({ namespace, subject }: Policy): string {
  return [namespace, ...subject.pods.requirements.map(withSortedValues).map(formatRequirement).sort()].join('\n');
}

function withSortedRules({ isolates, rules }: Section): object {
  return { isolates, rules: inOrder(rules.map(withSortedParts)) };
}

function withSortedParts({ effect, peers, ports, isOpen }: Rule): object {
  return {
    effect,
    isOpen,
    peers: inOrder(peers.map(peer => (peer.kind === 'pods' ? {
      ...peer,
      pods: sorted(peer.pods),
      namespaces: peer.namespaces.kind === 'named' ? peer.namespaces : { ...peer.namespaces, selector: sorted(peer.namespaces.selector) },
    } : peer))),
    ports: inOrder(ports),
  };
}

function sorted({ requirements }: Selector): object {
  return inOrder(requirements.map(withSortedValues));
}

function withSortedValues(requirement: Requirement): Requirement {
  return { ...requirement, values: [...requirement.values].sort() };
}

/** Each once: an alternative or a requirement that is said twice means no more. */
function inOrder(items: readonly object[]): string[] {
  return [...new Set(items.map(textOf))].sort();
}

function textOf(value: object): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}` : part));
}
