import { Party } from './assertion';
import { meantTraffic } from './evaluation';
import { Member } from './member';
import { destinationsOf, sourcesOf } from './members';
import { reach, Reach } from '../engine/reach';
import { Endpoint } from '../model/flow';
import { DecidedTraffic, GroupEndpoint, NodeGroup, representativeOf } from '../model/matrix';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** Which end of connections is asked for: those who reach the party, or those that it reaches. */
export type AskedEnd = 'sources' | 'destinations';

/** An endpoint at the other end, and how it gets there. */
export interface Route {
  readonly endpoint: GroupEndpoint;
  /** The pods over which it goes, from the party on; none where it is direct. */
  readonly via: readonly Workload[];
  /** What may pass on the connection at the endpoint. */
  readonly connections: Pick<DecidedTraffic, 'allowed' | 'unknown'>;
  /** Whether each connection on the way certainly lets something pass. */
  readonly isCertain: boolean;
}

/** What is asked about a party. */
export interface RoutesAsked {
  readonly party: Party;
  readonly end: AskedEnd;
  /** Of the destination of the connection at the party. */
  readonly ports: readonly PortMatch[];
  /** Whether pods on the way count, each of which reaches the next. */
  readonly isTransitive: boolean;
}

/** Some node on which the pod at the other end does not run. */
const NODES: NodeGroup = { kind: 'nodes', names: [] };

/**
 * Who reaches the party, or what it reaches: every workload, block of addresses outside, and the nodes. Of several ways the
 * shortest is told, and of those a certain one.
 */
export function routes(snapshot: Snapshot, asked: RoutesAsked): Route[] {
  const engine = reach(snapshot);
  const direct = directRoutes(snapshot, engine, asked);
  return asked.isTransitive ? [...direct, ...overPods(engine, asked, direct)] : direct;
}

function directRoutes(snapshot: Snapshot, engine: Reach, { party, end, ports }: RoutesAsked): Route[] {
  const byKey = new Map<unknown, Route>();
  for (const member of certainMembers(snapshot, party, end)) {
    for (const { endpoint, connections } of neighbours(engine, member.endpoint, end)) {
      const destination = end === 'sources' ? member : { endpoint: representativeOf(endpoint), name: '' };
      const meant = meantTraffic(ports, destination, snapshot);
      const limited = { allowed: connections.allowed.intersect(meant), unknown: connections.unknown.intersect(meant) };
      if (!limited.allowed.isEmpty || !limited.unknown.isEmpty) {
        const known = byKey.get(keyOf(endpoint))?.connections;
        const all = known === undefined ? limited : together(known, limited);
        byKey.set(keyOf(endpoint), { endpoint, via: [], connections: all, isCertain: !all.allowed.isEmpty });
      }
    }
  }
  return [...byKey.values()];
}

/** What may pass from or to any of the party. */
function together(one: Route['connections'], other: Route['connections']): Route['connections'] {
  const allowed = one.allowed.union(other.allowed);
  return { allowed, unknown: one.unknown.union(other.unknown).subtract(allowed) };
}

/** Those whom the party certainly means, as the engine knows them. */
function certainMembers(snapshot: Snapshot, party: Party, end: AskedEnd): Member[] {
  const known = new Set(snapshot.workloads);
  const members = end === 'sources' ? destinationsOf(snapshot, party) : sourcesOf(snapshot, party);
  return members.filter(({ isPerhaps }) => isPerhaps !== true).flatMap((member): Member[] => {
    const { workload, endpoint } = member;
    return workload !== undefined ? [{ ...member, endpoint: { kind: 'workload', workload } }]
      : endpoint.kind !== 'workload' || known.has(endpoint.workload) ? [member] : [];
  });
}

interface Neighbouring {
  readonly endpoint: GroupEndpoint;
  readonly connections: DecidedTraffic;
}

function neighbours(engine: Reach, endpoint: Endpoint, end: AskedEnd): Neighbouring[] {
  const found: readonly Neighbouring[] = end === 'sources' ? engine.whoCanReach(endpoint) : engine.whatCanBeReached(endpoint);
  const nodes = endpoint.kind !== 'workload' ? [] : [{ endpoint: NODES, connections: withNodes(engine, endpoint, end) }];
  return [...found, ...nodes];
}

function withNodes(engine: Reach, endpoint: Endpoint, end: AskedEnd): DecidedTraffic {
  const node: Endpoint = { kind: 'node', isElsewhere: true };
  return end === 'sources' ? engine.connections(node, endpoint) : engine.connections(endpoint, node);
}

/** Goes on from the pods that were found, nearest first; pods that no policy tells apart lead to the same. */
function overPods(engine: Reach, { end }: RoutesAsked, direct: readonly Route[]): Route[] {
  const found = new Map<unknown, Route>(direct.map(route => [keyOf(route.endpoint), route]));
  const asked = new Set<unknown>();
  let last = direct;
  const all: Route[] = [];
  while (last.length > 0) {
    const next = new Map<unknown, Route>();
    for (const route of [...last].sort((one, other) => Number(other.isCertain) - Number(one.isCertain))) {
      const { endpoint } = route;
      const key = endpoint.kind === 'workload' ? engine.classOf(endpoint.workload) : endpoint;
      if (endpoint.kind === 'workload' && !asked.has(key)) {
        asked.add(key);
        stepsFrom(engine, end, route, endpoint.workload).filter(step => !found.has(keyOf(step.endpoint)))
          .forEach(step => next.set(keyOf(step.endpoint), betterOf(next.get(keyOf(step.endpoint)), step)));
      }
    }
    next.forEach((route, key) => found.set(key, route));
    last = [...next.values()];
    all.push(...last);
  }
  return all;
}

function stepsFrom(engine: Reach, end: AskedEnd, route: Route, workload: Workload): Route[] {
  return neighbours(engine, { kind: 'workload', workload }, end)
    .filter(({ connections: { allowed, unknown } }) => !allowed.isEmpty || !unknown.isEmpty)
    .map(({ endpoint, connections }) => ({
      endpoint,
      via: [...route.via, workload],
      connections,
      isCertain: route.isCertain && !connections.allowed.isEmpty,
    }));
}

function betterOf(known: Route | undefined, other: Route): Route {
  return known === undefined || (!known.isCertain && other.isCertain) ? other : known;
}

function keyOf(endpoint: GroupEndpoint): unknown {
  return endpoint.kind === 'workload' ? endpoint.workload : endpoint;
}
