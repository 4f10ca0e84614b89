import { Ends } from './ends';
import { Member } from './member';
import { ServiceBackend } from './services';
import { reach, Reach } from '../engine/reach';
import { Endpoint } from '../model/flow';
import { carriedTraffic } from '../model/interpretation';
import { DecidedTraffic, expectedTraffic } from '../model/matrix';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { AS_DECLARED, resolvePortName, Workload } from '../model/workload';
import { portRange, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** What may pass from a source to a destination, of the traffic that the assertion means. */
export interface PairResult {
  readonly source: Member;
  readonly destination: Member;
  readonly connections: DecidedTraffic;
}

/** Takes the result of a pair, and the places of its ends in their lists. */
export type VisitResult = (result: PairResult, from: number, to: number) => void;

/** Visits the result of every pair between which any traffic is meant, source by source. */
export function eachResult(snapshot: Snapshot, ends: Ends, visit: VisitResult): void {
  eachResultWithSelf(snapshot, ends, (result, from, to) => {
    if (!isOnePod(result.source, result.destination)) {
      visit(result, from, to);
    }
  });
}

/** As `eachResult`, and with a single pod to itself, as if it were to a pod like it. */
export function eachResultWithSelf(snapshot: Snapshot, ends: Ends, visit: VisitResult): void {
  const [sources, destinations] = [ends.source.members, ends.destination.members];
  const meant = destinations.map(member => meantTraffic(ends.ports, member, snapshot));
  const limited = meant.map(traffic => new Map<DecidedTraffic, DecidedTraffic>([[NOTHING, limit(NOTHING, traffic)]]));
  const endpoints = (members: readonly Member[]) => members.map(({ endpoint }) => endpoint);
  const engine = engineFor(snapshot, [...sources, ...destinations]);
  engine.eachPair(endpoints(sources), endpoints(destinations), (from, to, connections) => {
    const [source, destination] = [sources[from], destinations[to]];
    const isLeftOut = ends.leavesOutUngoverned === true && !hasPod(source, destination);
    if (meant[to].isEmpty || isOnOneNode(source, destination) || isLeftOut) {
      return;
    }
    const found = limited[to].get(connections) ?? limit(connections, meant[to]);
    limited[to].set(connections, found);
    visit({ source, destination, connections: found }, from, to);
  });
}

/** Whether one is the node of the other, where the question is about any other node. */
function isOnOneNode(source: Member, destination: Member): boolean {
  return isOwnNode(source, destination) || isOwnNode(destination, source);
}

function isOwnNode({ endpoint: node }: Member, { workload }: Member): boolean {
  return node.kind === 'node' && node.isElsewhere === true && node.name !== undefined
    && workload?.nodes?.length === 1 && workload.nodes[0] === node.name;
}

function hasPod(...members: readonly Member[]): boolean {
  return members.some(({ endpoint }) => endpoint.kind === 'workload');
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
  ports: readonly PortMatch[], { endpoint, service, trafficOn, excused = TrafficSet.NONE }: Member, snapshot?: Snapshot,
): TrafficSet {
  if (service !== undefined || trafficOn !== undefined) {
    return service === undefined ? trafficOn!(ports) : trafficThrough(service, ports);
  }
  const everything = snapshot === undefined ? TrafficSet.ALL : expectedTraffic(endpoint, carriedTraffic(snapshot));
  return ports.map(match => trafficOf(match, endpoint, everything))
    .reduce((sum, part) => sum.union(part), TrafficSet.NONE).subtract(excused);
}

/** The ports are those of the Service, which calls them by its own names; whatever its protocol, somebody expects it. */
function trafficThrough({ ports: fronts }: ServiceBackend, ports: readonly PortMatch[]): TrafficSet {
  return fronts.filter(({ name, protocol, port }) => ports.some(match => match.kind === 'any' || (match.protocol === protocol
    && (match.kind === 'named' ? match.name === name : match.ports.contains(port)))))
    .map(({ protocol, target }) => TrafficSet.of(protocol, portRange(target)))
    .reduce((sum, part) => sum.union(part), TrafficSet.NONE);
}

/** The ports of the member itself that the ports mean: those to which a Service leads. */
export function ownPorts(ports: readonly PortMatch[], member: Member): readonly PortMatch[] {
  if (member.service === undefined && member.trafficOn === undefined) {
    return ports;
  }
  const traffic = meantTraffic(ports, member);
  return PROTOCOLS.map((protocol): PortMatch => ({ kind: 'numbered', protocol, ports: traffic.ports(protocol) }))
    .filter(match => match.kind === 'numbered' && !match.ports.isEmpty);
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
export function engineFor(snapshot: Snapshot, members: readonly Member[]): Reach {
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
