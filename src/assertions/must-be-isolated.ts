import { IsolationAssertion } from './assertion';
import { likelyPods } from './candidates';
import { denialIn } from './closing';
import { sourceEnd } from './ends';
import { sourcesOf } from './members';
import { reasonOf } from './report';
import { isAddresses } from './services';
import { idleParty } from './vacuous';
import { foldWorkloads } from './wrong-pairs';
import { Evidence, Finding } from '../model/finding';
import { everyPolicyOf } from '../model/interpretation';
import { formatPolicy, Policy, TrafficDirection } from '../model/policy';
import { formatRequirement, selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { switchedBy } from '../model/switching-labels';
import { formatWorkload, Workload } from '../model/workload';
import { isIsolated } from '../semantics/is-isolated';
import { isolatingPolicies } from '../semantics/isolation';
import { appliesTo, isInScope } from '../semantics/match';
import { unsimulatedPoliciesOn } from '../semantics/unsimulated';
import { count, list } from '../wording/lists';

const CHECK = 'must-be-isolated';

/** Holds when a policy certainly isolates every pod of the subject in each of the directions. */
export function mustBeIsolated(snapshot: Snapshot, assertion: IsolationAssertion): Finding[] {
  const { subject, directions } = assertion;
  if (subject.peers.some(isAddresses)) {
    return [noPods(assertion)];
  }
  const idle = idleParty(snapshot, CHECK, assertion, { party: subject, membersOf: sourcesOf, withStrangers: true });
  return idle.length > 0 ? idle : directions.flatMap(direction => {
    const pods = sourcesOf(snapshot, subject).flatMap(({ workload }) => workload ?? []);
    const open = pods.filter(workload => isIsolated(snapshot, workload, direction) !== 'yes');
    const witness = open.find(workload => !isUncertain(snapshot, workload, direction)) ?? open[0];
    return witness !== undefined ? [openFinding(snapshot, assertion, direction, { witness, open, pods })]
      : strangerFindings(snapshot, assertion, direction);
  });
}

function noPods({ subject, at, ...stated }: IsolationAssertion): Finding {
  return {
    check: CHECK,
    severity: 'error',
    title: `\`${subject.description}\` holds addresses, and policies isolate pods only`,
    at,
    evidence: reasonOf({ at, ...stated }),
    notes: [],
    help: ['name the pods'],
  };
}

function isUncertain(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): boolean {
  return isIsolated(snapshot, workload, direction) === 'unknown';
}

/** Pods of the subject, and those of them that are not certainly isolated. */
interface Isolation {
  readonly witness: Workload;
  readonly open: readonly Workload[];
  readonly pods: readonly Workload[];
}

function openFinding(
  snapshot: Snapshot, assertion: IsolationAssertion, direction: TrafficDirection, { witness, open, pods }: Isolation,
): Finding {
  const name = formatWorkload(witness);
  const isCertain = !isUncertain(snapshot, witness, direction);
  return {
    check: CHECK,
    severity: 'error',
    title: isCertain ? `\`${name}\` is not isolated for ${direction}: ${whyOpen(snapshot, witness)}`
      : `it is not certain that \`${name}\` is isolated for ${direction}`,
    at: assertion.at,
    evidence: [
      ...reasonOf(assertion),
      ...nearestLines(snapshot, witness, direction),
      ...neighbourLines(snapshot, witness, pods.filter(pod => !open.includes(pod)), direction),
      { label: 'in all', text: `${open.length} of ${count(pods.length, 'workload')}: ${foldWorkloads(snapshot, open)}` },
    ],
    notes: isCertain ? [] : whyUnknown(snapshot, witness, direction),
    help: isCertain ? howToIsolate(snapshot, witness, direction, assertion) : ['add a policy that certainly selects it: '
      + denialIn(witness.namespace, direction, assertion)],
  };
}

function whyOpen({ enforcement }: Snapshot, { labels, hostNetwork }: Workload): string {
  const opened = switchedBy(enforcement, labels, 'opens');
  return enforcement.mode === 'never' ? 'nothing enforces policies there'
    : hostNetwork && enforcement.hostNetworkPods === 'nodes' ? 'it is on the host network, where it is no pod to this network plugin'
      : opened.is === 'yes' ? `its label \`${opened.key}\` switches policies off on this network plugin`
        : 'no policy selects it';
}

function howToIsolate(
  { enforcement }: Snapshot,
  { labels, hostNetwork, namespace }: Workload,
  direction: TrafficDirection,
  assertion: IsolationAssertion,
): string[] {
  return enforcement.mode === 'never' ? ['use a cluster that enforces network policies']
    : hostNetwork && enforcement.hostNetworkPods === 'nodes' ? ['take it off the host network']
      : switchedBy(enforcement, labels, 'opens').is === 'yes' ? ['give the label another key']
        : [`isolate all pods there: ${denialIn(namespace, direction, assertion)}`];
}

function whyUnknown(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): string[] {
  const others = unsimulatedPoliciesOn(snapshot, { kind: 'workload', workload }, direction, 'pods')
    .map(({ origin }) => origin.object);
  const perhaps = isolatingPolicies(snapshot, workload, direction)
    .filter(policy => appliesTo(snapshot, policy, workload) === 'unknown');
  return [
    ...workload.hostNetwork ? ['a pod on the host network is a pod to some network plugins and a node to others'] : [],
    ...perhaps.length === 0 ? [] : [`${list(perhaps.map(policy => `\`${formatPolicy(policy)}\``))} may or may not select it: a label that it asks for is not known`],
    ...others.length === 0 ? [] : [`${list([...new Set(others)], 3)} may isolate it, which is of a kind that is not simulated`],
    ...switchedBy(snapshot.enforcement, workload.labels, 'opens').is === 'unknown'
      ? ['it may have a label that switches policies off on this network plugin'] : [],
  ];
}

/** The policy that comes nearest to isolating the pods, and what keeps it from that. */
function nearestLines(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): Evidence[] {
  const [nearest] = everyPolicyOf(snapshot).filter(({ tier }) => tier === 'normal')
    .map(policy => ({ policy, faults: faultsOf(snapshot, policy, workload, direction) }))
    .filter(({ faults }) => faults.length === 1)
    .sort((left, right) => left.faults[0].order - right.faults[0].order);
  return nearest === undefined ? [] : [{ label: 'nearest', text: `${formatPolicy(nearest.policy)} ${nearest.faults[0].text}` }];
}

/** One thing that keeps a policy from isolating the pods; what is more likely a mistake has the lower order. */
interface Fault {
  readonly order: number;
  readonly text: string;
}

function faultsOf(snapshot: Snapshot, policy: Policy, workload: Workload, direction: TrafficDirection): Fault[] {
  const { subject: { namespaces, pods } } = policy;
  const name = formatWorkload(workload);
  return [
    ...policy[direction]?.isolates === true ? [] : [{ order: 0, text: `selects it, but not for ${direction}` }],
    ...pods.requirements.filter(one => selects({ requirements: [one] }, workload.labels) === 'no').map((requirement): Fault => {
      const value = workload.labels.known.get(requirement.key);
      const has = value === undefined ? 'no such label' : `${requirement.key}=${value}`;
      return { order: 1, text: `asks for ${formatRequirement(requirement)}, and \`${name}\` has ${has}` };
    }),
    ...isInScope(snapshot, namespaces, workload.namespace) === 'no'
      ? [{ order: 2, text: `selects such pods, but in namespace \`${policy.namespace}\` only` }] : [],
  ];
}

