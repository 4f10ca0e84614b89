import { appliesTo } from './match';
import { possibleSubjects } from './selected';
import { LabelFacts } from '../model/labels';
import { TrafficDirection, Policy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { switchedBy } from '../model/switching-labels';
import { Workload } from '../model/workload';

/** The policies that isolate the pods of the workload in this direction, for certain or perhaps. */
export function isolatingPolicies(
  snapshot: Snapshot, workload: Workload, direction: TrafficDirection,
): readonly Policy[] {
  return governingPolicies(snapshot, workload, direction).filter(policy => policy[direction]!.isolates);
}

/** The policies, of whatever tier, that say anything about the pods of the workload in this direction. */
export function governingPolicies(
  snapshot: Snapshot, workload: Workload, direction: TrafficDirection,
): readonly Policy[] {
  return switchedBy(snapshot.enforcement, workload.labels, 'opens').is === 'yes' ? NONE
    : policiesOn(snapshot, workload).filter(policy => policy[direction] !== undefined);
}

const NONE: readonly Policy[] = [];

function policiesOn(snapshot: Snapshot, workload: Workload): readonly Policy[] {
  const bySubject = memories.get(snapshot.policies) ?? findSubjects(snapshot);
  memories.set(snapshot.policies, bySubject);
  return bySubject.get(workload.labels)
    ?? snapshot.policies.filter(policy => appliesTo(snapshot, policy, workload) !== 'no');
}

/**
 * Checks ask for the policies of the same pods again and again. The inner key is the `labels` object of a workload,
 * which its copies share, as assertions make them; a workload that is not in the snapshot is matched anew each time.
 */
const memories = new WeakMap<readonly Policy[], ReadonlyMap<LabelFacts, readonly Policy[]>>();

function findSubjects(snapshot: Snapshot): ReadonlyMap<LabelFacts, readonly Policy[]> {
  const bySubject = new Map<LabelFacts, Policy[]>(snapshot.workloads.map(({ labels }) => [labels, []]));
  for (const policy of snapshot.policies) {
    possibleSubjects(snapshot, policy).forEach(({ labels }) => bySubject.get(labels)!.push(policy));
  }
  return bySubject;
}
