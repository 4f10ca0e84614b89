import { compare } from './compare';
import { ConnectionRecord, Passing } from './record';
import { recordOf } from './record-of';
import { changeOf, changeWithin } from './traffic-change';
import { Reach, reach } from '../engine/reach';
import { ComparedPair, OwnNode, StateComparison } from '../model/connection-change';
import { NodeEndpoint, WorkloadEndpoint } from '../model/flow';
import { expectedTraffic, MatrixEndpoint } from '../model/matrix';
import { DIRECTIONS, TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** Two readings of the same manifests, and how they differ. */
export interface ComparedReadings {
  readonly before: ConnectionRecord;
  readonly after: ConnectionRecord;
  readonly comparison: StateComparison;
  /** What may pass between a workload, by its key, and the node on which it runs; undefined on the host network. */
  readonly withOwnNode: (key: string, direction: TrafficDirection) => BothPassing | undefined;
}

/** What passes in each of two readings. */
export interface BothPassing {
  readonly before: Passing;
  readonly after: Passing;
}

/** Compares what two enforcers make of the same manifests, with the node of each pod itself, which only some let pass. */
export function compareReadings(before: Snapshot, after: Snapshot): ComparedReadings {
  const records = { before: recordOf(before, [after], 'everything'), after: recordOf(after, [before], 'everything') };
  const comparison = compare(records.before, records.after);
  const withOwnNode = ownNodes([before, after], records);
  const pairs = [...comparison.pairs, ...ownNodePairs(records.after, withOwnNode, comparison)];
  return { ...records, comparison: { ...comparison, pairs }, withOwnNode };
}

const OWN: OwnNode = { kind: 'own-node' };

/** The node on which the workload runs, whichever that is. */
export function ownNodeOf({ nodes }: Workload): NodeEndpoint {
  return { kind: 'node', name: nodes?.length === 1 ? nodes[0] : undefined, isOwn: true };
}

function ownNodes(
  snapshots: readonly Snapshot[], { before, after }: Pick<ComparedReadings, 'before' | 'after'>,
): ComparedReadings['withOwnNode'] {
  const [past, present] = snapshots.map(reach);
  return (key, direction) => {
    const [old, recent] = [before, after].map(({ workloads }) => workloads.get(key)?.endpoint);
    return old?.kind !== 'workload' || recent?.kind !== 'workload' || recent.workload.hostNetwork ? undefined
      : { before: passing(past, old, direction), after: passing(present, recent, direction) };
  };
}

function passing(reached: Reach, end: WorkloadEndpoint, direction: TrafficDirection): Passing {
  const node = ownNodeOf(end.workload);
  return direction === 'egress' ? reached.connections(end, node) : reached.connections(node, end);
}

function ownNodePairs(
  { workloads }: ConnectionRecord, withOwnNode: ComparedReadings['withOwnNode'], { everything }: StateComparison,
): ComparedPair[] {
  return [...workloads].flatMap(([key, { endpoint: end }]) => DIRECTIONS.flatMap((direction): ComparedPair[] => {
    const both = withOwnNode(key, direction);
    const change = both && changeOf(both.before, both.after);
    const expected = direction === 'egress' ? everything : expectedTraffic(end as MatrixEndpoint, everything);
    const meant = change && changeWithin(change, expected);
    const [source, destination] = direction === 'egress' ? [end, OWN] : [OWN, end];
    return meant === undefined ? [] : [{ source, destination, change: meant }];
  }));
}
