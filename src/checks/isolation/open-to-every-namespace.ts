import { Finding } from '../../model/finding';
import { Peer } from '../../model/peer';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { portRange } from '../../sets/ports';
import { describePortMatches, describeRule, describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { isForEverybody } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';

const db = (peer: string) => `
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: db, image: db, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
    - from: [${peer}]
      ports: [{ port: 5432 }]
`;

export const openToEveryNamespace: Check = {
  meta: {
    name: 'open-to-every-namespace',
    severity: 'info',
    summary: 'An ingress rule admits every pod of every namespace, those of other teams and of later namespaces too.',
    why: 'An empty namespaceSelector means all namespaces, not the own one. Whoever may make a pod anywhere in the cluster is let in. '
      + 'Often that is meant, so that this check has to be asked for.',
    bad: { manifests: db('{ namespaceSelector: {} }') },
    good: { manifests: db('{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: front } } }') },
    links: [{
      title: 'Kubernetes: behavior of to and from selectors',
      url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    }],
    since: '0.1.0',
    status: 'nursery',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(snapshot.policies
    .filter(({ tier, name }) => tier === 'normal' && !isSaidByName(name)).flatMap(policy => {
      const open = (policy.ingress?.rules ?? []).filter(isOpen);
      return open.length === 0 ? [] : [repeatable(policy, open)];
    }))),
};

function isSaidByName(name: string): boolean {
  return /(all|any|every|other|across|cross)[-_.]?(namespace|ns\b)|allow-?all|cluster-?wide|from-(anywhere|everywhere)/i.test(name);
}

function isOpen(rule: Rule): boolean {
  return !isForEverybody(rule) && rule.peers.some(isEveryNamespace) && !rule.ports.every(isForResolvers);
}

function isEveryNamespace(peer: Peer): boolean {
  return peer.kind === 'pods' && peer.pods.requirements.length === 0
    && peer.namespaces.kind === 'labeled' && peer.namespaces.selector.requirements.length === 0;
}

/** Every pod resolves names, so that resolvers are for all namespaces. */
function isForResolvers(match: PortMatch): boolean {
  return match.kind === 'numbered' ? match.ports.isSubsetOf(RESOLVERS) : match.kind === 'named' && /^dns/.test(match.name);
}

const RESOLVERS = portRange(53).union(portRange(5353));

function repeatable(policy: Policy, open: readonly Rule[]): Repeatable {
  const name = formatPolicy(policy);
  const ports = [...new Set(open.map(rule => describePortMatches(rule.ports)))].join(', ');
  const finding: Finding = {
    check: openToEveryNamespace.meta.name,
    severity: 'info',
    title: `policy \`${name}\` admits every pod of every namespace on ${ports}`,
    at: policy.origin,
    evidence: [
      { label: 'pods', text: describeSubject(policy.subject) },
      ...open.map((rule, index) => ({ label: index === 0 ? 'ingress' : '', text: describeRule(policy, 'ingress', rule) })),
    ],
    notes: ['pods of namespaces that are made later are admitted too'],
    help: [
      'name the namespaces that are meant: `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: NAME } }`, or a label of theirs',
      `for the pods of \`${policy.namespace}\` alone write \`podSelector: {}\` without a namespaceSelector`,
    ],
  };
  return { finding, cause: policy.namespace, place: `policy ${name}, ${ports}` };
}
