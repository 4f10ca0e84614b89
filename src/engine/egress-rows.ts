import { DirectionRows } from './direction-rows';
import { CLOSED, OPEN } from './passages';
import { Prepared } from './prepared';
import { spread } from './rows';

/** What each source may send. */
export class EgressRows {
  private readonly rows: DirectionRows;
  private readonly sent: Int32Array;

  public constructor(private readonly prepared: Prepared, size: number) {
    this.rows = new DirectionRows(prepared, 'egress');
    this.sent = new Int32Array(size);
  }

  /** The destinations that a default-deny source may send to, or undefined where most are open to it. */
  public destinationsOf(source: number): ReadonlyMap<number, number> | undefined {
    const { classes, kinds } = this.prepared;
    const row = source < classes.list.length ? this.rows.of(source) : undefined;
    if (row === undefined || row.ofKind.some(passage => passage !== CLOSED)) {
      return undefined;
    }
    const found = new Map<number, number>();
    row.exceptions.forEach((index, place) => found.set(index, row.exceptionPassages[place]));
    kinds.hostClasses.forEach(({ index }) => found.set(index, this.rows.toHostClass(row, source, index)));
    return found;
  }

  /** What the source may send to each destination. */
  public from(source: number): Int32Array {
    const { classes, kinds } = this.prepared;
    const { sent } = this;
    if (source >= classes.list.length) {
      // What is outside sends what it likes; between two addresses outside, the cluster has no say.
      return sent.fill(OPEN, 0, classes.list.length).fill(CLOSED, classes.list.length);
    }
    const row = this.rows.of(source);
    if (row === undefined) {
      return sent.fill(OPEN);
    }
    spread(row, kinds, sent);
    for (const { index } of kinds.hostClasses) {
      sent[index] = this.rows.toHostClass(row, source, index);
    }
    return sent;
  }
}
