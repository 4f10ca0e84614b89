import { Assertion, Party } from '../assertions/assertion';
import { endsOf } from '../assertions/ends';
import { eachResult, engineFor, ownPorts, PairResult } from '../assertions/evaluation';
import { Member } from '../assertions/member';
import { Reach } from '../engine/reach';
import { Endpoint } from '../model/flow';
import { DIRECTIONS, TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** One end of a wanted connection that does not let it pass for certain. */
export interface Need {
  readonly direction: TrafficDirection;
  readonly subject: Workload;
  readonly peer: Member;
  /** Undefined where the peer is no workload of the input. */
  readonly peerWorkload?: Workload;
  /** Those of whom the peer is one, as somebody has named them. */
  readonly peerParty: Party;
  readonly subjectParty: Party;
  readonly port: PortMatch;
}

/** Each end of each wanted connection that does not let it pass for certain, port by port. */
export function needsOf(snapshot: Snapshot, wanted: readonly Assertion[]): Need[] {
  const engine = engineFor(snapshot, []);
  const known = new Set(snapshot.workloads);
  return wanted.flatMap(assertion => assertion.ports.flatMap(port => {
    const needs: Need[] = [];
    eachWanted(snapshot, { ...assertion, ports: [port] }, result =>
      needs.push(...needsOfPair(engine, known, assertion, port, result)));
    return needs;
  }));
}

/** Visits the pairs that the assertion certainly means: of a range, the addresses, and no pod that may come to have one of them. */
export function eachWanted(snapshot: Snapshot, assertion: Assertion, visit: (result: PairResult) => void): void {
  eachResult(snapshot, endsOf(snapshot, assertion), result => {
    if (!result.source.isPerhaps && !result.destination.isPerhaps) {
      visit(result);
    }
  });
}

function needsOfPair(
  engine: Reach, known: ReadonlySet<Workload>, assertion: Assertion, port: PortMatch, result: PairResult,
): Need[] {
  const { source, destination, connections } = result;
  const missing = connections.denied.union(connections.unknown);
  if (missing.isEmpty) {
    return [];
  }
  return DIRECTIONS.flatMap(direction => {
    const [own, peer] = direction === 'egress' ? [source, destination] : [destination, source];
    const subject = workloadOf(own, known);
    const isOpen = subject === undefined
      || engine.admitted(direction, { kind: 'workload', workload: subject }, endpointOf(peer, known)).allowed.includes(missing);
    return isOpen ? [] : ownPorts([port], destination).map(at => ({
      direction,
      subject: subject!,
      peer,
      peerWorkload: workloadOf(peer, known),
      peerParty: direction === 'egress' ? assertion.destination : assertion.source,
      subjectParty: direction === 'egress' ? assertion.source : assertion.destination,
      port: at,
    }));
  });
}

/** The workload of the input; undefined for addresses, nodes, and pods that are not there. */
export function workloadOf({ workload, endpoint }: Member, known: ReadonlySet<Workload>): Workload | undefined {
  return workload ?? (endpoint.kind === 'workload' && known.has(endpoint.workload) ? endpoint.workload : undefined);
}

/** The member as the engine knows it: not a copy with some of its addresses. */
function endpointOf(member: Member, known: ReadonlySet<Workload>): Endpoint {
  const workload = workloadOf(member, known);
  return workload === undefined ? member.endpoint : { kind: 'workload', workload };
}
