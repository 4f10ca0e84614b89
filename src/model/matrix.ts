import { Endpoint } from './flow';
import { Workload } from './workload';
import { TrafficSet, trafficOfProtocols } from '../sets/traffic-set';

/** What may pass between two endpoints. The three sets are disjoint and together hold every port of every protocol. */
export interface DecidedTraffic {
  readonly allowed: TrafficSet;
  readonly denied: TrafficSet;
  readonly unknown: TrafficSet;
}

/** Addresses outside the cluster that no policy tells apart, so that one of them stands for all. */
export interface ExternalBlock {
  readonly kind: 'external';
  readonly cidrs: readonly string[];
  readonly representative: bigint;
}

export interface WorkloadRow {
  readonly kind: 'workload';
  readonly workload: Workload;
}

export type MatrixEndpoint = WorkloadRow | ExternalBlock;

/** Nodes that no policy tells apart, and on which the pod at the other end does not run; without names, those of which only the range is declared. */
export interface NodeGroup {
  readonly kind: 'nodes';
  readonly names: readonly string[];
}

/** An endpoint of a row that may stand for several. */
export type GroupEndpoint = MatrixEndpoint | NodeGroup;

/** Whether the endpoint stands for pods that are not in the input. */
export function isAbsentEndpoint(endpoint: GroupEndpoint): boolean {
  return endpoint.kind === 'workload' && endpoint.workload.absentPeer !== undefined;
}

/** The endpoint that is judged in place of the row. */
export function representativeOf(row: GroupEndpoint): Endpoint {
  switch (row.kind) {
    case 'workload': return row;
    case 'external': return { kind: 'address', address: row.representative };
    case 'nodes': return { kind: 'node', name: row.names[0], isElsewhere: true };
  }
}

export interface MatrixCell {
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  readonly connections: DecidedTraffic;
}

/** What anybody expects at the destination: what the cluster certainly carries, and the protocols on which it listens. */
export function expectedTraffic(destination: GroupEndpoint | Endpoint, everything: TrafficSet): TrafficSet {
  const listens = destination.kind === 'workload' ? destination.workload.ports.map(({ protocol }) => protocol) : [];
  return everything.union(trafficOfProtocols(listens));
}

/** The part of some traffic that a reader cares about. Else whether a cluster carries SCTP would be a question about every pair. */
export function expectedPart(
  traffic: TrafficSet, everything: TrafficSet, destination: GroupEndpoint | Endpoint,
): TrafficSet {
  return traffic.intersect(expectedTraffic(destination, everything));
}
