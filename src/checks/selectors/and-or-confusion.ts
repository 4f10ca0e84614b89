import { Finding } from '../../model/finding';
import { Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload } from '../../model/workload';
import { workloadsIn } from '../../semantics/selected';
import { oneLine } from '../../sets/visible';
import { count, list } from '../../wording/lists';
import { describePeer, describeScope } from '../../wording/rules';
import { Check } from '../check';
import { compareSelector } from '../support/compare-selector';
import { ConfusedItems, confusedWith } from '../support/confused-items';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { joiningHelp } from '../support/joining-help';
import { foldRepeats, Repeatable } from '../support/repeats';
import { rulePlace } from '../support/selector-place';
import { peersOf, PlacedPeer } from '../support/unmatched';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: lister, namespace: directory, labels: { app: lister } }
---
apiVersion: v1
kind: Pod
metadata: { name: gateway, namespace: access, labels: { app: gateway } }
---
apiVersion: v1
kind: Pod
metadata: { name: batch, namespace: access, labels: { app: batch } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: lister, namespace: directory }
spec:
  podSelector: { matchLabels: { app: lister } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: access } }
`;

export const andOrConfusion: Check = {
  meta: {
    name: 'and-or-confusion',
    severity: 'warning',
    summary: 'A rule has a namespaceSelector and a podSelector as two items of its list, of which each admits by itself, where one item was meant.',
    why: 'The items of `from` and `to` are alternatives. A namespaceSelector alone admits every pod of its namespaces, and a '
      + 'podSelector alone looks in the namespace of the policy. Under one dash, both must match.',
    bad: { manifests: `${PODS}        - podSelector: { matchLabels: { app: gateway } }\n` },
    good: { manifests: `${PODS}          podSelector: { matchLabels: { app: gateway } }\n` },
    links: [{
      title: 'Kubernetes: behavior of to and from selectors',
      url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(snapshot.workloads.length === 0 ? []
    : snapshot.policies.flatMap(policy => peersOf(policy).flatMap(placed => {
      const confused = confusedWith(snapshot, policy, placed.rule, placed.peer);
      return confused === undefined ? [] : [repeatable(snapshot, policy, placed, confused)];
    })))),
};

function repeatable(snapshot: Snapshot, policy: Policy, placed: PlacedPeer, confused: ConfusedItems): Repeatable {
  const { direction, rule } = placed;
  const { title, place, label } = rulePlace(policy, direction, rule.index);
  const { because, meant, others } = confused;
  const where = describeScope(confused.namespaces);
  const admits = direction === 'ingress' ? 'admits' : 'opens the way to';
  const help = joiningHelp(snapshot, policy, placed, confused);
  const finding: Finding = {
    check: andOrConfusion.meta.name,
    severity: 'warning',
    title: `${title} has two items where one was ${because === 'perhaps' ? 'perhaps ' : ''}meant: `
      + `the namespaceSelector alone ${admits} all pods in ${where}`,
    at: policy.origin,
    evidence: [
      { label, text: `all pods in ${where}` },
      secondItem(snapshot, policy, placed, because, label),
      ...meant.length === 0 ? [] : [{ label: 'pods of both', text: list(meant.map(formatWorkload)) }],
    ],
    effect: others.length === 0 ? undefined
      : `the item for ${where} ${admits} every pod there, ${list(others.map(other => `\`${formatWorkload(other)}\``))} too`,
    notes: notesOf(snapshot, policy, confused),
    help: because !== 'perhaps' ? help
      : [...help, `if two are meant, give the podSelector a label that pods of \`${oneLine(policy.namespace)}\` have`],
  };
  return { finding, cause: [policy.namespace, because, ...help].join('\n'), place };
}

function secondItem(
  snapshot: Snapshot, policy: Policy, { peer }: PlacedPeer, because: ConfusedItems['because'], label: string,
): Finding['evidence'][number] {
  const text = describePeer(peer, policy.namespace);
  if (because === 'first-admits-them') {
    return { label: `or ${label}`, text, mark: { part: text, remark: 'the namespaceSelector admits these already' } };
  }
  const local = workloadsIn(snapshot, policy.namespace);
  const [{ mark }] = compareSelector(label, text, peer.pods, local, `in \`${policy.namespace}\``).evidence;
  const remark = `0 of ${count(local.length, 'workload')} in \`${policy.namespace}\``;
  return { label: `or ${label}`, text, mark: mark ?? { part: text, remark } };
}

function notesOf({ workloads }: Snapshot, { namespace }: Policy, { because, namespaces }: ConfusedItems): string[] {
  return because === 'pods-are-there' ? [`no pod of \`${namespace}\` in the input is one that the podSelector asks for`]
    : because === 'perhaps'
      ? [`the input has no pods in ${describeScope(namespaces)}, and none of its ${count(workloads.length, 'workload')} `
        + 'is one that the podSelector asks for']
      : [];
}
