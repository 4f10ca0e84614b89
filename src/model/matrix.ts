import { Endpoint } from './flow';
import { Workload } from './workload';
import { TrafficSet } from '../sets/traffic-set';

/** What may pass between two endpoints. The three sets are disjoint and together hold every port of every protocol. */
export interface Connections {
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

/** Nodes of the input that no policy tells apart; without names, those of which only the range is declared. */
export interface NodeGroup {
  readonly kind: 'nodes';
  readonly names: readonly string[];
}

/** The endpoint that is judged in place of the row. */
export function representativeOf(row: MatrixEndpoint): Endpoint {
  return row.kind === 'workload' ? row : { kind: 'address', address: row.representative };
}

export interface MatrixCell {
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  readonly connections: Connections;
}
