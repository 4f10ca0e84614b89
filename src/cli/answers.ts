import { EndpointClass, reach } from '../engine/reach';
import { Connections, MatrixCell, MatrixEndpoint } from '../model/answer';
import { Snapshot } from '../model/snapshot';
import { byName } from '../model/workload';
import { Listing } from '../render/listing';

/** All connections of the cluster. */
export function listingOf(snapshot: Snapshot): Listing {
  const { externalBlocks: blocks, forEachConnection } = reach(snapshot);
  const workloads = [...snapshot.workloads].sort(byName);
  const rows = new Map<unknown, Row>();
  workloads.forEach((workload, place) => rows.set(workload, { place, endpoint: { kind: 'workload', workload } }));
  blocks.forEach((block, index) => rows.set(block, { place: workloads.length + index, endpoint: block }));

  // One list for each source, so that only the destinations of one have to be put in order.
  const bySource: Target[][] = Array.from({ length: rows.size }, () => []);
  forEachConnection((sources, destinations, connections) => {
    const ends = destinations.flatMap(membersOf).map(member => rows.get(member)!);
    for (const start of membersOf(sources).map(member => rows.get(member)!)) {
      ends.forEach(row => isSamePod(start, row) || bySource[start.place].push({ row, connections }));
    }
  });
  const sources = [...rows.values()];
  return {
    workloads,
    blocks,
    policies: snapshot.policies,
    connections: bySource.flatMap((targets, place) =>
      targets.sort((left, right) => left.row.place - right.row.place).map(({ row, connections }): MatrixCell =>
        ({ source: sources[place].endpoint, destination: row.endpoint, connections }))),
  };
}

interface Row {
  readonly place: number;
  readonly endpoint: MatrixEndpoint;
}

interface Target {
  readonly row: Row;
  readonly connections: Connections;
}

function membersOf(group: EndpointClass): readonly unknown[] {
  return group.kind === 'external' ? [group] : group.workloads;
}

/** A single bare pod has no second one of its kind that it could talk to. */
function isSamePod(start: Row, end: Row): boolean {
  return start === end && start.endpoint.kind === 'workload' && start.endpoint.workload.isSinglePod;
}
