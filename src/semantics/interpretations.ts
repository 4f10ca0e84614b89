import { eitherOf } from './either-of';
import { DirectionTrace, Doubt, Trace } from '../model/trace';

/**
 * One trace of two, for two enforcers of which the cluster has one: its verdict is certain when both have it, though they
 * may come to it in different ways.
 */
export function interpretationsAgree(one: Trace, other: Trace): Trace {
  return {
    flow: one.flow,
    egress: directionsAgree(one.egress, other.egress),
    ingress: directionsAgree(one.ingress, other.ingress),
    verdict: one.verdict === other.verdict ? one.verdict : 'unknown',
  };
}

/** One direction in both. The steps are those of the one that lets less pass; those of equal rules are the same. */
export function directionsAgree(one: DirectionTrace, other: DirectionTrace): DirectionTrace {
  const [first, second] = one.verdict === 'allowed' && other.verdict !== 'allowed' ? [other, one] : [one, other];
  return eitherOf(first, withRulesOf(second, first), doubtBetween(one, other));
}

function doubtBetween(...both: readonly DirectionTrace[]): Doubt {
  return both.some(({ basis }) => basis === 'dropped-protocol') ? 'dropped-protocol' : 'enforcer-version';
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
