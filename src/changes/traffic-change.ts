import { Passing } from './record';
import { CHANGE_KINDS, TrafficChange } from '../model/connection-change';
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

/** Compares what passed with what passes. What is the same for many pairs is computed once. */
export class TrafficChanges {
  private readonly known = new Map<Passing, Map<Passing, TrafficChange | undefined>>();

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
}
