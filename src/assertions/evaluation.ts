import { Assertion } from './assertion';
import { destinationsOf, Member, sourcesOf } from './members';
import { reach, Reach } from '../engine/reach';
import { Endpoint } from '../model/flow';
import { carriedTraffic } from '../model/interpretation';
import { DecidedTraffic, expectedTraffic } from '../model/matrix';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { AS_DECLARED, resolvePortName, Workload } from '../model/workload';
import { portRange } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** What may pass from a source to a destination, of the traffic that the assertion means. */
export interface PairResult {
  readonly source: Member;
  readonly destination: Member;
  readonly connections: DecidedTraffic;
}

/** Visits the result of every pair between which the assertion means any traffic. */
export function eachResult(snapshot: Snapshot, assertion: Assertion, visit: (result: PairResult) => void): void {
  const sources = sourcesOf(snapshot, assertion.source);
  const destinations = destinationsOf(snapshot, assertion.destination);
  const meant = destinations.map(member => meantTraffic(assertion.ports, member, snapshot));
  const limited = meant.map(traffic => new Map<DecidedTraffic, DecidedTraffic>([[NOTHING, limit(NOTHING, traffic)]]));
  const ends = (members: readonly Member[]) => members.map(({ endpoint }) => endpoint);
  const engine = engineFor(snapshot, [...sources, ...destinations]);
  engine.eachPair(ends(sources), ends(destinations), (from, to, connections) => {
    const [source, destination] = [sources[from], destinations[to]];
    if (meant[to].isEmpty || isOnePod(source, destination)) {
      return;
    }
    const found = limited[to].get(connections) ?? limit(connections, meant[to]);
    limited[to].set(connections, found);
    visit({ source, destination, connections: found });
  });
}

const NOTHING: DecidedTraffic = { allowed: TrafficSet.NONE, denied: TrafficSet.ALL, unknown: TrafficSet.NONE };

function limit({ allowed, denied, unknown }: DecidedTraffic, traffic: TrafficSet): DecidedTraffic {
  return {
    allowed: allowed.intersect(traffic),
    denied: denied.intersect(traffic),
    unknown: unknown.intersect(traffic),
  };
}

/** A pod is no pair with itself; two replicas of a workload are. */
export function isOnePod(source: Member, destination: Member): boolean {
  return source.workload !== undefined && source.workload === destination.workload && source.workload.isSinglePod;
}

/** The traffic to the member that the ports mean, as far as the cluster carries it; of a Service, what it leads to. */
export function meantTraffic(
  ports: readonly PortMatch[], { endpoint, service }: Member, snapshot?: Snapshot,
): TrafficSet {
  // A port of a Service says as clearly as one of a container that somebody expects its protocol.
  const everything = snapshot === undefined || service !== undefined
    ? TrafficSet.ALL : expectedTraffic(endpoint, carriedTraffic(snapshot));
  const direct = ports.map(match => trafficOf(match, endpoint, everything))
    .reduce((sum, part) => sum.union(part), TrafficSet.NONE);
  return service === undefined ? direct : service.ports.filter(({ protocol, port }) => direct.contains(protocol, port))
    .map(({ protocol, target }) => TrafficSet.of(protocol, portRange(target)))
    .reduce((sum, part) => sum.union(part), TrafficSet.NONE);
}

/** A question by the name of a port is about the port, whether or not the enforcer finds it by its name. */
function trafficOf(match: PortMatch, endpoint: Endpoint, everything: TrafficSet): TrafficSet {
  switch (match.kind) {
    case 'any': return everything;
    case 'numbered': return TrafficSet.of(match.protocol, match.ports);
    case 'named': {
      const numbers = endpoint.kind !== 'workload' ? []
        : resolvePortName(endpoint.workload, match.name, match.protocol, AS_DECLARED);
      return numbers.reduce((sum, port) => sum.union(TrafficSet.of(match.protocol, portRange(port))), TrafficSet.NONE);
    }
  }
}

/** Assertions ask about one snapshot again and again. */
const engines = new WeakMap<Snapshot, Reach>();

/** An engine that knows all of the members. Some are copies of workloads with other addresses, or pods that are not there. */
function engineFor(snapshot: Snapshot, members: readonly Member[]): Reach {
  const known = new Set(snapshot.workloads);
  const added = new Set(members.flatMap(({ endpoint }): Workload[] =>
    (endpoint.kind === 'workload' && !known.has(endpoint.workload) ? [endpoint.workload] : [])));
  if (added.size > 0) {
    return reach({ ...snapshot, workloads: [...snapshot.workloads, ...added] });
  }
  const engine = engines.get(snapshot) ?? reach(snapshot);
  engines.set(snapshot, engine);
  return engine;
}
