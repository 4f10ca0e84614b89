import { Ternary } from '../sets/ternary';
import { AdmissionStep, Basis, DirectionTrace, Doubt, IsolationStep, Trace, Verdict } from '../model/answer';
import { Endpoint, Flow } from '../model/flow';
import { Direction, Policy, Rule } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { Guise, guisesOf, onlyDifference } from './guises';
import { admits, appliesTo } from './match';

/**
 * What the policies say about one flow, with every step kept. Slow and obvious: it is what the engine must agree with.
 *
 * A connection is allowed when the source may send it and the destination may receive it.
 */
export function judge(snapshot: Snapshot, flow: Flow): Trace {
  if (isSamePod(flow)) {
    return { flow, egress: open('egress', 'same-pod'), ingress: open('ingress', 'same-pod'), verdict: 'allowed' };
  }
  const egress = judgeDirection(snapshot, flow, 'egress');
  const ingress = judgeDirection(snapshot, flow, 'ingress');
  return { flow, egress, ingress, verdict: both(egress.verdict, ingress.verdict) };
}

function isSamePod({ source, destination, samePod }: Flow): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    && (samePod === true || source.workload.isSinglePod);
}

function both(egress: Verdict, ingress: Verdict): Verdict {
  if (egress === 'denied' || ingress === 'denied') {
    return 'denied';
  }
  return egress === 'unknown' || ingress === 'unknown' ? 'unknown' : 'allowed';
}

function open(direction: Direction, basis: Basis): DirectionTrace {
  return { direction, basis, isolatedBy: [], admittedBy: [], doubts: [], verdict: 'allowed' };
}

/** A direction is allowed unless policies isolate the subject in it and no rule of theirs admits the flow. */
export function judgeDirection(snapshot: Snapshot, flow: Flow, direction: Direction): DirectionTrace {
  const [subject, peer] = direction === 'egress'
    ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (subject.kind !== 'workload' || countsAsNode(snapshot, subject.workload)) {
    return open(direction, 'ungoverned');
  }
  const asPod = judgePod(snapshot, flow, direction, subject.workload, peer);
  if (!subject.workload.hostNetwork || asPod.verdict === 'allowed') {
    return asPod;
  }
  return { ...asPod, doubts: [...new Set<Doubt>([...asPod.doubts, 'host-network'])], verdict: 'unknown' };
}

function countsAsNode(snapshot: Snapshot, workload: Workload): boolean {
  return workload.hostNetwork && snapshot.enforcement.hostNetworkPods === 'nodes';
}

function judgePod(
  snapshot: Snapshot, flow: Flow, direction: Direction, subject: Workload, peer: Endpoint,
): DirectionTrace {
  const isolating = snapshot.policies.filter(policy => policy[direction] !== undefined)
    .map((policy): Isolation => ({ policy, rules: policy[direction]!.rules, applies: appliesTo(policy, subject) }))
    .filter(({ applies }) => applies !== 'no');
  const guises = guisesOf(snapshot, peer, subject, isolating.map(({ policy }) => policy));
  const ownNodeIsOpen = direction === 'egress'
    ? snapshot.enforcement.reachesOwnNode : snapshot.enforcement.admitsOwnNode;

  const worlds = guises.map((guise): World => {
    if (guise.isOwnNode && ownNodeIsOpen) {
      return { guise, answers: [], verdict: 'allowed' };
    }
    const destination = direction === 'egress' ? guise.pod : subject;
    const answers = isolating.flatMap(({ policy, rules, applies }) => rules.map(rule =>
      ({ policy, rule, applies, admits: admits(snapshot, rule, guise, flow, destination) })));
    return { guise, answers, verdict: verdictOf(isolating, answers) };
  });

  const [first] = worlds;
  const verdict = worlds.every(world => world.verdict === first.verdict) ? first.verdict : 'unknown';
  return {
    direction,
    basis: basisOf(isolating, worlds, ownNodeIsOpen),
    isolatedBy: isolating.map(({ policy, applies }): IsolationStep => ({ policy, certain: applies === 'yes' })),
    admittedBy: admissions(worlds),
    doubts: verdict === 'unknown' ? doubtsOf(worlds) : [],
    verdict,
  };
}

interface Isolation {
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly applies: Ternary;
}

interface Answer {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly applies: Ternary;
  readonly admits: Ternary;
}

/** What would be decided if the peer appeared in this guise. */
interface World {
  readonly guise: Guise;
  readonly answers: readonly Answer[];
  readonly verdict: Verdict;
}

/**
 * Policies add up: one rule that admits is enough, and a policy that isolates without admitting takes nothing away
 * from the others. A policy that only perhaps applies both isolates and admits in one and the same possible world.
 */
function verdictOf(isolating: readonly Isolation[], answers: readonly Answer[]): Verdict {
  if (isolating.length === 0 || answers.some(({ applies, admits: answer }) => applies === 'yes' && answer === 'yes')) {
    return 'allowed';
  }
  const mayBeOpen = isolating.every(({ applies }) => applies !== 'yes');
  const mayBeAdmitted = answers.some(({ admits: answer }) => answer !== 'no');
  const mayBeDenied = isolating.some(({ policy }) =>
    !answers.some(answer => answer.policy === policy && answer.admits === 'yes'));
  if (!mayBeDenied) {
    return 'allowed';
  }
  return mayBeOpen || mayBeAdmitted ? 'unknown' : 'denied';
}

function basisOf(isolating: readonly Isolation[], worlds: readonly World[], ownNodeIsOpen: boolean): Basis {
  if (isolating.length === 0) {
    return 'not-isolated';
  }
  return ownNodeIsOpen && worlds.every(({ guise }) => guise.isOwnNode) ? 'own-node' : 'isolated';
}

/** The rules that admit the flow in some world; certain are those that admit it in every world. */
function admissions(worlds: readonly World[]): AdmissionStep[] {
  const judged = worlds.filter(({ answers }) => answers.length > 0);
  const admitting = (world: World, rule: Rule) => world.answers.find(answer => answer.rule === rule)!;
  return (judged[0]?.answers ?? [])
    .filter(({ rule }) => judged.some(world => admitting(world, rule).admits !== 'no'))
    .map(({ policy, rule, applies }) => ({
      policy,
      rule,
      certain: applies === 'yes' && judged.length === worlds.length
        && judged.every(world => admitting(world, rule).admits === 'yes'),
    }));
}

function doubtsOf(worlds: readonly World[]): Doubt[] {
  const doubts = new Set<Doubt>();
  for (const left of worlds) {
    if (left.verdict === 'unknown') {
      doubts.add('generated-label');
    }
    for (const right of worlds) {
      const difference = left.verdict === right.verdict ? undefined : onlyDifference(left.guise, right.guise);
      if (difference !== undefined) {
        doubts.add(difference);
      }
    }
  }
  return [...doubts];
}
