import { AlignedEndpoint, align } from './alignment';
import { isPair } from './endpoints';
import { Prepared, prepare } from './prepared';
import { Sent, Walk } from './walk';
import { Connections, MatrixEndpoint } from '../../model/matrix';
import { Snapshot } from '../../model/snapshot';
import { TrafficSet } from '../../sets/traffic-set';
import { CLOSED } from '../atoms/bounds-table';
import { inOrder } from '../classes/selections';

/** What changed between two endpoints; at least one of the sets is not empty. */
export interface ConnectionChange {
  /** As it is after the change, or as it was if it is gone. */
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  /** Allowed now, and denied or unknown before. */
  readonly opened: TrafficSet;
  /** Denied now, and allowed or unknown before. */
  readonly closed: TrafficSet;
  /** Unknown now, and allowed or denied before. */
  readonly becameUnknown: TrafficSet;
}

type Change = Pick<ConnectionChange, 'opened' | 'closed' | 'becameUnknown'>;

/**
 * What the step from one snapshot to the other opens, closes and leaves open, connection by connection.
 *
 * Workloads are the same if kind, namespace and name are; addresses outside are cut as both snapshots cut them. To and
 * from an endpoint that does not exist, nothing passes. The order is that of the names.
 */
export function diff(before: Snapshot, after: Snapshot): ConnectionChange[] {
  const [old, recent] = [prepare(before), prepare(after)];
  const parties = align(old, recent);
  const places = new Places(parties);
  const compare = comparison(old, recent);
  const [oldRows, recentRows] = [new Rows(old), new Rows(recent)];
  const changes: ConnectionChange[] = [];
  for (const source of parties) {
    const oldRow = oldRows.from(source.before);
    const recentRow = recentRows.from(source.after);
    for (const place of places.reached(oldRow, recentRow)) {
      const destination = parties[place];
      const change = compare(boundsTo(oldRow, destination.before), boundsTo(recentRow, destination.after));
      if (change !== undefined && isPair(source.endpoint, destination.endpoint)) {
        changes.push({ source: source.endpoint, destination: destination.endpoint, ...change });
      }
    }
  }
  return changes;
}

/** The bounds from one peer at a time; the neighbours in a list are often of one class, whose row is kept. */
class Rows {
  private readonly walk: Walk;
  private last: number | undefined;
  private row: Sent | undefined;

  public constructor(prepared: Prepared) {
    this.walk = new Walk(prepared);
  }

  public from(source: AlignedEndpoint['before']): Sent | undefined {
    if (source !== this.last) {
      this.last = source;
      this.row = source === undefined ? undefined : this.walk.from(source);
    }
    return this.row;
  }
}

function boundsTo(row: Sent | undefined, destination: number | undefined): number {
  return row === undefined || destination === undefined ? CLOSED : row.boundsTo[destination];
}

const NONE: readonly number[] = [];

/** Finds the destinations that a source reaches before or after; about all others there is nothing to compare. */
class Places {
  /** By number of the peer, where its endpoints stand among the parties. */
  private readonly before: number[][] = [];
  private readonly after: number[][] = [];
  /** The number of the last question that met each party, so that none is met twice. */
  private readonly met: Int32Array;
  private questions = 0;

  public constructor(parties: readonly AlignedEndpoint[]) {
    this.met = new Int32Array(parties.length);
    parties.forEach(({ before, after }, place) => {
      if (before !== undefined) {
        (this.before[before] ??= []).push(place);
      }
      if (after !== undefined) {
        (this.after[after] ??= []).push(place);
      }
    });
  }

  /** In order. */
  public reached(before: Sent | undefined, after: Sent | undefined): readonly number[] {
    this.questions += 1;
    const found: number[] = [];
    this.add(before, this.before, found);
    this.add(after, this.after, found);
    return inOrder(found);
  }

  private add(row: Sent | undefined, places: readonly (readonly number[] | undefined)[], found: number[]): void {
    for (const destination of row?.destinations ?? []) {
      if (row!.boundsTo[destination] !== CLOSED) {
        // Addresses that are outside in one of the snapshots only are no party.
        for (const place of places[destination] ?? NONE) {
          if (this.met[place] !== this.questions) {
            this.met[place] = this.questions;
            found.push(place);
          }
        }
      }
    }
  }
}

/** Compares two bounds by number; each two are looked at once. */
function comparison(old: Prepared, recent: Prepared): (before: number, after: number) => Change | undefined {
  const known = new Map<number, Map<number, Change | undefined>>();
  let [lastBefore, lastAfter]: (number | undefined)[] = [];
  let last: Change | undefined;
  return (before, after) => {
    if (before !== lastBefore || after !== lastAfter) {
      const byAfter = known.get(before) ?? new Map<number, Change | undefined>();
      known.set(before, byAfter);
      if (!byAfter.has(after)) {
        byAfter.set(after, changeOf(old.boundsTable.connectionsOf(before), recent.boundsTable.connectionsOf(after)));
      }
      [lastBefore, lastAfter, last] = [before, after, byAfter.get(after)];
    }
    return last;
  };
}

function changeOf(before: Connections, after: Connections): Change | undefined {
  const opened = after.allowed.subtract(before.allowed);
  const closed = after.denied.subtract(before.denied);
  const becameUnknown = after.unknown.subtract(before.unknown);
  return opened.isEmpty && closed.isEmpty && becameUnknown.isEmpty ? undefined : { opened, closed, becameUnknown };
}
