import { appliesTo } from './match';
import { Direction, Policy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** The policies that isolate the pods in this direction, for certain or perhaps. */
export function isolatingPolicies(snapshot: Snapshot, workload: Workload, direction: Direction): Policy[] {
  return snapshot.policies.filter(policy => policy[direction] !== undefined && appliesTo(policy, workload) !== 'no');
}
