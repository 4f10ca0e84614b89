import { Prepared } from './prepared';
import { CLOSED, OPEN } from '../atoms/bounds-table';
import { inOrder } from '../classes/selections';
import { Row, spread } from '../rows/rows';

/** What may pass from one peer to the others. */
export interface Sent {
  /** By number of the destination. */
  readonly boundsTo: Int32Array;
  /** The destinations to which anything may pass, and perhaps some to which nothing does, in order. */
  readonly destinations: readonly number[];
}

/** So many destinations are few in any cluster, and in a larger one a sixteenth of it: it pays to look at each alone. */
const FEW = 8;
const SHARE = 16;

/**
 * Gives the bounds from one peer to all others, row by row. Peers are classes first, then blocks of addresses outside.
 *
 * What a source may send is one row; what its destinations may receive from it is one column of the rows of ingress.
 * Where the source is isolated, as most are, only the few destinations that its rules name are looked at.
 */
export class Walk {
  private readonly sent: Int32Array;
  private readonly received: Int32Array;
  /** Where `sent` may be anything but closed. */
  private destinations: readonly number[] = [];
  private readonly all: readonly number[];

  public constructor(private readonly prepared: Prepared) {
    this.sent = new Int32Array(prepared.peerShapes.of.length);
    this.received = new Int32Array(prepared.peerShapes.of.length);
    this.all = [...this.sent.keys()];
  }

  /** What may pass from the source; good until the next one is asked for. */
  public from(source: number): Sent {
    for (const destination of this.destinations) {
      this.sent[destination] = CLOSED;
    }
    const isBlock = source >= this.prepared.classes.list.length;
    const row = isBlock ? undefined : this.prepared.rows.egress.of(source);
    const most = Math.max(FEW, this.sent.length / SHARE);
    if (row !== undefined && row.exceptions.length <= most && row.byShape.every(bounds => bounds === CLOSED)) {
      this.sendToFew(source, row);
    } else {
      this.sendToAll(source, row);
    }
    return { boundsTo: this.sent, destinations: this.destinations };
  }

  private sendToFew(source: number, row: Row): void {
    const { boundsTable, peerShapes, rows } = this.prepared;
    const destinations: number[] = [];
    const send = (destination: number, bounds: number) => {
      this.sent[destination] = boundsTable.intersect(bounds, rows.ingress.bounds(destination, source));
      destinations.push(destination);
    };
    row.exceptions.forEach((destination, place) => send(destination, row.exceptionBounds[place]));
    peerShapes.hostClasses.forEach(({ index }) => send(index, rows.egress.toHostClass(row, source, index)));
    this.destinations = inOrder(destinations);
  }

  private sendToAll(source: number, row: Row | undefined): void {
    const { sent, received } = this;
    const { boundsTable, peerShapes, rows, transposedRows, classes } = this.prepared;
    transposedRows.ingress.value.fill(source, received);
    if (row === undefined) {
      // What is outside sends what it likes; between two addresses outside, the cluster has no say.
      sent.fill(OPEN);
      sent.fill(source < classes.list.length ? OPEN : CLOSED, classes.list.length);
    } else {
      spread(row, peerShapes, sent);
      peerShapes.hostClasses.forEach(({ index }) => { sent[index] = rows.egress.toHostClass(row, source, index); });
    }
    for (let destination = 0; destination < sent.length; destination += 1) {
      sent[destination] = boundsTable.intersect(sent[destination], received[destination]);
    }
    this.destinations = this.all;
  }
}

/** The items by the bounds to them, in order of the first of each; those to which nothing passes are left out. */
export function groupByBounds<T>(
  { boundsTo, destinations }: Sent, items: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  let last: T[] | undefined;
  let lastBounds = CLOSED;
  for (const index of destinations) {
    const bounds = boundsTo[index];
    if (bounds !== CLOSED) {
      if (bounds !== lastBounds || last === undefined) {
        last = groups.get(bounds) ?? [];
        groups.set(bounds, last);
        lastBounds = bounds;
      }
      last.push(items[index]);
    }
  }
  return groups;
}
