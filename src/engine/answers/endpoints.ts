import { Endpoint } from '../../model/flow';
import { ExternalBlock, MatrixEndpoint, representativeOf } from '../../model/matrix';
import { WorkloadClass } from '../classes/classes';

/** A class of workloads or a block of addresses outside the cluster: endpoints that no policy can tell apart. */
export type EndpointClass = WorkloadClass | ExternalBlock;

/** One endpoint that stands for all of its class. */
export function exampleOf(group: EndpointClass): Endpoint {
  return group.kind === 'external' ? representativeOf(group) : { kind: 'workload', workload: group.workloads[0] };
}

/**
 * Whether policies decide about flows between the endpoints: one of them is a pod, and the other is not the same pod.
 * A workload and itself are two of its replicas; a bare pod has only one.
 */
export function isPair(left: MatrixEndpoint | Endpoint, right: MatrixEndpoint | Endpoint): boolean {
  if (left.kind !== 'workload' || right.kind !== 'workload') {
    return left.kind === 'workload' || right.kind === 'workload';
  }
  return left.workload !== right.workload || !left.workload.isSinglePod;
}
