import { placeOf } from './same-place';
import { DIRECTIONS } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { switchedBy } from '../../model/switching-labels';
import { Workload } from '../../model/workload';
import { possibleSubjects } from '../../semantics/selected';
import { unsimulatedPoliciesOn } from '../../semantics/unsimulated';

/** The workloads of a namespace, by whether any policy is for them. */
export interface ByIsolation {
  readonly namespace: string;
  /** Those that a policy is for, of whatever tier, in whatever direction, certainly or perhaps. */
  readonly governed: readonly Workload[];
  /** Those that certainly none is for. */
  readonly open: readonly Workload[];
}

/**
 * The namespaces with a workload that no policy is for. Pods on the host network are left out, as few enforcers let policies be
 * for these, and so are pods that are only declared, of which not all labels are known.
 */
export function openWorkloads(snapshot: Snapshot): ByIsolation[] {
  if (snapshot.enforcement.mode !== 'default') {
    return [];
  }
  const selected = new Set(snapshot.policies.flatMap(policy => possibleSubjects(snapshot, policy)));
  const byPlace = new Map<string, { namespace: string; governed: Workload[]; open: Workload[] }>();
  for (const workload of snapshot.workloads.filter(({ hostNetwork, labels }) => !hostNetwork && labels.open !== 'every')) {
    const place = placeOf(snapshot, workload);
    const found = byPlace.get(place) ?? { namespace: workload.namespace, governed: [], open: [] };
    byPlace.set(place, found);
    (selected.has(workload) || isPerhapsClosed(snapshot, workload) ? found.governed : found.open).push(workload);
  }
  return [...byPlace.values()].filter(({ open }) => open.length > 0);
}

/** Whether something else than a simulated policy isolates the pods, certainly or perhaps. */
function isPerhapsClosed(snapshot: Snapshot, workload: Workload): boolean {
  return switchedBy(snapshot.enforcement, workload.labels, 'isolates').is !== 'no'
    || DIRECTIONS.some(direction => unsimulatedPoliciesOn(snapshot, { kind: 'workload', workload }, direction, 'pods').length > 0);
}

/** Whether those that no policy is for are the exception in their namespace, and so perhaps forgotten. */
export function isException({ governed, open }: ByIsolation): boolean {
  return governed.length > 2 && governed.length > open.length;
}
