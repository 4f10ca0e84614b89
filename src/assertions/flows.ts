import { Assertion } from './assertion';
import { isOnePod, meantTraffic, PairResult } from './evaluation';
import { Member } from './member';
import { destinationsOf, sourcesOf } from './members';
import { Flow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { PortPart, portParts, relevantPorts } from '../semantics/connections';
import { judge } from '../semantics/judge';
import { TrafficSet } from '../sets/traffic-set';
import { wellKnownPort } from '../sets/well-known';

/** The trace of every flow that the assertion means, one for each set of ports that no rule tells apart. */
export function tracesOf(snapshot: Snapshot, assertion: Assertion): Trace[] {
  return pairsOf(snapshot, assertion).flatMap(([source, destination]) =>
    partsBetween(snapshot, source, destination, meantTraffic(assertion.ports, destination, snapshot))
      .map(part => judge(snapshot, flowOf(source, destination, part))));
}

function pairsOf(snapshot: Snapshot, { source, destination }: Assertion): [Member, Member][] {
  const destinations = destinationsOf(snapshot, destination);
  return sourcesOf(snapshot, source).flatMap(from => destinations.filter(to => !isOnePod(from, to))
    .map((to): [Member, Member] => [from, to]));
}

/** Flows of one pair that are decided alike, step by step. */
export interface ExplainedTraffic {
  readonly trace: Trace;
  readonly traffic: TrafficSet;
}

/** Why each part of the traffic of a pair is decided as it is; parts with the same reasons are one. */
export function explainPair(
  snapshot: Snapshot,
  { source, destination, connections: { allowed, denied, unknown } }: PairResult,
  reasons: (trace: Trace) => string,
): ExplainedTraffic[] {
  const byReasons = new Map<string, ExplainedTraffic>();
  for (const part of partsBetween(snapshot, source, destination, allowed.union(denied).union(unknown))) {
    const trace = judge(snapshot, flowOf(source, destination, part));
    const key = reasons(trace);
    const known = byReasons.get(key);
    const traffic = TrafficSet.of(part.protocol, part.ports);
    byReasons.set(key, known === undefined ? { trace, traffic }
      : { trace: known.trace, traffic: known.traffic.union(traffic) });
  }
  return [...byReasons.values()];
}

/** The traffic, cut where a rule of either end may tell ports apart; ports that the destination listens on come first. */
function partsBetween(
  snapshot: Snapshot, { endpoint: source }: Member, { endpoint: destination }: Member, traffic: TrafficSet,
): PortPart[] {
  const parts = portParts(snapshot, destination, relevantPorts(snapshot, source, destination))
    .map(({ protocol, ports }) => ({ protocol, ports: ports.intersect(traffic.ports(protocol)) }))
    .filter(({ ports }) => !ports.isEmpty);
  const isDeclared = ({ protocol, ports }: PortPart) => destination.kind === 'workload'
    && destination.workload.ports.some(declared => declared.protocol === protocol && ports.contains(declared.port));
  return [...parts].sort((left, right) => Number(isDeclared(right)) - Number(isDeclared(left)));
}

/** One flow of the part: to a port that the destination listens on, or one that people know. */
function flowOf({ endpoint: source }: Member, { endpoint: destination }: Member, { protocol, ports }: PortPart): Flow {
  const declared = destination.kind !== 'workload' ? undefined
    : destination.workload.ports.find(one => one.protocol === protocol && ports.contains(one.port));
  const port = declared?.port ?? wellKnownPort(protocol, ports) ?? ports.intervals[0].start;
  return { source, destination, protocol, port };
}