/** What isolates the others of the subject. */
function neighbourLines(
  snapshot: Snapshot, { namespace }: Workload, isolated: readonly Workload[], direction: TrafficDirection,
): Evidence[] {
  const near = isolated.filter(other => other.namespace === namespace);
  const others = near.length > 0 ? near : isolated;
  const policies = new Set(others.flatMap(other => isolatingPolicies(snapshot, other, direction)).map(formatPolicy));
  return others.length === 0 ? [] : [{
    label: 'isolated', text: `${foldWorkloads(snapshot, others)}${policies.size === 0 ? '' : `, by ${list([...policies], 3)}`}`,
  }];
}

/** A pod that nobody has made yet, in a namespace of the input, and that would not be isolated there. */
function strangerFindings(snapshot: Snapshot, assertion: IsolationAssertion, direction: TrafficDirection): Finding[] {
  for (const peer of sourceEnd(snapshot, assertion.subject, assertion.futurePods).strangers) {
    for (const { pod, description } of likelyPods(snapshot, peer, direction)) {
      const answer = isIsolated(snapshot, pod, direction);
      if (answer !== 'yes') {
        return [{
          check: CHECK,
          severity: 'error',
          title: `${description} would ${answer === 'no' ? 'not be isolated' : 'perhaps not be isolated'} for ${direction}`,
          at: assertion.at,
          evidence: [...reasonOf(assertion), ...nearestLines(snapshot, pod, direction)],
          notes: ['no such pod is in the input', ...answer === 'no' ? [] : whyUnknown(snapshot, pod, direction)],
          help: [`isolate all pods there, whatever their labels: ${denialIn(pod.namespace, direction, assertion)}`],
        }];
      }
    }
  }
  return [];
}
