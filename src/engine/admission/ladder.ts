import { Effect } from '../../model/policy';
import { Ternary } from '../../sets/ternary';
import { Bounds } from '../atoms/bounds-table';
import { TrafficTable, ALL_TRAFFIC, NO_TRAFFIC } from '../atoms/traffic-table';

/** The tiers around the normal one, for the subjects of one admission. A place is an index into `Isolation.rules`. */
export interface CompiledLadder {
  readonly admin: readonly CompiledLevel[];
  readonly baseline: readonly CompiledLevel[];
  /** The places of the rules of the normal tier. */
  readonly normal: readonly number[];
  /** Whether nothing isolates the subject, so that the baseline tier decides. */
  readonly unisolated: Ternary;
  /** Whether a label of the subject perhaps lets everything pass. */
  readonly isPerhapsOpened: boolean;
}

/** Policies of one rank: nobody knows which of them is asked first. */
export type CompiledLevel = readonly CompiledPolicy[];

export interface CompiledPolicy {
  /** Whether it certainly applies. */
  readonly certain: boolean;
  readonly rules: readonly OrderedRule[];
}

/** A rule of a tier in which the first that matches decides. */
export interface OrderedRule {
  readonly place: number;
  readonly effect: Effect;
}

/** The traffic that each rule matches, by place: for certain, and for certain or perhaps. */
export interface Matched {
  readonly certain: readonly number[];
  readonly perhaps: readonly number[];
}

export const UNBOUNDED: Bounds = { must: ALL_TRAFFIC, may: ALL_TRAFFIC };
const NOTHING: Bounds = { must: NO_TRAFFIC, may: NO_TRAFFIC };

/** Folds tiers, from the last rule to the first. A rule takes from the bounds behind it, or adds to them, what it matches. */
export class LadderFold {
  public constructor(private readonly table: TrafficTable, private readonly matched: Matched) {}

  /**
   * The bounds that a tier sets.
   *
   * @param next those of the tiers that come after it
   */
  public tier(levels: readonly CompiledLevel[], next: Bounds): Bounds {
    let rest = next;
    for (let index = levels.length - 1; index >= 0; index -= 1) {
      const level = levels[index];
      rest = level.length === 1 && level[0].certain ? this.policy(level[0], rest, next) : this.level(level, rest, next);
    }
    return rest;
  }

  /** Bounds that hold where it is not known which of two do. */
  public either(one: Bounds, other: Bounds): Bounds {
    return { must: this.table.intersect(one.must, other.must), may: this.table.union(one.may, other.may) };
  }

  /** Any of the policies may be the one that decides about what it matches. */
  private level(level: CompiledLevel, rest: Bounds, next: Bounds): Bounds {
    const { table, matched } = this;
    let settled = NO_TRAFFIC;
    let must = ALL_TRAFFIC;
    let may = NO_TRAFFIC;
    for (const policy of level) {
      must = table.intersect(must, this.policy(policy, UNBOUNDED, next).must);
      may = table.union(may, this.policy(policy, NOTHING, next).may);
      for (const { place } of policy.certain ? policy.rules : []) {
        settled = table.union(settled, matched.certain[place]);
      }
    }
    return {
      must: table.intersect(must, table.union(settled, rest.must)),
      may: table.union(may, table.subtract(rest.may, settled)),
    };
  }

  private policy({ rules }: CompiledPolicy, unmatched: Bounds, next: Bounds): Bounds {
    let bounds = unmatched;
    for (let index = rules.length - 1; index >= 0; index -= 1) {
      const { place, effect } = rules[index];
      bounds = this.rule(effect, this.matched.certain[place], this.matched.perhaps[place], bounds, next);
    }
    return bounds;
  }

  private rule(effect: Effect, certain: number, perhaps: number, { must, may }: Bounds, next: Bounds): Bounds {
    const { table } = this;
    switch (effect) {
      case 'allow': return { must: table.union(must, certain), may: table.union(may, perhaps) };
      case 'deny': return { must: table.subtract(must, perhaps), may: table.subtract(may, certain) };
      case 'pass': {
        const open = table.subtract(perhaps, certain);
        return {
          must: table.union(table.subtract(must, perhaps), table.union(
            table.intersect(certain, next.must), table.intersect(open, table.intersect(must, next.must)))),
          may: table.union(table.subtract(may, certain), table.intersect(perhaps, next.may)),
        };
      }
    }
  }
}
