import { Passing } from './record';
import { CHANGE_KINDS, ComparedEndpoint, TrafficChange } from '../model/connection-change';
import { expectedTraffic } from '../model/matrix';
import { Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';

/** What changed of the traffic; undefined where nothing did. */
export function changeOf(before: Passing, after: Passing): TrafficChange | undefined {
  if (before === after) {
    return undefined;
  }
  const opened = after.allowed.subtract(before.allowed);
  const closed = before.allowed.union(before.unknown).subtract(after.allowed).subtract(after.unknown);
  const change = {
    opened,
    perhapsOpened: after.unknown.subtract(before.allowed).subtract(before.unknown),
    perhapsClosed: after.unknown.intersect(before.allowed),
    closed,
    certain: opened.union(closed).subtract(before.unknown),
  };
  return isNothing(change) ? undefined : change;
}

/** The part of a change that anybody asks about. */
export function changeWithin(change: TrafficChange, meant: TrafficSet): TrafficChange | undefined {
  const part = {
    opened: change.opened.intersect(meant),
    perhapsOpened: change.perhapsOpened.intersect(meant),
    perhapsClosed: change.perhapsClosed.intersect(meant),
    closed: change.closed.intersect(meant),
    certain: change.certain.intersect(meant),
  };
  return isNothing(part) ? undefined : part;
}

function isNothing(change: TrafficChange): boolean {
  return CHANGE_KINDS.every(kind => change[kind].isEmpty);
}

/** What anybody asks about at a destination, with a text that is equal for equal traffic. */
interface MeantTraffic {
  readonly traffic: TrafficSet;
  readonly text: string;
}

function meantTrafficOf(traffic: TrafficSet): MeantTraffic {
  return { traffic, text: `${traffic}` };
}

/** Compares what passed with what passes. What is the same for many pairs is computed once, and is one object. */
export class TrafficChanges {
  private readonly known = new Map<Passing, Map<Passing, TrafficChange | undefined>>();
  /** By what is meant, as text. */
  private readonly parts = new Map<string, Map<TrafficChange, TrafficChange | undefined>>();
  private readonly atWorkloads = new Map<Workload, MeantTraffic>();
  private readonly atOthers: MeantTraffic;

  /** @param everything what both states carry: of the rest only that counts on which the destination listens */
  public constructor(private readonly everything: TrafficSet) {
    this.atOthers = meantTrafficOf(everything);
  }

  /** The part of the change that anybody asks about at the destination. */
  public meantOf(change: TrafficChange, destination: ComparedEndpoint): TrafficChange | undefined {
    const meant = this.meantAt(destination);
    const parts = this.parts.get(meant.text) ?? new Map<TrafficChange, TrafficChange | undefined>();
    this.parts.set(meant.text, parts);
    if (!parts.has(change)) {
      parts.set(change, changeWithin(change, meant.traffic));
    }
    return parts.get(change);
  }

  public between(before: Passing, after: Passing): TrafficChange | undefined {
    if (before === after) {
      return undefined;
    }
    const byAfter = this.known.get(before) ?? new Map<Passing, TrafficChange | undefined>();
    this.known.set(before, byAfter);
    if (!byAfter.has(after)) {
      byAfter.set(after, changeOf(before, after));
    }
    return byAfter.get(after);
  }

  private meantAt(destination: ComparedEndpoint): MeantTraffic {
    if (destination.kind !== 'workload') {
      return this.atOthers;
    }
    const { workload } = destination;
    const meant = this.atWorkloads.get(workload) ?? meantTrafficOf(expectedTraffic(destination, this.everything));
    this.atWorkloads.set(workload, meant);
    return meant;
  }
}
