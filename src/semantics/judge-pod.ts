import { doubtsOf } from './doubts';
import { guisesOf } from './guises';
import { isolatingPolicies } from './isolation';
import { admits, appliesTo, isForPort } from './match';
import { RuleAnswer, World } from './world';
import { Endpoint, Flow } from '../model/flow';
import { TrafficDirection, Policy, Rule } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { AdmissionStep, Basis, DirectionTrace, HostNetworkReading, IsolationStep, FlowVerdict } from '../model/trace';
import { Workload } from '../model/workload';
import { anyOf, Ternary } from '../sets/ternary';

/**
 * Judges one direction of a flow for a subject that policies may isolate, once for each guise of the peer. The verdict
 * is certain only when it is the same in every guise.
 */
export function judgePod(
  snapshot: Snapshot, { flow, direction, reading }: DirectionQuestion, subject: Workload, peer: Endpoint,
  isIsolatedByLabel: boolean,
): DirectionTrace {
  const isIsolatedAnyway = isIsolatedByLabel || snapshot.enforcement.mode === 'always';
  const receiver = direction === 'ingress' ? subject : peer.kind === 'workload' ? peer.workload : undefined;
  // What rules for other ports say of addresses tells no guises apart.
  const isolating = isolatingPolicies(snapshot, subject, direction).map((policy): Isolation => ({
    policy,
    rules: policy[direction]!.rules.filter(rule => isForPort(snapshot, rule, flow, receiver)),
    applies: appliesTo(snapshot, policy, subject),
  }));
  const guises = guisesOf(snapshot, peer, subject, isolating.flatMap(({ rules }) => rules), reading);
  const ownNodeIsOpen = direction === 'egress'
    ? snapshot.enforcement.reachesOwnNode : snapshot.enforcement.admitsOwnNode;
  const ownNodeWhenIsolated = direction === 'egress' || !isIsolatedAnyway
    ? 'yes' : admitsOwnNode(snapshot, isolating);

  const worlds = guises.map((guise): World => {
    if (guise.isOwnNode && ownNodeIsOpen && ownNodeWhenIsolated !== 'no') {
      return { guise, answers: [], verdict: ownNodeWhenIsolated === 'yes' ? 'allowed' : 'unknown' };
    }
    const destination = direction === 'egress' ? guise.pod : subject;
    const answers = isolating.flatMap(({ policy, rules, applies }) => rules.map(rule =>
      ({ policy, rule, applies, admits: admits(snapshot, rule, guise, flow, destination) })));
    return { guise, answers, verdict: verdictOf(isIsolatedAnyway, isolating, answers) };
  });

  const [first] = worlds;
  const verdict = worlds.every(world => world.verdict === first.verdict) ? first.verdict : 'unknown';
  const trace: DirectionTrace = {
    direction,
    basis: basisOf(isIsolatedAnyway, isolating, worlds, ownNodeIsOpen && ownNodeWhenIsolated === 'yes'),
    isolatedBy: isolating.map(({ policy, applies }): IsolationStep => ({ policy, certain: applies === 'yes' })),
    admittedBy: admissions(worlds),
    doubts: verdict === 'unknown' ? doubtsOf(snapshot, subject, isolating.map(({ policy }) => policy), worlds) : [],
    unsimulated: [],
    verdict,
  };
  const isOpenQuestion = flow.protocol === 'ICMP' && snapshot.enforcement.icmp === 'open' && isolating.length > 0;
  return isOpenQuestion ? { ...trace, doubts: ['icmp'], verdict: 'unknown' } : trace;
}

/** What is asked about one end of a flow. */
export interface DirectionQuestion {
  readonly flow: Flow;
  readonly direction: TrafficDirection;
  readonly reading: HostNetworkReading;
}

/** A policy that isolates the subject where it applies, with its rules for the direction and the port. */
interface Isolation {
  readonly policy: Policy;
  readonly rules: readonly Rule[];
  readonly applies: Ternary;
}

/** Whether `admitsOwnNode` holds for a pod that is isolated anyway: in some dialects only if a policy applies. */
function admitsOwnNode({ enforcement }: Snapshot, isolating: readonly Isolation[]): Ternary {
  return enforcement.admitsOwnNodeUnselected ? 'yes' : anyOf(isolating.map(({ applies }) => applies));
}

/**
 * The verdict in one guise. Policies add up: one rule that admits is enough, whatever the other policies leave out.
 *
 * A policy that perhaps applies either applies as a whole, and both isolates and admits, or does neither. So one that
 * certainly admits the flow where it applies cannot be the cause of a denial.
 */
function verdictOf(
  isIsolatedAnyway: boolean, isolating: readonly Isolation[], answers: readonly RuleAnswer[],
): FlowVerdict {
  if (isolating.length === 0) {
    return isIsolatedAnyway ? 'denied' : 'allowed';
  }
  if (answers.some(({ applies, admits: answer }) => applies === 'yes' && answer === 'yes')) {
    return 'allowed';
  }
  const mayBeOpen = !isIsolatedAnyway && isolating.every(({ applies }) => applies !== 'yes');
  const mayBeAdmitted = answers.some(({ admits: answer }) => answer !== 'no');
  const mayBeDenied = (!mayBeOpen && isolating.every(({ applies }) => applies !== 'yes'))
    || isolating.some(({ policy }) => !answers.some(answer => answer.policy === policy && answer.admits === 'yes'));
  if (!mayBeDenied) {
    return 'allowed';
  }
  return mayBeOpen || mayBeAdmitted ? 'unknown' : 'denied';
}

function basisOf(
  isIsolatedAnyway: boolean, isolating: readonly Isolation[], worlds: readonly World[], ownNodeIsOpen: boolean,
): Basis {
  if (isolating.length === 0 && !isIsolatedAnyway) {
    return 'not-isolated';
  }
  if (ownNodeIsOpen && worlds.every(({ guise }) => guise.isOwnNode)) {
    return 'own-node';
  }
  return isolating.length === 0 ? 'always-isolated' : 'isolated';
}

/** The rules that admit the flow in some world; a step is certain when its rule admits the flow in every world. */
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
