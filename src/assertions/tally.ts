import { Assertion } from './assertion';
import { eachResult, PairResult } from './evaluation';
import { Member } from './member';
import { Flow } from '../model/flow';
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
  /** The names of the sources and destinations of wrong pairs, each once. */
  readonly wrongSources: ReadonlySet<string>;
  readonly wrongDestinations: ReadonlySet<string>;
  /** A flow that is not as it is wanted: one that is certainly wrong, if there is any. */
  readonly witness?: Witness;
}

export interface Witness {
  readonly source: Member;
  readonly destination: Member;
  readonly isCertain: boolean;
  readonly trace: Trace;
}

interface Wrong {
  readonly result: PairResult;
  readonly traffic: TrafficSet;
}

/** Goes through all pairs with the engine, and lets the judge explain one flow. */
export function tallyOf(snapshot: Snapshot, assertion: Assertion, wanted: Wanted): Tally {
  let [pairCount, wrongCount] = [0, 0];
  const [wrongSources, wrongDestinations] = [new Set<string>(), new Set<string>()];
  let certain: Wrong | undefined;
  let open: Wrong | undefined;
  let hasRight = false;
  eachResult(snapshot, assertion, result => {
    pairCount += 1;
    hasRight ||= !result.connections[wanted].isEmpty;
    const { certainly, perhaps } = wrongTraffic(result, wanted);
    if (!certainly.isEmpty || !perhaps.isEmpty) {
      wrongCount += 1;
      wrongSources.add(result.source.name);
      wrongDestinations.add(result.destination.name);
      certain ??= certainly.isEmpty ? undefined : { result, traffic: certainly };
      open ??= perhaps.isEmpty ? undefined : { result, traffic: perhaps };
    }
  });
  const wrong = certain ?? open;
  return {
    pairCount,
    wrongCount,
    hasRight,
    wrongSources,
    wrongDestinations,
    ...wrong !== undefined && { witness: witnessOf(snapshot, wrong, certain !== undefined) },
  };
}

/** Of a member that is only perhaps meant, nothing is certainly wrong. */
function wrongTraffic(
  { source, destination, connections }: PairResult, wanted: Wanted,
): { readonly certainly: TrafficSet; readonly perhaps: TrafficSet } {
  const contrary = connections[wanted === 'allowed' ? 'denied' : 'allowed'];
  return source.isPerhaps || destination.isPerhaps
    ? { certainly: TrafficSet.NONE, perhaps: contrary.union(connections.unknown) }
    : { certainly: contrary, perhaps: connections.unknown };
}

function witnessOf(
  snapshot: Snapshot, { result: { source, destination }, traffic }: Wrong, isCertain: boolean,
): Witness {
  const trace = judge(snapshot, witness(traffic, source.endpoint, destination.endpoint) as Flow);
  return { source, destination, isCertain, trace: isCertain ? trace : { ...trace, verdict: 'unknown' } };
}
