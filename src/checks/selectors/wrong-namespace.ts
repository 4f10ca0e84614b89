import { Finding } from '../../model/finding';
import { Snapshot, NAMESPACE_NAME_LABEL } from '../../model/snapshot';
import { formatWorkload } from '../../model/workload';
import { oneLine } from '../../sets/visible';
import { list } from '../../wording/lists';
import { Check } from '../check';
import { compareSelector, seenNote } from '../support/compare-selector';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { openSubjectsEffect } from '../support/open-subjects';
import { PodsElsewhere, podsElsewhere } from '../support/pods-elsewhere';
import { foldRepeats, Repeatable } from '../support/repeats';
import { quoteScope, selectorPlace } from '../support/selector-place';
import { itemYaml, selectorYaml, yamlScalar } from '../support/selector-yaml';
import { Unmatched, unmatchedOf } from '../support/unmatched';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
---
apiVersion: v1
kind: Pod
metadata: { name: prometheus, namespace: monitoring, labels: { app: prometheus } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders, namespace: shop }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress]
  ingress:
    - from:
`;

export const wrongNamespace: Check = {
  meta: {
    name: 'wrong-namespace',
    severity: 'warning',
    summary: 'A policy, or one of its peers, looks for pods in a namespace that has none of them, and another namespace has.',
    why: 'A policy is for the pods of its own namespace, and a podSelector without a namespaceSelector looks there too. In '
      + 'another namespace neither selects anything.',
    bad: { manifests: `${PODS}        - podSelector: { matchLabels: { app: prometheus } }\n` },
    good: {
      manifests: `${PODS}        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
          podSelector: { matchLabels: { app: prometheus } }
`,
    },
    links: [{
      title: 'Kubernetes: behavior of to and from selectors',
      url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(unmatchedOf(snapshot, 'wrong-namespace').flatMap(unmatched => {
    const elsewhere = podsElsewhere(snapshot, unmatched.namespaces, unmatched.pods);
    return elsewhere === undefined ? [] : [repeatable(snapshot, unmatched, elsewhere)];
  }))),
};

function repeatable(snapshot: Snapshot, unmatched: Unmatched, elsewhere: PodsElsewhere): Repeatable {
  const { policy, placed, namespaces, pods, inScope } = unmatched;
  const { title, place, label, text } = selectorPlace(unmatched);
  const where = quoteScope(namespaces);
  const compared = inScope.length === 0 ? {
    evidence: [{ label, text, mark: { part: text, remark: `there are no pods in ${where}` } }],
    notes: [seenNote(snapshot.workloads.length, 'in all namespaces')],
  } : compareSelector(label, text, pods, inScope, `in ${where}`);
  const help = placed === undefined ? [policyHelp(elsewhere)] : peerHelp(unmatched, elsewhere);
  const finding: Finding = {
    check: wrongNamespace.meta.name,
    severity: 'warning',
    title: `${title} ${placed === undefined ? 'selects no pod' : `asks for pods in ${where}`}: `
      + `such pods are in \`${elsewhere.namespace}\` only`,
    at: policy.origin,
    evidence: [compared.evidence[0], { label: 'such pods', text: list(elsewhere.pods.map(formatWorkload)) }],
    effect: placed === undefined && policy.namespace !== '' ? openSubjectsEffect(snapshot, policy, elsewhere.pods) : undefined,
    notes: compared.notes,
    help,
  };
  return { finding, cause: [where, text, ...help].join('\n'), place };
}

function policyHelp({ namespace }: PodsElsewhere): string {
  return `if these are meant, give the policy their namespace: \`namespace: ${yamlScalar(namespace)}\``;
}

/** Pods of the policy's own namespace beside a namespaceSelector: one item was written where two were meant. */
function peerHelp({ policy, placed, namespaces, pods }: Unmatched, { namespace }: PodsElsewhere): string[] {
  const field = placed!.direction === 'ingress' ? 'from' : 'to';
  const yaml = (items: readonly string[][]) => [`${field}:`, ...items.flatMap(itemYaml).map(line => `  ${line}`)];
  const byPods = selectorYaml('podSelector', pods);
  if (namespace === policy.namespace && namespaces.kind === 'labeled') {
    return [[
      `if these are meant, leave out the namespaceSelector; if all pods in ${oneLine(quoteScope(namespaces))} are meant too, make two items:`,
      ...yaml([selectorYaml('namespaceSelector', namespaces.selector), byPods]),
    ].join('\n')];
  }
  const byName = { requirements: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [namespace] } as const] };
  return [[
    'if these are meant, give the peer their namespace, under the same dash:',
    ...yaml([[...selectorYaml('namespaceSelector', byName), ...byPods]]),
  ].join('\n')];
}
