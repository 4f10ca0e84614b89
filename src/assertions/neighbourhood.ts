import { Reach } from '../engine/reach';
import { Endpoint } from '../model/flow';
import { DecidedTraffic, GroupEndpoint, NodeGroup, representativeOf } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';

/** Which end of connections is asked for: those who reach the party, or those that it reaches. */
export type AskedEnd = 'sources' | 'destinations';

/** Where neighbours are looked for. The engine may know copies of workloads too, which are parts of a party. */
export interface Neighbourhood {
  readonly snapshot: Snapshot;
  readonly engine: Reach;
  /** The workloads that may be answers. */
  readonly known: ReadonlySet<Workload>;
  readonly end: AskedEnd;
  readonly nodes: readonly NodeGroup[];
}

/** What may pass, for certain or perhaps. */
export type PassingTraffic = Pick<DecidedTraffic, 'allowed' | 'unknown'>;

/** An endpoint at the other end of connections, and what may pass on them. */
export interface Neighbouring {
  readonly endpoint: GroupEndpoint;
  readonly connections: PassingTraffic;
}

/** Who reaches the endpoint, or what it reaches: workloads, blocks of addresses outside, and nodes on which it does not run. */
export function neighboursAt({ engine, known, end, nodes }: Neighbourhood, endpoint: Endpoint): Neighbouring[] {
  const found: readonly Neighbouring[] = end === 'sources' ? engine.whoCanReach(endpoint) : engine.whatCanBeReached(endpoint);
  const groups = endpoint.kind !== 'workload' ? [] : nodes
    .map(group => ({ endpoint: group, connections: between(engine, endpoint, representativeOf(group), end) }));
  return [...found.filter(one => one.endpoint.kind !== 'workload' || known.has(one.endpoint.workload)), ...groups];
}

function between(engine: Reach, endpoint: Endpoint, other: Endpoint, end: AskedEnd): DecidedTraffic {
  return end === 'sources' ? engine.connections(other, endpoint) : engine.connections(endpoint, other);
}

export function limitedTo({ allowed, unknown }: PassingTraffic, traffic: TrafficSet): PassingTraffic {
  return { allowed: allowed.intersect(traffic), unknown: unknown.intersect(traffic) };
}

export function letsPass({ allowed, unknown }: PassingTraffic): boolean {
  return !allowed.isEmpty || !unknown.isEmpty;
}

/** What tells endpoints of one answer apart. */
export function keyOfEndpoint(endpoint: GroupEndpoint): unknown {
  return endpoint.kind === 'workload' ? endpoint.workload : endpoint;
}
