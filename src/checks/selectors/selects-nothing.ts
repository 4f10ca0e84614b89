import { Finding } from '../../model/finding';
import { NamespaceScope } from '../../model/peer';
import { formatPolicy } from '../../model/policy';
import { formatRequirement, Requirement, selects, Selector } from '../../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { nearest } from '../../sets/nearest';
import { oneLine } from '../../sets/visible';
import { describeScope } from '../../wording/rules';
import { Check } from '../check';
import { compareNamespaces } from '../support/compare-namespaces';
import { compareSelector, Comparison, seenNote } from '../support/compare-selector';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { openSubjectsEffect } from '../support/open-subjects';
import { foldRepeats, Repeatable } from '../support/repeats';
import { quoteScope, selectorPlace } from '../support/selector-place';
import { isUnheardOf, Unmatched, unmatchedOf } from '../support/unmatched';

export const selectsNothing: Check = {
  meta: {
    name: 'selects-nothing',
    severity: 'warning',
    summary: 'A selector of a policy matches no pod of the namespaces that it looks in, or no namespace.',
    why: 'A policy that selects no pod protects none, and a peer that selects no pod admits none. '
      + 'Kubernetes accepts both without a word.',
    bad: {
      manifests: `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: payments, labels: { app: payment-api } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api-ingress, namespace: payments }
spec:
  podSelector: { matchLabels: { app: pyament-api } }
  policyTypes: [Ingress]
`,
    },
    good: {
      manifests: `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: payments, labels: { app: payment-api } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api-ingress, namespace: payments }
spec:
  podSelector: { matchLabels: { app: payment-api } }
  policyTypes: [Ingress]
`,
    },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(unmatchedOf(snapshot, 'selects-nothing').flatMap(unmatched =>
    (unmatched.inScope.length > 0 ? noPod(snapshot, unmatched)
      : unmatched.namespaces.kind === 'labeled' ? noNamespace(snapshot, unmatched)
        : unmatched.placed === undefined ? emptyNamespace(snapshot, unmatched) : [])))),
};

/** There are pods where the selector looks, and it means none of them. */
function noPod(snapshot: Snapshot, unmatched: Unmatched): Repeatable[] {
  const { policy, placed, namespaces, pods, inScope } = unmatched;
  const { label, text } = selectorPlace(unmatched);
  const { isSlip = false, ...compared } = compareSelector(label, text, pods, inScope, `in ${quoteScope(namespaces)}`);
  if (placed === undefined) {
    const effect = policy.namespace === '' ? undefined
      : openSubjectsEffect(snapshot, policy, inScope.filter(workload => isNearMatch(pods, workload)));
    return [repeatable(unmatched, compared, 'selects no pod', effect)];
  }
  const elsewhere = helpElsewhere(snapshot, pods);
  return !isSlip && elsewhere === undefined && mayLookElsewhere(snapshot, namespaces) ? []
    : [repeatable(unmatched, { ...compared, help: elsewhere ?? compared.help }, 'names a peer that matches no pod')];
}

/** Whether the scope may include a namespace that the input does not have, as that of the resolver or of monitoring. */
function mayLookElsewhere({ namespaces }: Snapshot, scope: NamespaceScope): boolean {
  return scope.kind === 'labeled' && !scope.selector.requirements.some(({ key, operator, values, lookup }) =>
    key === NAMESPACE_NAME_LABEL && operator === 'In' && lookup === undefined && values.every(name => namespaces.has(name)));
}

function noNamespace(snapshot: Snapshot, unmatched: Unmatched): Repeatable[] {
  const { policy, placed, namespaces } = unmatched;
  const { label, text } = selectorPlace(unmatched);
  const compared = namespaces.kind === 'labeled'
    ? compareNamespaces(snapshot, label, text, namespaces.selector, policy.namespace) : undefined;
  const fault = placed === undefined ? 'selects no pod' : 'has a namespaceSelector that matches no namespace';
  return compared === undefined ? [] : [repeatable(unmatched, { ...compared }, fault)];
}

function repeatable(
  unmatched: Unmatched, { failing, ...comparison }: Comparison, fault: string, effect?: string,
): Repeatable {
  const { policy, placed, namespaces, inScope } = unmatched;
  const { title, place, text } = selectorPlace(unmatched);
  const where = placed !== undefined && inScope.length === 0 ? 'namespaces'
    : placed === undefined && policy.namespace === '' ? 'subject' : describeScope(namespaces);
  return {
    finding: {
      check: selectsNothing.meta.name,
      severity: 'warning',
      title: `${title} ${fault}`,
      at: policy.origin,
      ...comparison,
      effect,
    },
    cause: causeOf(where, failing, text, comparison.help),
    place,
  };
}

/** A policy in a namespace without pods: a mistake when the namespace is not even known to be meant. */
function emptyNamespace(snapshot: Snapshot, { policy }: Unmatched): Repeatable[] {
  const { namespace } = policy;
  if (!isUnheardOf(snapshot, namespace)) {
    return [];
  }
  const used = [...new Set(snapshot.workloads.map(workload => workload.namespace))].sort();
  const near = nearest(namespace, used);
  const finding: Finding = {
    check: selectsNothing.meta.name,
    severity: 'warning',
    title: `policy \`${formatPolicy(policy)}\` selects no pod: there is none in namespace \`${namespace}\``,
    at: policy.origin,
    evidence: [{ label: 'namespaces with pods', text: used.join(', ') }],
    notes: [seenNote(snapshot.workloads.length, 'in all namespaces')],
    help: near === undefined
      ? [`give the policy the namespace of the pods that it is for, or add \`${namespace}\` as a Namespace object`]
      : [`did you mean namespace \`${near}\`?`],
  };
  return [{ finding, cause: `no pods in ${namespace}`, place: `policy ${formatPolicy(policy)}` }];
}

/** Selectors fail alike when the same requirement is not met in the same place, and one mend is right for all. */
function causeOf(where: string, failing: Requirement | undefined, text: string, help: readonly string[]): string {
  return [where, failing === undefined ? text : formatRequirement(failing), ...help].join('\n');
}

/** Where several other namespaces have such pods, one of them is an example; a check of its own knows of a single one. */
function helpElsewhere({ workloads }: Snapshot, pods: Selector): string[] | undefined {
  const isPositive = pods.requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
  const elsewhere = isPositive ? workloads.find(({ labels }) => selects(pods, labels) === 'yes') : undefined;
  return elsewhere && [
    `\`${formatWorkload(elsewhere)}\` is such a pod: give the peer the namespace \`${oneLine(elsewhere.namespace)}\``,
  ];
}

function isNearMatch(selector: Selector, { labels }: Workload): boolean {
  return selector.requirements.every(requirement => {
    const value = labels.known.get(requirement.key);
    const isNear = value !== undefined && requirement.values.length === 1
      && nearest(requirement.values[0], [value]) !== undefined;
    return isNear || selects({ requirements: [requirement] }, labels) === 'yes';
  });
}
