import { Finding } from '../../model/finding';
import { NamespaceScope, PodsPeer } from '../../model/peer';
import { TrafficDirection, DIRECTIONS, formatPolicy, Policy, Rule } from '../../model/policy';
import { formatRequirement, formatSelector, Requirement, selects, Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { isolatingPolicies } from '../../semantics/isolation';
import { isInScope } from '../../semantics/match';
import { possiblePeers, possibleSubjects, workloadsIn, workloadsInScope } from '../../semantics/selected';
import { nearest } from '../../sets/nearest';
import { oneLine } from '../../sets/visible';
import { describePeer, describeScope, describeSubject } from '../../wording/rules';
import { Check, CheckContext } from '../check';
import { compareNamespaces } from '../support/compare-namespaces';
import { compareSelector, seenNote } from '../support/compare-selector';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { joinedItems } from '../support/joined-items';
import { foldRepeats, Repeatable } from '../support/repeats';
import { mayMeanUnseenPods } from '../support/unseen-pods';

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

  check: inInterpretationsWithPolicy(({ snapshot }: CheckContext): Finding[] => {
    // Policies are often shipped apart from the workloads; then there is nothing to compare a selector with.
    if (snapshot.workloads.length === 0) {
      return [];
    }
    return foldRepeats(snapshot.policies.flatMap(policy => [
      ...checkSubject(snapshot, policy), ...checkPeers(snapshot, policy),
    ]));
  }),
};

function checkSubject(snapshot: Snapshot, policy: Policy): Repeatable[] {
  const { namespace, subject: { namespaces, pods } } = policy;
  if (possibleSubjects(snapshot, policy).length > 0
    || mayMeanUnseenPods(snapshot, pods, other => isInScope(snapshot, namespaces, other) !== 'no')) {
    return [];
  }
  if (namespace === '') {
    return checkSubjectOfCluster(snapshot, policy);
  }
  const local = workloadsIn(snapshot, namespace);
  if (local.length === 0) {
    return checkNamespace(snapshot, policy);
  }
  const text = formatSelector(pods);
  const { failing, ...comparison } = compareSelector('podSelector', text, pods, local, `in \`${namespace}\``);
  return [{
    finding: {
      check: selectsNothing.meta.name,
      severity: 'warning',
      title: `policy \`${formatPolicy(policy)}\` selects no pod`,
      at: policy.origin,
      ...comparison,
      effect: subjectEffect(snapshot, policy, local),
    },
    cause: causeOf(namespace, failing, text, comparison.help),
    place: `policy ${formatPolicy(policy)}`,
  }];
}

/** A policy of the whole cluster, which looks in namespaces by their labels. */
function checkSubjectOfCluster(snapshot: Snapshot, policy: Policy): Repeatable[] {
  const { namespaces, pods } = policy.subject;
  const inScope = workloadsInScope(snapshot, namespaces);
  const text = describeSubject(policy.subject);
  const compared = inScope.length > 0 ? compareSelector('subject', text, pods, inScope, `in ${placeOf(namespaces)}`)
    : namespaces.kind === 'labeled' ? compareNamespaces(snapshot, 'subject', text, namespaces.selector, '') : undefined;
  if (compared === undefined) {
    return [];
  }
  const { failing, ...comparison } = compared;
  return [{
    finding: {
      check: selectsNothing.meta.name,
      severity: 'warning',
      title: `policy \`${formatPolicy(policy)}\` selects no pod`,
      at: policy.origin,
      ...comparison,
    },
    cause: causeOf('subject', failing, text, comparison.help),
    place: `policy ${formatPolicy(policy)}`,
  }];
}

/** A policy in a namespace without pods: a mistake when the namespace is not even known to be meant. */
function checkNamespace(snapshot: Snapshot, policy: Policy): Repeatable[] {
  const { namespace } = policy;
  const hasUnseen = snapshot.unseenPods?.some(pods => pods.namespace === namespace) ?? false;
  if (snapshot.namespaces.get(namespace)?.implied === false || hasUnseen) {
    return [];
  }
  const used = [...new Set(snapshot.workloads.map(workload => workload.namespace))].sort();
  const near = nearest(namespace, used);
  return [{
    finding: {
      check: selectsNothing.meta.name,
      severity: 'warning',
      title: `policy \`${formatPolicy(policy)}\` selects no pod: there is none in namespace \`${namespace}\``,
      at: policy.origin,
      evidence: [{ label: 'namespaces with pods', text: used.join(', ') }],
      notes: [seenNote(snapshot.workloads.length, 'in all namespaces')],
      help: near === undefined
        ? [`give the policy the namespace of the pods that it is for, or add \`${namespace}\` as a Namespace object`]
        : [`did you mean namespace \`${near}\`?`],
    },
    cause: `no pods in ${namespace}`,
    place: `policy ${formatPolicy(policy)}`,
  }];
}

