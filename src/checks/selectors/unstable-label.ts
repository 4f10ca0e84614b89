import { Finding } from '../../model/finding';
import { PodsPeer } from '../../model/peer';
import { Policy } from '../../model/policy';
import { formatRequirement, formatSelector, Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { possiblePeers, workloadsInScope } from '../../semantics/selected';
import { list } from '../../wording/lists';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';
import { selectorPlace } from '../support/selector-place';
import { peersOf, PlacedPeer } from '../support/unmatched';
import { Unstable, unstableIn } from '../support/unstable-labels';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  policyTypes: [Ingress]
`;

export const unstableLabel: Check = {
  meta: {
    name: 'unstable-label',
    severity: 'warning',
    summary: 'A policy selects pods by a label whose value changes with each roll-out, run or release.',
    why: 'Kubernetes itself writes some labels, such as `pod-template-hash`, and charts write their version. When the value '
      + 'changes, the policy selects nothing any more, and nobody is told.',
    bad: { manifests: `${DEPLOYMENT}  podSelector: { matchLabels: { app: web, pod-template-hash: 6d4cf56db6 } }\n` },
    good: { manifests: `${DEPLOYMENT}  podSelector: { matchLabels: { app: web } }\n` },
    links: [{
      title: 'Kubernetes: the label pod-template-hash',
      url: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template-hash-label',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(snapshot.policies.flatMap(policy => [
    ...unstableOf(snapshot, policy, { kind: 'pods', ...policy.subject }),
    ...peersOf(policy).flatMap(placed => unstableOf(snapshot, policy, placed.peer, placed)),
  ]))),
};

function unstableOf(snapshot: Snapshot, policy: Policy, asked: PodsPeer, placed?: PlacedPeer): Repeatable[] {
  const unstable = unstableIn(asked.pods, () => workloadsInScope(snapshot, asked.namespaces));
  return unstable.length === 0 ? [] : [repeatable(snapshot, policy, asked, placed, unstable)];
}

function repeatable(
  snapshot: Snapshot, policy: Policy, asked: PodsPeer, placed: PlacedPeer | undefined, unstable: readonly Unstable[],
): Repeatable {
  const { title, place, label, text } = selectorPlace({ policy, placed, pods: asked.pods });
  const [{ requirement, what }] = unstable;
  const selected = possiblePeers(snapshot, asked);
  const isUnmet = selected.length === 0 && workloadsInScope(snapshot, asked.namespaces).length > 0;
  const leftOut = new Set(unstable.map(one => one.requirement));
  const rest = { requirements: asked.pods.requirements.filter(one => !leftOut.has(one)) };
  const help = helpFor(snapshot, asked, rest, selected);
  const finding: Finding = {
    check: unstableLabel.meta.name,
    severity: isUnmet || unstable.some(({ severity }) => severity === 'warning') ? 'warning' : 'info',
    title: `${title} asks for \`${formatRequirement(requirement)}\`, which ${what}${isUnmet ? '; no pod has it now' : ''}`,
    at: policy.origin,
    evidence: [
      { label, text, mark: { part: formatRequirement(requirement), remark: what } },
      ...unstable.slice(1).map(other => ({ label: 'and', text: `${formatRequirement(other.requirement)}, which ${other.what}` })),
    ],
    notes: [],
    help,
  };
  // What else the selector asks for differs, as where a tool adds the label to every selector.
  const mend = help.map(one => one.replace(formatSelector(rest), ''));
  return { finding, cause: [...unstable.map(other => formatRequirement(other.requirement)), isUnmet, ...mend].join('\n'), place };
}

function helpFor(snapshot: Snapshot, asked: PodsPeer, rest: Selector, selected: readonly Workload[]): string[] {
  if (rest.requirements.length === 0) {
    return ['select by a label of the pod template that stays, such as `app`'];
  }
  const others = possiblePeers(snapshot, { ...asked, pods: rest }).filter(workload => !selected.includes(workload));
  const names = list(others.map(formatWorkload));
  return [`leave it out: \`${formatSelector(rest)}\` stays`
    + (others.length === 0 ? '' : selected.length === 0 ? `, and selects ${names}` : `, but selects ${names} too`)];
}
