import { Snapshot } from '../model/snapshot';
import { formatWorkload, Workload } from '../model/workload';
import { Listing } from '../render/listing';
import { externalBlocks } from '../spec/external-blocks';
import { matrixOf } from '../spec/matrix';

/** All connections of the cluster. */
export function listingOf(snapshot: Snapshot): Listing {
  return {
    workloads: [...snapshot.workloads].sort(byName),
    blocks: externalBlocks(snapshot),
    policies: snapshot.policies,
    connections: matrixOf(snapshot)
      .filter(({ connections: { allowed, unknown } }) => !allowed.isEmpty || !unknown.isEmpty),
  };
}

function byName(left: Workload, right: Workload): number {
  const [one, other] = [left, right].map(workload => `${formatWorkload(workload)} ${workload.kind}`);
  return one < other ? -1 : one > other ? 1 : 0;
}
