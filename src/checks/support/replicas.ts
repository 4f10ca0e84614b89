import { PodsPeer } from '../../model/peer';
import { formatRequirement, Selector } from '../../model/selector';
import { Workload } from '../../model/workload';

/**
 * Whether the peer names the workload as such, so that its replicas are meant to reach each other: no other of the pods
 * that it selects in that namespace has the value that it asks for. A label that others share names a group, to which
 * the workload belongs by chance.
 *
 * A bare pod has no replica.
 */
export function namesReplicas({ pods }: PodsPeer, workload: Workload, selected: readonly Workload[]): boolean {
  const others = selected.filter(other => other !== workload && other.namespace === workload.namespace);
  const isAlone = others.length === 0 || pods.requirements.some(({ key, operator }) => {
    const value = workload.labels.known.get(key);
    return operator === 'In' && value !== undefined && others.every(({ labels }) => labels.known.get(key) !== value);
  });
  return !workload.isSinglePod && isAlone;
}

/** Whether the selector leaves out something that the other one requires. */
export function asksForLess({ requirements }: Selector, other: Selector): boolean {
  const asked = new Set(requirements.map(formatRequirement));
  return other.requirements.some(requirement => !asked.has(formatRequirement(requirement)));
}
