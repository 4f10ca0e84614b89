import { eitherOf } from './either-of';
import { interpretationsOf } from '../model/interpretation';
import { Snapshot } from '../model/snapshot';
import { DirectionTrace, Doubt, Trace } from '../model/trace';

/**
 * One trace for all enforcers of which the cluster has one: its verdict is certain when they all have it, though they may
 * come to it in different ways.
 */
export function inInterpretations(snapshot: Snapshot, judgeOne: (one: Snapshot) => Trace): Trace {
  return reduceByKinds(snapshot, judgeOne, (one, other, doubt) => ({
    flow: one.flow,
    egress: directionsAgree(one.egress, other.egress, doubt),
    ingress: directionsAgree(one.ingress, other.ingress, doubt),
    verdict: one.verdict === other.verdict ? one.verdict : 'unknown',
  }));
}

/** The same for one direction. */
export function directionInInterpretations(
  snapshot: Snapshot, judgeOne: (one: Snapshot) => DirectionTrace,
): DirectionTrace {
  return reduceByKinds(snapshot, judgeOne, directionsAgree);
}

/** Those that take the same policies differ in how they read them; the others in which kinds they take. */
function reduceByKinds<Answer>(
  snapshot: Snapshot, judgeOne: (one: Snapshot) => Answer, agree: (one: Answer, other: Answer, doubt: Doubt) => Answer,
): Answer {
  const answers = new Map<number, Answer>();
  for (const one of interpretationsOf(snapshot)) {
    // Of the policies there are, one enforcer takes all that another takes, or the other way round.
    const taken = one.policies.length;
    const known = answers.get(taken);
    const answer = judgeOne(one);
    answers.set(taken, known === undefined ? answer : agree(known, answer, 'enforcer-version'));
  }
  return [...answers.values()].reduce((one, other) => agree(one, other, 'policy-kind'));
}

/** One direction in both. The steps are those of the one that lets less pass; those of equal rules are the same. */
function directionsAgree(one: DirectionTrace, other: DirectionTrace, doubt: Doubt): DirectionTrace {
  const [first, second] = one.verdict === 'allowed' && other.verdict !== 'allowed' ? [other, one] : [one, other];
  const isDropped = [one, other].some(({ basis }) => basis === 'dropped-protocol');
  return eitherOf(first, withRulesOf(second, first), isDropped ? 'dropped-protocol' : doubt);
}

/** Each enforcer has made rules of its own from the manifest; one rule of a policy is the same to people. */
function withRulesOf(trace: DirectionTrace, { steps }: DirectionTrace): DirectionTrace {
  return {
    ...trace,
    steps: trace.steps.map(step => {
      const same = step.rule && steps.find(({ policy, rule }) =>
        policy.origin === step.policy.origin && rule?.index === step.rule!.index);
      return same === undefined ? step : { ...step, policy: same.policy, rule: same.rule };
    }),
  };
}
