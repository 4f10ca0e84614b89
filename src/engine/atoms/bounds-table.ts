import { ALL_TRAFFIC, memoizePairs, NO_TRAFFIC, TrafficTable } from './traffic-table';
import { DecidedTraffic } from '../../model/matrix';
import { TrafficSet } from '../../sets/traffic-set';

/** Bounds on the traffic between two endpoints, as numbers of `TrafficTable`. What is in `may` only is unknown. */
export interface Bounds {
  /** What passes in every possible world. A subset of `may`. */
  readonly must: number;
  /** What passes in some possible world. */
  readonly may: number;
}

/** The number of the bounds within which nothing passes. */
export const CLOSED = 0;

/** The number of the bounds within which everything certainly passes. */
export const OPEN = 1;

/** Gives every distinct pair of bounds a number, so that rows hold numbers, which are small and quick to compare. */
export class BoundsTable {
  private readonly list: Bounds[] = [];
  /** The numbers of exact bounds (`must` equals `may`), by their traffic. */
  private readonly exact: (number | undefined)[] = [];
  private readonly inexact = memoizePairs((must, may) => this.add(must, may));
  private readonly intersections = memoizePairs((left, right) => this.computeIntersection(left, right));
  private readonly agreements = memoizePairs((left, right) => this.computeAgreement(left, right));
  private readonly connections: DecidedTraffic[] = [];

  public constructor(public readonly trafficTable: TrafficTable = new TrafficTable()) {
    this.numberOf(NO_TRAFFIC, NO_TRAFFIC);
    this.numberOf(ALL_TRAFFIC, ALL_TRAFFIC);
  }

  /** The number of the bounds; equal bounds have the same number. */
  public numberOf(must: number, may: number): number {
    return must === may ? this.exact[must] ??= this.add(must, may) : this.inexact(must, may);
  }

  public get(number: number): Bounds {
    return this.list[number];
  }

  /** The bounds on traffic that must pass both what the source may send and what the destination may receive. */
  public intersect(egress: number, ingress: number): number {
    if (egress === OPEN || egress === ingress || ingress === CLOSED) {
      return ingress;
    }
    return ingress === OPEN || egress === CLOSED ? egress : this.intersections(egress, ingress);
  }

  /** What is certain when it is so in two readings of one cluster, of which one is right. */
  public agreement(left: number, right: number): number {
    return left === right ? left : this.agreements(left, right);
  }

  /** The same bounds as three sets: allowed, denied and unknown. */
  public connectionsOf(number: number): DecidedTraffic {
    return this.connections[number] ??= this.toConnections(this.list[number]);
  }

  private add(must: number, may: number): number {
    return this.list.push({ must, may }) - 1;
  }

  private computeIntersection(egress: number, ingress: number): number {
    const [left, right] = [this.list[egress], this.list[ingress]];
    return this.numberOf(
      this.trafficTable.intersect(left.must, right.must), this.trafficTable.intersect(left.may, right.may));
  }

  private computeAgreement(left: number, right: number): number {
    const [one, other] = [this.list[left], this.list[right]];
    return this.numberOf(
      this.trafficTable.intersect(one.must, other.must), this.trafficTable.union(one.may, other.may));
  }

  private toConnections(bounds: Bounds): DecidedTraffic {
    const must = this.trafficTable.get(bounds.must);
    const may = this.trafficTable.get(bounds.may);
    return { allowed: must, unknown: may.subtract(must), denied: TrafficSet.ALL.subtract(may) };
  }
}
