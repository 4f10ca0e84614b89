import { eitherOf } from './host-network';
import { DirectionTrace, Trace } from '../model/trace';

/** One trace of two, for two enforcers of which the cluster has one: its verdict is certain when both have it. */
export function interpretationsAgree(one: Trace, other: Trace): Trace {
  if (one.verdict === other.verdict) {
    return one;
  }
  return {
    flow: one.flow,
    egress: directionsAgree(one.egress, other.egress),
    ingress: directionsAgree(one.ingress, other.ingress),
    verdict: 'unknown',
  };
}

/** One direction in both. The steps are those of the one that lets less pass. */
export function directionsAgree(one: DirectionTrace, other: DirectionTrace): DirectionTrace {
  return one.verdict === other.verdict ? one
    : one.verdict === 'allowed' ? eitherOf(other, one, 'enforcer-version') : eitherOf(one, other, 'enforcer-version');
}
