import { TrafficSet } from '../../sets/traffic-set';

/** The number of the empty traffic set. */
export const NO_TRAFFIC = 0;

/** The number of the set of all traffic. */
export const ALL_TRAFFIC = 1;

/**
 * Gives every distinct traffic set of a cluster a number. Few sets occur in a cluster, so the union of two numbers is
 * computed once and looked up afterwards.
 */
export class TrafficTable {
  private readonly sets: TrafficSet[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly unions = this.memoized((left, right) => left.union(right));
  private readonly intersections = this.memoized((left, right) => left.intersect(right));
  private readonly differences = this.memoized((left, right) => left.subtract(right));

  public constructor() {
    this.numberOf(TrafficSet.NONE);
    this.numberOf(TrafficSet.ALL);
  }

  /** The number of the set; equal sets have the same number. */
  public numberOf(set: TrafficSet): number {
    const key = set.toString();
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.sets.push(set) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  public get(number: number): TrafficSet {
    return this.sets[number];
  }

  public union(left: number, right: number): number {
    if (left === right || right === NO_TRAFFIC || left === ALL_TRAFFIC) {
      return left;
    }
    return left === NO_TRAFFIC || right === ALL_TRAFFIC ? right : this.unions(left, right);
  }

  public intersect(left: number, right: number): number {
    if (left === right || right === ALL_TRAFFIC || left === NO_TRAFFIC) {
      return left;
    }
    return left === ALL_TRAFFIC || right === NO_TRAFFIC ? right : this.intersections(left, right);
  }

  public subtract(left: number, right: number): number {
    if (right === NO_TRAFFIC || left === NO_TRAFFIC) {
      return left;
    }
    return left === right || right === ALL_TRAFFIC ? NO_TRAFFIC : this.differences(left, right);
  }

  private memoized(operation: (left: TrafficSet, right: TrafficSet) => TrafficSet): PairFunction {
    return memoizePairs((left, right) => this.numberOf(operation(this.sets[left], this.sets[right])));
  }
}

/** A function of two small numbers. */
type PairFunction = (left: number, right: number) => number;

/** Wraps a function so that each pair of arguments is computed only once. */
export function memoizePairs(compute: PairFunction): PairFunction {
  const rows: (Map<number, number> | undefined)[] = [];
  return (left, right) => {
    const row = rows[left] ??= new Map<number, number>();
    let result = row.get(right);
    if (result === undefined) {
      result = compute(left, right);
      row.set(right, result);
    }
    return result;
  };
}
