import { PodsPeer } from '../../model/peer';
import { Policy } from '../../model/policy';
import { selects } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';

/**
 * Whether the selector of a policy may mean pods of the input that only seem to be in another namespace: one of the two
 * says where it stands, and of the other the tool that applies it decides.
 */
export function mayMeanUnplaced(
  { unplaced, workloads }: Snapshot, { origin }: Policy, { namespaces, pods }: Pick<PodsPeer, 'namespaces' | 'pods'>,
): boolean {
  if (unplaced === undefined) {
    return false;
  }
  const isPlaced = !unplaced.has(origin) || namespaces.kind === 'labeled';
  return workloads.some(workload => unplaced.has(workload.origin) === isPlaced && selects(pods, workload.labels) !== 'no');
}
