import { doubtsOf } from './doubts';
import { foldTier, PASSES, Passage, STOPPED } from './fold';
import { guisesOf } from './guises';
import { governingPolicies } from './isolation';
import { Applied, ladderOf, mapLadder } from './levels';
import { appliesTo, isForPort, matchesRule } from './match';
import { normalTier, normalTierOfOwnNode } from './normal-tier';
import { stepsOf } from './steps';
import { Answered, World } from './world';
import { Endpoint, Flow } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Basis, DirectionTrace, HostNetworkReading, FlowVerdict } from '../model/trace';
import { Workload } from '../model/workload';
import { anyOf, Ternary } from '../sets/ternary';

/**
 * Judges one direction of a flow for a subject that policies may govern, once for each guise of the peer. The verdict
 * is certain only when it is the same in every guise.
 */
export function judgePod(
  snapshot: Snapshot, { flow, direction, reading }: DirectionQuestion, subject: Workload, peer: Endpoint,
  isIsolatedByLabel: boolean,
): DirectionTrace {
  const { enforcement } = snapshot;
  const isIsolatedAnyway = isIsolatedByLabel || enforcement.mode === 'always';
  const receiver = direction === 'ingress' ? subject : peer.kind === 'workload' ? peer.workload : undefined;
  // What rules for other ports say of addresses tells no guises apart.
  const governing = governingPolicies(snapshot, subject, direction).map((policy): Applied => ({
    policy,
    rules: policy[direction]!.rules.filter(rule => isForPort(snapshot, rule, flow, receiver)),
    applies: appliesTo(snapshot, policy, subject),
  }));
  const ladder = ladderOf(governing);
  const ownNodeIsOpen = direction === 'egress' ? enforcement.reachesOwnNode : enforcement.admitsOwnNode;
  const ownNodeWhenIsolated = !ownNodeIsOpen ? 'no'
    : direction === 'egress' || !isIsolatedAnyway ? 'yes' : admitsOwnNode(snapshot, ladder.normal);
  const tier = {
    isIsolatedAnyway, isProtocolOpen: flow.protocol === 'ICMP' && enforcement.icmp === 'open',
  };

  const guises = guisesOf(snapshot, peer, subject, governing.flatMap(({ rules }) => rules), reading);
  const worlds = guises.map((guise): World => {
    const destination = direction === 'egress' ? guise.pod : subject;
    const isOwnNode = guise.isOwnNode && ownNodeWhenIsolated !== 'no';
    const answered = mapLadder(ladder, ({ policy, rules, applies }): Answered => ({
      policy,
      applies,
      answers: rules.map(rule =>
        ({ policy, rule, applies, matches: matchesRule(snapshot, rule, guise, flow, destination) })),
    }));
    const baseline = foldTier(answered.baseline, PASSES);
    const normal = isOwnNode ? normalTierOfOwnNode(answered.normal, tier, baseline, ownNodeWhenIsolated === 'yes')
      : normalTier(answered.normal, tier, baseline);
    return { guise, ladder: answered, asksNormal: !isOwnNode, verdict: verdictOf(foldTier(answered.admin, normal)) };
  });

  const verdict = worlds.every(world => world.verdict === worlds[0].verdict) ? worlds[0].verdict : 'unknown';
  return {
    direction,
    basis: basisOf(isIsolatedAnyway, worlds, ownNodeWhenIsolated === 'yes'),
    steps: stepsOf(worlds, isIsolatedAnyway),
    doubts: verdict === 'unknown' ? doubtsOf(snapshot, subject, worlds, tier) : [],
    unsimulated: [],
    verdict,
  };
}

/** What is asked about one end of a flow. */
export interface DirectionQuestion {
  readonly flow: Flow;
  readonly direction: TrafficDirection;
  readonly reading: HostNetworkReading;
}

/** Whether `admitsOwnNode` holds for a pod that is isolated anyway: in some dialects only if a policy applies. */
function admitsOwnNode({ enforcement }: Snapshot, isolating: readonly Applied[]): Ternary {
  return enforcement.admitsOwnNodeUnselected ? 'yes' : anyOf(isolating.map(({ applies }) => applies));
}

function verdictOf({ must, may }: Passage): FlowVerdict {
  return must ? 'allowed' : may ? 'unknown' : 'denied';
}

function basisOf(isIsolatedAnyway: boolean, worlds: readonly World[], ownNodePasses: boolean): Basis {
  if (worlds.every(isDecidedAbove)) {
    return 'admin-tier';
  }
  const [{ ladder: { normal } }] = worlds;
  if (normal.length === 0 && !isIsolatedAnyway) {
    return 'not-isolated';
  }
  if (ownNodePasses && worlds.every(({ guise }) => guise.isOwnNode)) {
    return 'own-node';
  }
  return normal.length === 0 ? 'always-isolated' : 'isolated';
}

/** Whether it makes no difference what comes after the admin tier. */
function isDecidedAbove({ ladder: { admin } }: World): boolean {
  const [one, other] = [foldTier(admin, STOPPED), foldTier(admin, PASSES)];
  return one.must === other.must && one.may === other.may;
}
