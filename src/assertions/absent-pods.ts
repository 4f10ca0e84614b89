import { Endpoint } from '../model/flow';
import { Workload } from '../model/workload';

/** No namespace of a cluster can have this name. */
export const NOWHERE = '(not in the input)';

/** The name of a pod that nobody has made yet; no pod of a cluster can have it. */
export const NEW_POD = '(a new pod)';

/** What differs between pods that are not in the input. */
type AbsentPod = Pick<Workload, 'namespace' | 'name' | 'labels' | 'isSinglePod' | 'addresses'>;

/** A pod that is not in the input. */
export function absentPod(given: AbsentPod): Workload {
  return {
    ...given, kind: 'Pod', ports: [], hostNetwork: false, origin: { object: 'a pod that the input does not have' },
  };
}

/** Whether the endpoint stands for pods that the input does not have. */
export function isStranger(endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && (endpoint.workload.namespace === NOWHERE || endpoint.workload.name === NEW_POD);
}
