import { Ends } from './ends';
import { eachResultWithSelf, isOnePod, PairResult } from './evaluation';
import { Member } from './member';
import { WrongGroup, WrongParts } from './wrong-pairs';
import { Flow } from '../model/flow';
import { DecidedTraffic } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { judge } from '../semantics/judge';
import { witness } from '../semantics/witness';
import { TrafficSet } from '../sets/traffic-set';

/** What an assertion wants of every flow that it means. */
export type Wanted = 'allowed' | 'denied';

/** The pairs of an assertion, and those among which some flow is not certainly as it is wanted. */
export interface Tally {
  readonly pairCount: number;
  readonly wrongCount: number;
  /** Whether any flow is certainly as it is wanted. */
  readonly hasRight: boolean;
  /** All wrong pairs, those together in which the same is wrong. */
  readonly groups: readonly WrongGroup[];
  /** A flow that is not as it is wanted: one that is certainly wrong, if there is any. */
  readonly witness?: Witness;
}

export interface Witness {
  readonly source: Member;
  readonly destination: Member;
  readonly isCertain: boolean;
  readonly trace: Trace;
}

/** Flows of a pair that are not as they are wanted. */
interface Wrong {
  readonly certainly: TrafficSet;
  readonly perhaps: TrafficSet;
}

interface WrongPair {
  readonly result: PairResult;
  readonly traffic: TrafficSet;
}

/** Goes through all pairs with the engine, and lets the judge explain one flow. */
export function tallyOf(snapshot: Snapshot, ends: Ends, wanted: Wanted): Tally {
  let [pairCount, wrongCount] = [0, 0];
  let certain: WrongPair | undefined;
  let open: WrongPair | undefined;
  let hasRight = false;
  const contents = new WrongContents(wanted);
  const parts = new WrongParts(ends.destination.members.length);
  eachResultWithSelf(snapshot, ends, (result, from, to) => {
    const content = contents.of(result);
    parts.add(from, to, content);
    if (isOnePod(result.source, result.destination)) {
      return;
    }
    pairCount += 1;
    hasRight ||= !result.connections[wanted].isEmpty;
    if (content > 0) {
      const { certainly, perhaps } = contents.at(content);
      wrongCount += 1;
      certain = certainly.isEmpty ? certain : plainer(certain, { result, traffic: certainly });
      open = perhaps.isEmpty ? open : plainer(open, { result, traffic: perhaps });
    }
  });
  const wrong = certain ?? open;
  return {
    pairCount,
    wrongCount,
    hasRight,
    groups: wrong === undefined ? [] : groupsOf(snapshot, ends, parts, contents),
    ...wrong !== undefined && { witness: witnessOf(snapshot, wrong, certain !== undefined) },
  };
}

/** The first, unless it is about replicas of one workload and the other is not: few people think of those. */
function plainer(first: WrongPair | undefined, other: WrongPair): WrongPair {
  return first === undefined || (isOfReplicas(first) && !isOfReplicas(other)) ? other : first;
}

function isOfReplicas({ result: { source, destination } }: WrongPair): boolean {
  return source.workload !== undefined && source.workload === destination.workload;
}

/** Asks once more about one destination of each part. */
function groupsOf(snapshot: Snapshot, ends: Ends, parts: WrongParts, contents: WrongContents): WrongGroup[] {
  const { destination: { members }, source } = ends;
  const groups = parts.list();
  const sources = groups.map(() => new Map<number, Member[]>());
  const firsts = { ...ends, destination: { ...ends.destination, members: groups.map(([first]) => members[first]) } };
  eachResultWithSelf(snapshot, firsts, (result, from, group) => {
    const content = contents.of(result);
    if (content > 0) {
      sources[group].set(content, [...sources[group].get(content) ?? [], source.members[from]]);
    }
  });
  return groups.flatMap((places, group) => [...sources[group]].flatMap(([content, some]): WrongGroup[] => {
    const destinations = places.map(place => members[place]);
    // With itself a pod is only among others, of which it would be odd to name all but it.
    const others = destinations.length > 1 ? some : some.filter(from => !isOnePod(from, destinations[0]));
    return others.length === 0 ? [] : [{ sources: others, destinations, ...contents.at(content) }];
  }));
}

/** What is wrong with pairs, each once: its number is equal for equal traffic, and 0 where nothing is wrong. */
class WrongContents {
  private readonly list: Wrong[] = [{ certainly: TrafficSet.NONE, perhaps: TrafficSet.NONE }];
  private readonly numbers = new Map<string, number>([['/', 0]]);
  private readonly certain = new Map<DecidedTraffic, number>();
  private readonly perhaps = new Map<DecidedTraffic, number>();

  public constructor(private readonly wanted: Wanted) {}

  public of({ source, destination, connections }: PairResult): number {
    const isPerhaps = source.isPerhaps === true || destination.isPerhaps === true;
    const known = isPerhaps ? this.perhaps : this.certain;
    const number = known.get(connections) ?? this.numberOf(wrongTraffic(connections, this.wanted, isPerhaps));
    known.set(connections, number);
    return number;
  }

  public at(number: number): Wrong {
    return this.list[number];
  }

  private numberOf(wrong: Wrong): number {
    const key = [wrong.certainly, wrong.perhaps].map(traffic => (traffic.isEmpty ? '' : `${traffic}`)).join('/');
    const number = this.numbers.get(key) ?? this.list.push(wrong) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

/** Of a member that is only perhaps meant, nothing is certainly wrong. */
function wrongTraffic(connections: DecidedTraffic, wanted: Wanted, isPerhaps: boolean): Wrong {
  const contrary = connections[wanted === 'allowed' ? 'denied' : 'allowed'];
  return isPerhaps ? { certainly: TrafficSet.NONE, perhaps: contrary.union(connections.unknown) }
    : { certainly: contrary, perhaps: connections.unknown };
}

function witnessOf(
  snapshot: Snapshot, { result: { source, destination }, traffic }: WrongPair, isCertain: boolean,
): Witness {
  const trace = judge(snapshot, witness(traffic, source.endpoint, destination.endpoint) as Flow);
  return { source, destination, isCertain, trace: isCertain ? trace : { ...trace, verdict: 'unknown' } };
}
