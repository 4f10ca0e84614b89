import { reach } from '../engine/reach';
import { Snapshot } from '../model/snapshot';
import { Listing } from '../render/listing';

/** All connections of the cluster. */
export function listingOf(snapshot: Snapshot): Listing {
  const { endpoints, externalBlocks, bySource } = reach(snapshot);
  return {
    workloads: endpoints.flatMap(endpoint => (endpoint.kind === 'workload' ? [endpoint.workload] : [])),
    blocks: externalBlocks,
    policies: snapshot.policies,
    bySource: bySource(),
  };
}
