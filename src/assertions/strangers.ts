import { Sought, Candidate, candidates, likelyPods } from './candidates';
import { End, Ends } from './ends';
import { ownPorts } from './evaluation';
import { Member } from './member';
import { Endpoint } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { portParts, relevantPorts } from '../semantics/connections';
import { judge } from '../semantics/judge';
import { matchesPort, selectsPods } from '../semantics/match';
import { anyOf } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';
import { wellKnownPort } from '../sets/well-known';

/** A pod that is not in the input, would be meant, and could connect, for certain or perhaps. */
export interface Stranger {
  /** `a pod with app=prometheus in a namespace with team=b` */
  readonly description: string;
  /** Whether it is in a namespace of which the input knows nothing. */
  readonly isElsewhere: boolean;
  /** Of a connection that is not denied. */
  readonly trace: Trace;
}

/**
 * A pod that nobody has made yet and that the policies would let connect, although the assertion says that no such
 * connection may be.
 *
 * The other end is of the input, or another such pod in a namespace of the input: what two pods do of which nothing is
 * known, no policy of the input can say. In a namespace that the input does not have, nothing is known of what isolates
 * the stranger itself, so that it is enough if the other end would let it connect. A pod that certainly connects is
 * named first.
 */
export function findStranger(snapshot: Snapshot, { source, destination, ports }: Ends): Stranger | undefined {
  return worst(function* found() {
    yield find(snapshot, ports, destination, knownEnds(snapshot, source, 'egress'), 'egress');
    yield find(snapshot, ports, source, knownEnds(snapshot, destination, 'ingress'), 'ingress');
  }());
}

/** The first that certainly connects, or else the first that perhaps does. */
function worst(found: Iterable<Stranger | undefined>): Stranger | undefined {
  let open: Stranger | undefined;
  for (const stranger of found) {
    if (stranger?.trace.verdict === 'allowed') {
      return stranger;
    }
    open ??= stranger;
  }
  return open;
}

/** Those at the end who are in the input, and such as a policy of the input may select when they are made. */
function* knownEnds(
  snapshot: Snapshot, { members, strangers, allButThese }: End, direction: TrafficDirection,
): Generator<Member> {
  yield* members;
  const tried = new Set<string>();
  for (const peer of allButThese === undefined ? strangers : []) {
    for (const { pod, description } of likelyPods(snapshot, peer, direction)) {
      if (!tried.has(description)) {
        tried.add(description);
        yield { endpoint: { kind: 'workload', workload: pod }, name: description };
      }
    }
  }
}

/** @param direction of the policies of the known end */
function find(
  snapshot: Snapshot, ports: readonly PortMatch[], end: End, known: Iterable<Member>, direction: TrafficDirection,
): Stranger | undefined {
  return end.strangers.length === 0 ? undefined : worst(function* found() {
    for (const member of known) {
      const asked: Sought = {
        snapshot, ports: ownPorts(ports, member), known: member.endpoint, direction, addresses: end.strangerAddresses,
      };
      const tried = new Set<string>();
      for (const peer of end.strangers) {
        for (const candidate of candidates(asked, peer)) {
          if (!tried.has(candidate.description)) {
            tried.add(candidate.description);
            yield* strangersOf(candidate, asked, member, end);
          }
        }
      }
    }
  }());
}

/** The candidate, once for each connection that is not denied. */
function* strangersOf(
  { snapshot, pod, description, isElsewhere }: Candidate,
  { ports, known, direction }: Sought,
  { isPerhaps, excused = TrafficSet.NONE }: Member,
  { allButThese = [], behindServices = [], areStrangersPerhaps = false }: End,
): Generator<Stranger> {
  const isNotMeant = anyOf(allButThese.map(peer => selectsPods(snapshot, peer, pod)));
  if (isNotMeant === 'yes') {
    return;
  }
  const through = behindServices.filter(({ pods }) => direction === 'egress' && selectsPods(snapshot, pods, pod) === 'yes')
    .reduce((sum, { traffic }) => sum.union(traffic), excused);
  const stranger: Endpoint = { kind: 'workload', workload: pod };
  const [source, destination] = direction === 'ingress' ? [stranger, known] : [known, stranger];
  const target = destination.kind === 'workload' ? destination.workload : undefined;
  const matches = [...relevantPorts(snapshot, source, destination), ...ports];
  for (const { protocol, ports: whole } of portParts(snapshot, destination, matches)) {
    const part = whole.subtract(through.ports(protocol));
    const port = target?.ports.find(one => one.protocol === protocol && part.contains(one.port))?.port
      ?? wellKnownPort(protocol, part) ?? part.intervals[0]?.start;
    const flow = { source, destination, protocol, port };
    if (port !== undefined && ports.some(match => matchesPort(snapshot, match, flow, target))) {
      const trace = judge(snapshot, flow);
      if (trace.verdict !== 'denied') {
        const isOpen = isNotMeant === 'unknown' || isPerhaps === true || areStrangersPerhaps;
        yield { description, isElsewhere, trace: isOpen ? { ...trace, verdict: 'unknown' } : trace };
      }
    }
  }
}
