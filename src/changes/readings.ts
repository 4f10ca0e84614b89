import { compare } from './compare';
import { ConnectionRecord, Passing } from './record';
import { recordOf } from './record-of';
import { changeOf, changeWithin } from './traffic-change';
import { Reach, reach } from '../engine/reach';
import { ComparedPair, OwnNode, StateComparison } from '../model/connection-change';
import { NodeEndpoint, WorkloadEndpoint } from '../model/flow';
import { expectedTraffic } from '../model/matrix';
import { DIRECTIONS, TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** Two readings of the same manifests, and how they differ. */
export interface ComparedReadings {
  readonly before: ConnectionRecord;
  readonly after: ConnectionRecord;
  readonly comparison: StateComparison;
}

/** Compares what two enforcers make of the same manifests, with the node of each pod itself, which only some let pass. */
export function compareReadings(before: Snapshot, after: Snapshot): ComparedReadings {
  const records = { before: recordOf(before, [after], 'everything'), after: recordOf(after, [before], 'everything') };
  const comparison = compare(records.before, records.after);
  const pairs = [...comparison.pairs, ...ownNodePairs([before, after], records, comparison)];
  return { ...records, comparison: { ...comparison, pairs } };
}

const OWN: OwnNode = { kind: 'own-node' };

/** The node on which the workload runs, whichever that is. */
export function ownNodeOf({ nodes }: Workload): NodeEndpoint {
  return { kind: 'node', name: nodes?.length === 1 ? nodes[0] : undefined, isOwn: true };
}

function ownNodePairs(
  snapshots: readonly Snapshot[], { before, after }: Pick<ComparedReadings, 'before' | 'after'>, { everything }: StateComparison,
): ComparedPair[] {
  const [past, present] = snapshots.map(reach);
  return [...after.workloads].flatMap(([key, { endpoint: end }]) => {
    const old = before.workloads.get(key)?.endpoint;
    if (end.kind !== 'workload' || old?.kind !== 'workload' || end.workload.hostNetwork) {
      return [];
    }
    return DIRECTIONS.flatMap((direction): ComparedPair[] => {
      const change = changeOf(withOwnNode(past, old, direction), withOwnNode(present, end, direction));
      const meant = change && changeWithin(change, direction === 'egress' ? everything : expectedTraffic(end, everything));
      const [source, destination] = direction === 'egress' ? [end, OWN] : [OWN, end];
      return meant === undefined ? [] : [{ source, destination, change: meant }];
    });
  });
}

function withOwnNode(reached: Reach, end: WorkloadEndpoint, direction: TrafficDirection): Passing {
  const node = ownNodeOf(end.workload);
  return direction === 'egress' ? reached.connections(end, node) : reached.connections(node, end);
}
