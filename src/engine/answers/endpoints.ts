import { Endpoint } from '../../model/flow';
import { ExternalBlock, MatrixEndpoint, representativeOf } from '../../model/matrix';
import { WorkloadClass } from '../classes/classes';

/** Workloads, or addresses outside the cluster, that no policy can tell apart. */
export type EndpointClass = WorkloadClass | ExternalBlock;

/** One endpoint that stands for all of its class. */
export function exampleOf(group: EndpointClass): Endpoint {
  return group.kind === 'external' ? representativeOf(group) : { kind: 'workload', workload: group.workloads[0] };
}

/**
 * Whether there can be a flow that policies have a say in: one end is a pod, and the other is not that same pod.
 * A workload and itself are two of its replicas, which a bare pod does not have.
 */
export function isPair(left: MatrixEndpoint | Endpoint, right: MatrixEndpoint | Endpoint): boolean {
  if (left.kind !== 'workload' || right.kind !== 'workload') {
    return left.kind === 'workload' || right.kind === 'workload';
  }
  return left.workload !== right.workload || !left.workload.isSinglePod;
}
