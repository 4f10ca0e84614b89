import { Party } from './assertion';
import { engineFor, meantTraffic } from './evaluation';
import { Member } from './member';
import { destinationsOf, sourcesOf } from './members';
import { AskedEnd, keyOfEndpoint, letsPass, limitedTo, Neighbourhood, Neighbouring, neighboursAt } from './neighbourhood';
import { overPods, Route } from './over-pods';
import { ExternalBlock, NodeGroup, representativeOf } from '../model/matrix';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { TrafficSet } from '../sets/traffic-set';

/** What is asked about a party. */
export interface RoutesAsked {
  readonly party: Party;
  readonly end: AskedEnd;
  /** Of the destination of the connection at the party. */
  readonly ports: readonly PortMatch[];
  /** Whether pods on the way count, each of which reaches the next. */
  readonly isTransitive: boolean;
}

/** The answer, and the groups of which routes name some. */
export interface RoutesFound {
  readonly routes: readonly Route[];
  readonly blocks: readonly ExternalBlock[];
  readonly nodes: readonly NodeGroup[];
}

/**
 * Who reaches the party, or what it reaches: every workload, block of addresses outside, and the nodes. Whom the party only
 * may mean, nothing certainly reaches, nor does that reach anything for certain.
 */
export function routes(snapshot: Snapshot, asked: RoutesAsked): RoutesFound {
  const { party, end, isTransitive } = asked;
  const members = (end === 'sources' ? destinationsOf(snapshot, party) : sourcesOf(snapshot, party)).filter(isNotOwnNode);
  const engine = engineFor(snapshot, members);
  const nodes = engine.nodeGroups();
  const hood: Neighbourhood = { snapshot, engine, known: new Set(snapshot.workloads), end, nodes };
  const direct = directRoutes(hood, asked, members);
  const own = new Set<unknown>(members.filter(({ isPerhaps }) => isPerhaps !== true).map(({ workload }) => workload));
  const onwards = (isTransitive ? overPods(hood, direct) : [])
    .filter(({ endpoint }) => !own.has(keyOfEndpoint(endpoint)));
  return { routes: [...direct, ...onwards], blocks: engine.externalBlocks, nodes };
}

/** That a pod and its own node reach each other is no answer about nodes. */
function isNotOwnNode({ endpoint, isPerhaps }: Member): boolean {
  return isPerhaps === true || endpoint.kind !== 'node' || endpoint.isOwn !== true;
}

function directRoutes(hood: Neighbourhood, { ports }: RoutesAsked, members: readonly Member[]): Route[] {
  const { snapshot, end } = hood;
  const answers = members.map(member => ({
    member,
    near: neighboursAt(hood, member.endpoint).map(({ endpoint, connections }): Neighbouring => {
      const destination = end === 'sources' ? member : { endpoint: representativeOf(endpoint), name: '' };
      return { endpoint, connections: limitedTo(connections, meantTraffic(ports, destination, snapshot)) };
    }),
  }));
  const nearTo = (isMeant: (member: Member) => boolean) =>
    answers.filter(({ member }) => isMeant(member)).map(({ near }) => near);
  return together([
    ...nearTo(({ isPerhaps }) => isPerhaps !== true),
    whicheverItIs(nearTo(({ isOneOf }) => isOneOf === true)),
    ...nearTo(({ isPerhaps }) => isPerhaps === true).map(near => near.map(inDoubt)),
  ]).filter(({ connections }) => letsPass(connections))
    .map(({ endpoint, connections }) => ({ endpoint, via: [], connections, isCertain: !connections.allowed.isEmpty }));
}

/** What may pass from or to any of several. */
function together(answers: readonly (readonly Neighbouring[])[]): Neighbouring[] {
  const found = new Map<unknown, Neighbouring>();
  for (const { endpoint, connections } of answers.flat()) {
    const known = found.get(keyOfEndpoint(endpoint))?.connections;
    const allowed = connections.allowed.union(known?.allowed ?? TrafficSet.NONE);
    const unknown = connections.unknown.union(known?.unknown ?? TrafficSet.NONE).subtract(allowed);
    found.set(keyOfEndpoint(endpoint), { endpoint, connections: { allowed, unknown } });
  }
  return [...found.values()];
}

/** What passes for certain where one of several is meant, and it is open which. */
function whicheverItIs([first = [], ...others]: readonly (readonly Neighbouring[])[]): Neighbouring[] {
  const allowedBy = others.map(near =>
    new Map(near.map(one => [keyOfEndpoint(one.endpoint), one.connections.allowed])));
  return first.map(({ endpoint, connections }) => ({
    endpoint,
    connections: {
      allowed: allowedBy.map(by => by.get(keyOfEndpoint(endpoint)) ?? TrafficSet.NONE)
        .reduce((sum, part) => sum.intersect(part), connections.allowed),
      unknown: TrafficSet.NONE,
    },
  }));
}

/** It is open whether the party means that end. */
function inDoubt({ endpoint, connections: { allowed, unknown } }: Neighbouring): Neighbouring {
  return { endpoint, connections: { allowed: TrafficSet.NONE, unknown: allowed.union(unknown) } };
}
