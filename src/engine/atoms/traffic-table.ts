import { PairTable } from './pair-table';
import { TrafficSet } from '../../sets/traffic-set';

/** The number of the traffic that is none. */
export const NOTHING = 0;

/** The number of all traffic. */
export const EVERYTHING = 1;

/** Every set of traffic that occurs in a cluster, once, by its number: there are few, and numbers are quick to combine. */
export class Traffics {
  private readonly sets: TrafficSet[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly unions = this.table((left, right) => left.union(right));
  private readonly intersections = this.table((left, right) => left.intersect(right));
  private readonly differences = this.table((left, right) => left.subtract(right));

  public constructor() {
    this.numberOf(TrafficSet.NONE);
    this.numberOf(TrafficSet.ALL);
  }

  /** The number of the set, the same for equal ones. */
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
    if (left === right || right === NOTHING || left === EVERYTHING) {
      return left;
    }
    return left === NOTHING || right === EVERYTHING ? right : this.unions.of(left, right);
  }

  public intersect(left: number, right: number): number {
    if (left === right || right === EVERYTHING || left === NOTHING) {
      return left;
    }
    return left === EVERYTHING || right === NOTHING ? right : this.intersections.of(left, right);
  }

  public subtract(left: number, right: number): number {
    if (right === NOTHING || left === NOTHING) {
      return left;
    }
    return left === right || right === EVERYTHING ? NOTHING : this.differences.of(left, right);
  }

  private table(operation: (left: TrafficSet, right: TrafficSet) => TrafficSet): PairTable {
    return new PairTable((left, right) => this.numberOf(operation(this.sets[left], this.sets[right])));
  }
}
