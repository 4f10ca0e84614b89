import { Finding } from '../../model/finding';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { subjectsOf } from '../../semantics/selected';
import { list } from '../../wording/lists';
import { describePeer, describePortMatches, describeRule } from '../../wording/rules';
import { Check } from '../check';
import { describeDeclaredPorts } from '../support/declared-ports';
import { inEveryInterpretation } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';

const ORDERS = `
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
spec: { containers: [{ name: orders, image: orders, ports: [{ containerPort: 8080 }, { name: admin, containerPort: 9901 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: front } } }]
      ports: [{ port: 8080 }]
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
`;

export const allPortsOpen: Check = {
  meta: {
    name: 'all-ports-open',
    severity: 'info',
    summary: 'A rule without `ports` admits whole namespaces or everybody on every port, beside a rule of the same policy that names ports.',
    why: 'A rule without `ports` is for every port, those of other containers and of debuggers too. Beside a rule that names '
      + 'ports for others it is often a line that was forgotten.',
    bad: { manifests: ORDERS },
    good: { manifests: `${ORDERS}      ports: [{ port: admin }]\n` },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'nursery',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] => (snapshot.enforcement.mode === 'never' ? []
    : foldRepeats(snapshot.policies.filter(({ tier }) => tier === 'normal').flatMap(policy => checkPolicy(snapshot, policy))))),
};

function checkPolicy(snapshot: Snapshot, policy: Policy): Repeatable[] {
  const rules = (policy.ingress?.rules ?? []).filter(({ effect }) => effect === 'allow');
  const open = rules.filter(rule => rule.ports.some(isAny) && rule.peers.some(peer => isWide(policy, peer)));
  const named = rules.flatMap(({ ports }) => ports).filter(match => !isAny(match));
  // A policy for all pods of a namespace is about who may come in, not where.
  if (open.length === 0 || named.length === 0 || policy.subject.pods.requirements.length === 0) {
    return [];
  }
  const subjects = subjectsOf(snapshot, policy).filter(({ ports }) => ports.length > 0);
  return subjects.length === 0 ? [] : [repeatable(policy, open, named, subjects)];
}

function isAny({ kind }: PortMatch): boolean {
  return kind === 'any';
}

/** Everybody, or all pods of namespaces other than the policy's own. */
function isWide(policy: Policy, peer: Rule['peers'][number]): boolean {
  return peer.kind === 'everyone' || (peer.kind === 'pods' && peer.pods.requirements.length === 0
    && !(peer.namespaces.kind === 'named' && peer.namespaces.name === policy.namespace));
}

function repeatable(
  policy: Policy, open: readonly Rule[], named: readonly PortMatch[], subjects: readonly Workload[],
): Repeatable {
  const written = list([...new Set(named.map(match => describePortMatches([match])))]);
  return {
    finding: {
      check: allPortsOpen.meta.name,
      severity: 'info',
      title: `policy \`${formatPolicy(policy)}\` names ports in one ingress rule, and opens every port in another`,
      at: policy.origin,
      evidence: [
        ...open.map((rule, index) => ({ label: index === 0 ? 'opens' : '', text: describeRule(policy, 'ingress', rule) })),
        { label: 'named', text: written },
        { label: 'declared', text: list(subjects.map(describeDeclaredPorts), 3) },
      ],
      notes: [],
      help: ['name the ports that are meant, below `ports` of the same item; if every port is meant, leave it and accept this finding'],
    },
    cause: open.flatMap(({ peers }) => peers.map(peer => describePeer(peer, ''))).join('\n'),
    place: formatPolicy(policy),
  };
}
