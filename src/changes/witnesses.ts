import { JudgedReading, nameOfEnd } from './judged-reading';
import { CHANGE_KINDS, ChangeGroup, ComparedEndpoint, FoldedComparison } from '../model/connection-change';
import { Snapshot } from '../model/snapshot';
import { ChangeWitness, WitnessedChange } from '../model/upgrade';
import { Workload } from '../model/workload';
import { witness } from '../semantics/witness';
import { TrafficSet } from '../sets/traffic-set';
import { Cause } from '../wording/traces';

/**
 * One flow for each folded change, judged in both readings.
 *
 * @param word puts what is not known in the words of those who read it
 */
export function witnessed(
  before: Snapshot, after: Snapshot, { groups }: FoldedComparison, word: (cause: Cause) => Cause,
): WitnessedChange[] {
  const readings = [new JudgedReading(before, after), new JudgedReading(after, before)] as const;
  return CHANGE_KINDS.flatMap(kind => groups[kind]
    .map(group => ({ kind, group, witness: witnessOf(group, readings, word) })));
}

function witnessOf(
  group: ChangeGroup, [past, present]: readonly [JudgedReading, JudgedReading], word: (cause: Cause) => Cause,
): ChangeWitness {
  const [source, destination] = friendliest(group);
  // The comparison has the workloads of the later reading.
  const named = (workload: Workload) => present.keyOf(workload);
  const [old, recent] = [past, present].map(reading => {
    const [from, to] = [reading.endpointOf(source, named, destination), reading.endpointOf(destination, named, source)];
    return { reading, flow: witness(group.traffic, from, to)! };
  });
  return {
    flow: recent.flow,
    source: nameOfEnd(recent.flow.source),
    destination: nameOfEnd(recent.flow.destination),
    before: old.reading.explain(old.flow, word),
    after: recent.reading.explain(recent.flow, word),
  };
}

/** Among these there is always a pair: only a bare pod with itself is none. */
const MOST_ASKED = 20;

/** A reader thinks first of workloads of the input, of two different ones, and of a port on which the pods listen. */
function friendliest({ sources, destinations, traffic }: ChangeGroup): [ComparedEndpoint, ComparedEndpoint] {
  const pairs = sources.slice(0, MOST_ASKED).flatMap(source => destinations.slice(0, MOST_ASKED)
    .map((destination): [ComparedEndpoint, ComparedEndpoint] => [source, destination]));
  return pairs.filter(pair => !isOnePod(pair))
    .map(pair => ({ pair, strangeness: strangenessOf(pair, traffic) }))
    .sort((left, right) => left.strangeness - right.strangeness)[0].pair;
}

function isOnePod([source, destination]: readonly ComparedEndpoint[]): boolean {
  return isSame(source, destination) && source.kind === 'workload' && source.workload.isSinglePod;
}

function isSame(source: ComparedEndpoint, destination: ComparedEndpoint): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload;
}

function strangenessOf([source, destination]: readonly ComparedEndpoint[], traffic: TrafficSet): number {
  const unknownEnds = [source, destination].filter(end => !isOfInput(end)).length;
  return unknownEnds * 4 + (isSame(source, destination) ? 2 : 0) + (listensOn(destination, traffic) ? 0 : 1);
}

function isOfInput(end: ComparedEndpoint): boolean {
  return end.kind === 'workload' && end.workload.absentPeer === undefined;
}

function listensOn(end: ComparedEndpoint, traffic: TrafficSet): boolean {
  return end.kind === 'workload'
    && end.workload.ports.some(({ protocol, port }) => traffic.contains(protocol, port));
}
