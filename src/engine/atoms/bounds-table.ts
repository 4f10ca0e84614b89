import { PairTable } from './pair-table';
import { EVERYTHING, NOTHING, Traffics } from './traffic-table';
import { Connections } from '../../model/answer';
import { TrafficSet } from '../../sets/traffic-set';

/** What passes for certain, and what passes for certain or perhaps, as `Traffics` counts. The first is part of the second. */
export interface Passage {
  readonly certain: number;
  readonly possible: number;
}

/** The number of the passage through which nothing goes. */
export const CLOSED = 0;

/** The number of the passage through which everything goes. */
export const OPEN = 1;

/** Every passage that occurs in a cluster, once: pairs of endpoints hold numbers, which are quick to compare. */
export class Passages {
  private readonly list: Passage[] = [];
  /** Passages about which nothing is open, by their traffic. */
  private readonly sure: (number | undefined)[] = [];
  private readonly doubtful = new PairTable((certain, possible) => this.add(certain, possible));
  private readonly combined = new PairTable((egress, ingress) => this.intersect(egress, ingress));
  private readonly connections: Connections[] = [];

  public constructor(public readonly traffics: Traffics = new Traffics()) {
    this.numberOf(NOTHING, NOTHING);
    this.numberOf(EVERYTHING, EVERYTHING);
  }

  /** The number of a passage, the same for equal ones. */
  public numberOf(certain: number, possible: number): number {
    if (certain === possible) {
      return this.sure[certain] ??= this.add(certain, possible);
    }
    return this.doubtful.of(certain, possible);
  }

  public get(number: number): Passage {
    return this.list[number];
  }

  /** What gets through both: what the source may send and the destination may receive. */
  public both(egress: number, ingress: number): number {
    if (egress === OPEN || egress === ingress || ingress === CLOSED) {
      return ingress;
    }
    return ingress === OPEN || egress === CLOSED ? egress : this.combined.of(egress, ingress);
  }

  /** The passage as people ask for it: what is allowed, denied and unknown. */
  public connectionsOf(number: number): Connections {
    return this.connections[number] ??= this.split(this.list[number]);
  }

  private add(certain: number, possible: number): number {
    return this.list.push({ certain, possible }) - 1;
  }

  private intersect(egress: number, ingress: number): number {
    const [left, right] = [this.list[egress], this.list[ingress]];
    return this.numberOf(
      this.traffics.intersect(left.certain, right.certain), this.traffics.intersect(left.possible, right.possible));
  }

  private split(passage: Passage): Connections {
    const certain = this.traffics.get(passage.certain);
    const possible = this.traffics.get(passage.possible);
    return { allowed: certain, unknown: possible.subtract(certain), denied: TrafficSet.ALL.subtract(possible) };
  }
}
