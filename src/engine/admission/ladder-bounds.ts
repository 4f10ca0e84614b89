import { CompiledRule } from './compiled-rules';
import { CERTAINLY, Isolation, PERHAPS } from './isolation';
import { CompiledLadder, UNBOUNDED, LadderFold, Matched } from './ladder';
import { Bounds } from '../atoms/bounds-table';
import { ALL_TRAFFIC, NO_TRAFFIC, TrafficTable } from '../atoms/traffic-table';

/** What the rules of a subject say of a peer in one guise. */
export interface GuiseAnswers {
  /** By place: `CERTAINLY`, `PERHAPS`, or 0 where the rule does not match the peer. */
  readonly answers: readonly number[];
  readonly trafficOf: (rule: CompiledRule) => number;
  readonly isOwnNode: boolean;
  /** Whether it is open what isolation means for the protocol. */
  readonly isProtocolOpen: boolean;
}

/** The bounds that all tiers together set on traffic with a peer in one guise. */
export function boundsOnLadder(
  table: TrafficTable, isolation: Isolation, ladder: CompiledLadder, guise: GuiseAnswers,
): Bounds {
  const { rules } = isolation;
  const traffic = (enough: number) =>
    rules.map((rule, place) => (guise.answers[place] >= enough ? guise.trafficOf(rule) : NO_TRAFFIC));
  const matched: Matched = { certain: traffic(CERTAINLY), perhaps: traffic(PERHAPS) };
  const fold = new LadderFold(table, matched);
  const baseline = fold.tier(ladder.baseline, UNBOUNDED);
  const isolated = isolatedBounds(table, isolation, ladder, guise, matched);
  const normal = ladder.unisolated === 'yes' ? baseline
    : ladder.unisolated === 'unknown' ? fold.either(isolated, baseline) : isolated;
  const bounds = fold.tier(ladder.admin, normal);
  return ladder.isPerhapsOpened ? fold.either(bounds, UNBOUNDED) : bounds;
}

/** The bounds of the normal tier for a subject that is isolated. */
function isolatedBounds(
  table: TrafficTable, { groups, ownNode, isSelected }: Isolation, { normal }: CompiledLadder,
  { isOwnNode, isProtocolOpen }: GuiseAnswers, { certain, perhaps }: Matched,
): Bounds {
  if (isProtocolOpen && isSelected) {
    return { must: NO_TRAFFIC, may: ALL_TRAFFIC };
  }
  if (isOwnNode && ownNode !== 'no') {
    return { must: ownNode === 'yes' ? ALL_TRAFFIC : NO_TRAFFIC, may: ALL_TRAFFIC };
  }
  const sum = (places: readonly number[], of: readonly number[]) =>
    places.reduce((total, place) => table.union(total, of[place]), NO_TRAFFIC);
  return {
    must: groups === undefined ? NO_TRAFFIC
      : groups.reduce((rest, group) => table.intersect(rest, sum(group, certain)), ALL_TRAFFIC),
    may: sum(normal, perhaps),
  };
}
