import { Connections } from '../model/answer';
import { TrafficSet } from '../sets/traffic-set';

/** What passes for certain, and what passes for certain or perhaps. The first is part of the second. */
export interface Passage {
  readonly certain: TrafficSet;
  readonly possible: TrafficSet;
}

/** The number of the passage through which nothing goes. */
export const CLOSED = 0;

/** The number of the passage through which everything goes. */
export const OPEN = 1;

/** Combinations of two passages are remembered in tables whose rows begin with this many places. */
const FIRST_TABLE_SIZE = 64;

/** Every passage that occurs in a cluster, once: pairs of endpoints hold numbers, which are quick to compare. */
export class Passages {
  private readonly list: Passage[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly connections: Connections[] = [];
  private readonly combined: (Int32Array | undefined)[] = [];

  public constructor() {
    this.numberOf(TrafficSet.NONE, TrafficSet.NONE);
    this.numberOf(TrafficSet.ALL, TrafficSet.ALL);
  }

  /** The number of a passage, the same for equal ones. */
  public numberOf(certain: TrafficSet, possible: TrafficSet): number {
    const key = `${certain}|${possible}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.list.length;
      this.list.push({ certain, possible });
      this.numbers.set(key, number);
    }
    return number;
  }

  public get(number: number): Passage {
    return this.list[number];
  }

  /** What gets through both: what the source may send and the destination may receive. */
  public both(egress: number, ingress: number): number {
    if (egress === OPEN || egress === ingress || ingress === CLOSED) {
      return ingress;
    }
    if (ingress === OPEN || egress === CLOSED) {
      return egress;
    }
    const row = this.tableRow(egress, ingress);
    if (row[ingress] === 0) {
      row[ingress] = 1 + this.intersect(egress, ingress);
    }
    return row[ingress] - 1;
  }

  /** The passage as people ask for it: what is allowed, denied and unknown. */
  public connectionsOf(number: number): Connections {
    return this.connections[number] ??= this.split(this.list[number]);
  }

  private intersect(egress: number, ingress: number): number {
    const [left, right] = [this.list[egress], this.list[ingress]];
    return this.numberOf(left.certain.intersect(right.certain), left.possible.intersect(right.possible));
  }

  private split({ certain, possible }: Passage): Connections {
    return { allowed: certain, unknown: possible.subtract(certain), denied: TrafficSet.ALL.subtract(possible) };
  }

  private tableRow(number: number, place: number): Int32Array {
    let row = this.combined[number] ?? new Int32Array(FIRST_TABLE_SIZE);
    if (row.length <= place) {
      const longer = new Int32Array(Math.max(place + 1, row.length * 2));
      longer.set(row);
      row = longer;
    }
    this.combined[number] = row;
    return row;
  }
}