function checkPeers(snapshot: Snapshot, policy: Policy): Repeatable[] {
  return DIRECTIONS.flatMap(direction => (policy[direction]?.rules ?? []).flatMap(rule =>
    rule.peers.filter((peer): peer is PodsPeer => peer.kind === 'pods')
      .flatMap(peer => checkPeer(snapshot, policy, direction, rule, peer))));
}

function checkPeer(
  snapshot: Snapshot, policy: Policy, direction: TrafficDirection, rule: Rule, peer: PodsPeer,
): Repeatable[] {
  const { namespaces, pods } = peer;
  if (possiblePeers(snapshot, peer).length > 0
    || mayMeanUnseenPods(snapshot, pods, namespace => isInScope(snapshot, namespaces, namespace) !== 'no')) {
    return [];
  }
  const side = direction === 'egress' ? 'to' : 'from';
  const text = describePeer(peer, policy.namespace);
  const inScope = workloadsInScope(snapshot, namespaces);
  const isEmpty = inScope.length === 0;
  const compared = !isEmpty ? compareSelector(side, text, pods, inScope, `in ${placeOf(namespaces)}`)
    : namespaces.kind === 'named' ? undefined
      : compareNamespaces(snapshot, side, text, namespaces.selector, policy.namespace);
  if (compared === undefined) {
    return [];
  }
  const { failing, ...comparison } = compared;
  const joined = isEmpty ? undefined : joinedItems(snapshot, policy, direction, rule, peer);
  const help = joined?.help ?? (isEmpty ? undefined : helpElsewhere(snapshot, peer)) ?? comparison.help;
  const what = `${direction} rule ${rule.index + 1} of`;
  const fault = isEmpty ? 'has a namespaceSelector that matches no namespace' : 'names a peer that matches no pod';
  return [{
    finding: {
      check: selectsNothing.meta.name,
      severity: 'warning',
      title: `${what} policy \`${formatPolicy(policy)}\` ${fault}`,
      at: policy.origin,
      evidence: [...comparison.evidence, ...joined?.evidence ?? []],
      effect: joined?.effect,
      notes: comparison.notes,
      help,
    },
    cause: isEmpty ? causeOf('namespaces', failing, text, help) : causeOf(describeScope(namespaces), failing, text, help),
    place: `${what} ${formatPolicy(policy)}`,
  }];
}

function placeOf(scope: NamespaceScope): string {
  return scope.kind === 'named' ? `\`${scope.name}\`` : describeScope(scope);
}

/** Selectors fail alike when the same requirement is not met in the same place, and one mend is right for all. */
function causeOf(where: string, failing: Requirement | undefined, text: string, help: readonly string[]): string {
  return [where, failing === undefined ? text : formatRequirement(failing), ...help].join('\n');
}

function helpElsewhere(snapshot: Snapshot, peer: PodsPeer): string[] | undefined {
  const elsewhere = podElsewhere(snapshot, peer);
  return elsewhere && [
    `\`${formatWorkload(elsewhere)}\` is such a pod: give the peer the namespace \`${oneLine(elsewhere.namespace)}\``,
  ];
}

/** A pod that the peer would mean if it looked in that pod's namespace. */
function podElsewhere(snapshot: Snapshot, { pods }: PodsPeer): Workload | undefined {
  const isPositive = pods.requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
  return isPositive ? snapshot.workloads.find(({ labels }) => selects(pods, labels) === 'yes') : undefined;
}

/** Says that pods are open only where it is certain which ones were meant. */
function subjectEffect(snapshot: Snapshot, policy: Policy, local: readonly Workload[]): string | undefined {
  const meant = local.filter(workload => isNearMatch(policy.subject.pods, workload));
  const [only] = meant;
  if (meant.length !== 1) {
    return undefined;
  }
  const open = DIRECTIONS.filter(direction =>
    policy[direction] !== undefined && isolatingPolicies(snapshot, only, direction).length === 0);
  const sentences: Record<TrafficDirection, string> = {
    ingress: 'everybody can reach it on every port',
    egress: 'it can reach everybody',
  };
  return open.length === 0 ? undefined
    : `no other policy selects \`${formatWorkload(only)}\` for ${open.join(' and ')}, so ${open.map(direction => sentences[direction]).join(' and ')}`;
}

function isNearMatch(selector: Selector, { labels }: Workload): boolean {
  return selector.requirements.every(requirement => {
    const value = labels.known.get(requirement.key);
    const isNear = value !== undefined && requirement.values.length === 1
      && nearest(requirement.values[0], [value]) !== undefined;
    return isNear || selects({ requirements: [requirement] }, labels) === 'yes';
  });
}
