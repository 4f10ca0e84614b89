import { Passing } from './record';
import { TrafficSet } from '../sets/traffic-set';

/**
 * What passes between two workloads of which a lock file says nothing by name. If the one may send something to every pod
 * whatever its labels and wherever it is, and the other may receive it from every pod, then so may these two.
 */
export function impliedPassing(toEveryPod: Passing, fromEveryPod: Passing): Passing {
  return { allowed: toEveryPod.allowed.intersect(fromEveryPod.allowed), unknown: TrafficSet.NONE };
}
