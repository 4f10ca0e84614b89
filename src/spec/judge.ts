import { differences, Guise, guisesOf } from './guises';
import { admits, appliesTo } from './match';
import { AdmissionStep, Basis, DirectionTrace, Doubt, IsolationStep, Trace, Verdict } from '../model/answer';
import { Endpoint, Flow } from '../model/flow';
import { Direction, Policy, Rule } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { Ternary } from '../sets/ternary';

/**
 * What the policies say about one flow, with every step kept. Slow and obvious: it is what the engine must agree with.
 *
 * A connection is allowed when the source may send it and the destination may receive it.
 */
export function judge(snapshot: Snapshot, flow: Flow): Trace {
  if (isSamePod(flow)) {
    return settled(flow, 'same-pod', 'allowed');
  }
  if (flow.protocol !== 'ICMP' && snapshot.enforcement.droppedProtocols.includes(flow.protocol)) {
    return settled(flow, 'dropped-protocol', 'denied');
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

/** A flow that is decided before any policy is asked. */
function settled(flow: Flow, basis: Basis, verdict: Verdict): Trace {
  return { flow, egress: unpoliced('egress', basis, verdict), ingress: unpoliced('ingress', basis, verdict), verdict };
}

function unpoliced(direction: Direction, basis: Basis, verdict: Verdict): DirectionTrace {
  return { direction, basis, isolatedBy: [], admittedBy: [], doubts: [], verdict };
}

/** A direction is allowed unless policies isolate the subject in it and no rule of theirs admits the flow. */
export function judgeDirection(snapshot: Snapshot, flow: Flow, direction: Direction): DirectionTrace {
  const [subject, peer] = direction === 'egress'
    ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (subject.kind !== 'workload' || countsAsNode(snapshot, subject.workload)) {
    return unpoliced(direction, 'ungoverned', 'allowed');
  }
  if (snapshot.enforcement.mode === 'never') {
    return unpoliced(direction, 'not-isolated', 'allowed');
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
  const isOpenForCertain = direction === 'egress' || admitsOwnNodeForCertain(snapshot, isolating);

  const worlds = guises.map((guise): World => {
    if (guise.isOwnNode && ownNodeIsOpen) {
      return isOpenForCertain ? { guise, answers: [], verdict: 'allowed' }
        : { guise, answers: [], verdict: 'unknown', doubt: 'own-node-unselected' };
    }
    const destination = direction === 'egress' ? guise.pod : subject;
    const answers = isolating.flatMap(({ policy, rules, applies }) => rules.map(rule =>
      ({ policy, rule, applies, admits: admits(snapshot, rule, guise, flow, destination) })));
    return { guise, answers, verdict: verdictOf(snapshot, isolating, answers) };
  });

  const [first] = worlds;
  const verdict = worlds.every(world => world.verdict === first.verdict) ? first.verdict : 'unknown';
  const trace: DirectionTrace = {
    direction,
    basis: basisOf(snapshot, isolating, worlds, ownNodeIsOpen && isOpenForCertain),
    isolatedBy: isolating.map(({ policy, applies }): IsolationStep => ({ policy, certain: applies === 'yes' })),
    admittedBy: admissions(worlds),
    doubts: verdict === 'unknown' ? doubtsOf(worlds) : [],
    verdict,
  };
  const isOpenQuestion = flow.protocol === 'ICMP' && snapshot.enforcement.icmp === 'open' && isolating.length > 0;
  return isOpenQuestion ? { ...trace, doubts: ['icmp'], verdict: 'unknown' } : trace;
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
  /** Why the verdict is unknown, where it is not the rules that are in doubt. */
  readonly doubt?: Doubt;
}

/** Where every pod is isolated, one that no policy selects for certain may be closed to its own node. */
function admitsOwnNodeForCertain({ enforcement }: Snapshot, isolating: readonly Isolation[]): boolean {
  return enforcement.mode !== 'always' || enforcement.admitsOwnNodeUnselected === 'yes'
    || isolating.some(({ applies }) => applies === 'yes');
}

/**
 * Policies add up: one rule that admits is enough, and a policy that isolates without admitting takes nothing away
 * from the others. A policy that only perhaps applies both isolates and admits in one and the same possible world.
 */
function verdictOf(
  { enforcement }: Snapshot, isolating: readonly Isolation[], answers: readonly Answer[],
): Verdict {
  if (isolating.length === 0) {
    return enforcement.mode === 'always' ? 'denied' : 'allowed';
  }
  if (answers.some(({ applies, admits: answer }) => applies === 'yes' && answer === 'yes')) {
    return 'allowed';
  }
  const mayBeOpen = enforcement.mode !== 'always' && isolating.every(({ applies }) => applies !== 'yes');
  const mayBeAdmitted = answers.some(({ admits: answer }) => answer !== 'no');
  const mayBeDenied = (!mayBeOpen && isolating.every(({ applies }) => applies !== 'yes')) || isolating.some(({ policy }) =>
    !answers.some(answer => answer.policy === policy && answer.admits === 'yes'));
  if (!mayBeDenied) {
    return 'allowed';
  }
  return mayBeOpen || mayBeAdmitted ? 'unknown' : 'denied';
}

function basisOf(
  { enforcement }: Snapshot, isolating: readonly Isolation[], worlds: readonly World[], ownNodeIsOpen: boolean,
): Basis {
  if (isolating.length === 0 && enforcement.mode !== 'always') {
    return 'not-isolated';
  }
  if (ownNodeIsOpen && worlds.every(({ guise }) => guise.isOwnNode)) {
    return 'own-node';
  }
  return isolating.length === 0 ? 'always-isolated' : 'isolated';
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
  // Two guises that differ in one thing show what matters; only where there are none is every difference named.
  const mixed = new Set<Doubt>();
  for (const left of worlds) {
    if (left.verdict === 'unknown') {
      doubts.add(left.doubt ?? (left.guise.isNode ? 'node-identity' : 'generated-label'));
    }
    for (const right of worlds) {
      const found = left.verdict === right.verdict ? [] : differences(left.guise, right.guise);
      if (found.length === 1) {
        doubts.add(found[0]);
      }
      found.forEach(difference => mixed.add(difference));
    }
  }
  return doubts.size > 0 ? [...doubts] : [...mixed];
}
