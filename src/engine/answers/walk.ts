import { exampleOf } from './endpoints';
import { boundsBetween } from './pairs';
import { Prepared } from './prepared';
import { Endpoint } from '../../model/flow';
import { CLOSED, OPEN } from '../atoms/bounds-table';
import { HOST_NETWORK_SHAPE } from '../classes/peer-shapes';
import { inOrder } from '../classes/selections';
import { Row, spread } from '../rows/rows';

/** The bounds from one source to all destinations, with the policies of both ends. */
export interface SourceBounds {
  /** By number of the destination as a peer. */
  readonly boundsTo: Int32Array;
  /** All destinations whose bounds are not `CLOSED`, ascending. Others may be among them. */
  readonly destinations: readonly number[];
}

/** Looking at destinations one by one is quicker for up to 8 of them, or for up to a sixteenth of all peers. */
const FEW = 8;
const SHARE = 16;

/**
 * Gives the bounds from one peer to all others, source by source.
 *
 * What the source may send is its row of egress; what all destinations may receive from it is its column of the
 * transposed rows of ingress. If the source is isolated, only the few destinations that its rules admit are looked at.
 */
export class Walk {
  private readonly sent: Int32Array;
  private readonly received: Int32Array;
  /** The destinations whose entry in `sent` may be other than `CLOSED`. */
  private destinations: readonly number[] = [];
  private readonly all: readonly number[];

  public constructor(private readonly prepared: Prepared) {
    this.sent = new Int32Array(prepared.peerShapes.of.length);
    this.received = new Int32Array(prepared.peerShapes.of.length);
    this.all = [...this.sent.keys()];
  }

  /** The bounds from a source. The arrays are reused: they are valid until the next source is asked for. */
  public from(source: number): SourceBounds {
    for (const destination of this.destinations) {
      this.sent[destination] = CLOSED;
    }
    if (this.prepared.peerShapes.of[source] === HOST_NETWORK_SHAPE) {
      this.destinations = this.all;
      this.sendPairwise(source, this.all);
      return { boundsTo: this.sent, destinations: this.destinations };
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
    const hosts = peerShapes.hostClasses.map(({ index }) => index);
    this.sendPairwise(source, hosts);
    this.destinations = inOrder([...destinations, ...hosts]);
  }

  private sendToAll(source: number, row: Row | undefined): void {
    const { sent, received } = this;
    const { boundsTable, peerShapes, transposedRows, classes } = this.prepared;
    transposedRows.ingress.value.fill(source, received);
    if (row === undefined) {
      // Blocks outside may send anything to classes. Between two of them the cluster has no say: these are no pairs.
      sent.fill(OPEN);
      sent.fill(source < classes.list.length ? OPEN : CLOSED, classes.list.length);
    } else {
      spread(row, peerShapes, sent);
    }
    for (let destination = 0; destination < sent.length; destination += 1) {
      sent[destination] = boundsTable.intersect(sent[destination], received[destination]);
    }
    this.sendPairwise(source, peerShapes.hostClasses.map(({ index }) => index));
    this.destinations = this.all;
  }

  /** Where an end is on the host network, its readings must be compared as a whole, so that rows are of no use. */
  private sendPairwise(source: number, destinations: readonly number[]): void {
    const from = this.exampleOf(source);
    for (const destination of destinations) {
      const to = this.exampleOf(destination);
      this.sent[destination] = from.kind === 'address' && to.kind === 'address' ? CLOSED
        : boundsBetween(this.prepared, from, to);
    }
  }

  private exampleOf(peer: number): Endpoint {
    const { classes, blocks } = this.prepared;
    const { length } = classes.list;
    return exampleOf(peer < length ? classes.list[peer] : blocks[peer - length]);
  }
}

/** The destinations grouped by bounds, without those to which nothing passes. @param items by number of the peer */
export function groupByBounds<T>(
  { boundsTo, destinations }: SourceBounds, items: readonly T[],
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
