import { DirectionRows } from './direction-rows';
import { Row } from './rows';
import { OPEN } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { HOST_NETWORK_SHAPE, PeerShapes } from '../classes/peer-shapes';

/** Columns of peerShapes are as long as there are classes; beyond this number they are made anew each time. */
const MOST_COLUMNS = 500;

/**
 * The rows of all subjects in one direction, turned: what all subjects let pass to or from one peer.
 *
 * Whoever makes it builds the row of every class, so it is for questions about many.
 */
export class TransposedRows {
  /** The distinct rows, and for each class the place of its own, or -1 when it lets everything pass. */
  private readonly distinct: Row[] = [];
  private readonly rowOf: Int32Array;
  private readonly subjectsOf: number[][] = [];
  /** For each peer, where the rows that make an exception of it begin in `entries`. */
  private readonly begins: Int32Array;
  private readonly entries: Int32Array;
  private readonly entryBounds: Int32Array;
  private readonly byShape = new Map<number, Int32Array>();

  public constructor(
    private readonly classes: Classes, private readonly peerShapes: PeerShapes, private readonly rows: DirectionRows,
  ) {
    this.rowOf = this.collectRows();
    this.begins = this.countExceptions();
    this.entries = new Int32Array(this.begins[this.begins.length - 1]);
    this.entryBounds = new Int32Array(this.entries.length);
    this.turn();
  }

  /** Writes the bounds between each class as a subject and the peer. Blocks outside govern nothing. */
  public fill(peer: number, column: Int32Array): Int32Array {
    const shape = this.peerShapes.of[peer];
    if (shape === HOST_NETWORK_SHAPE) {
      column.forEach((_, subject) => { column[subject] = this.rows.bounds(subject, peer); });
      return column;
    }
    column.set(this.ofShape(shape));
    for (let entry = this.begins[peer]; entry < this.begins[peer + 1]; entry += 1) {
      const bounds = this.entryBounds[entry];
      for (const subject of this.subjectsOf[this.entries[entry]]) {
        column[subject] = bounds;
      }
    }
    return column;
  }

  private collectRows(): Int32Array {
    const numbers = new Map<Row, number>();
    const rowOf = new Int32Array(this.classes.list.length);
    for (let index = 0; index < rowOf.length; index += 1) {
      const row = this.rows.of(index);
      let number = row === undefined ? -1 : numbers.get(row);
      if (number === undefined) {
        number = this.distinct.push(row!) - 1;
        numbers.set(row!, number);
        this.subjectsOf.push([]);
      }
      if (number >= 0) {
        this.subjectsOf[number].push(index);
      }
      rowOf[index] = number;
    }
    return rowOf;
  }

  private countExceptions(): Int32Array {
    const size = this.peerShapes.of.length;
    const begins = new Int32Array(size + 1);
    for (const { exceptions } of this.distinct) {
      for (const peer of exceptions) {
        begins[peer + 1] += 1;
      }
    }
    for (let peer = 0; peer < size; peer += 1) {
      begins[peer + 1] += begins[peer];
    }
    return begins;
  }

  private turn(): void {
    const ends = Int32Array.from(this.begins);
    this.distinct.forEach(({ exceptions, exceptionBounds }, row) => {
      for (let place = 0; place < exceptions.length; place += 1) {
        const entry = ends[exceptions[place]];
        this.entries[entry] = row;
        this.entryBounds[entry] = exceptionBounds[place];
        ends[exceptions[place]] += 1;
      }
    });
  }

  /** What all subjects let pass to or from a peer of this shape that no rule singles out. */
  private ofShape(shape: number): Int32Array {
    const known = this.byShape.get(shape);
    if (known !== undefined) {
      return known;
    }
    const column = new Int32Array(this.peerShapes.of.length).fill(OPEN);
    for (let index = 0; index < this.rowOf.length; index += 1) {
      column[index] = this.rowOf[index] < 0 ? OPEN : this.distinct[this.rowOf[index]].byShape[shape];
    }
    if (this.byShape.size < MOST_COLUMNS) {
      this.byShape.set(shape, column);
    }
    return column;
  }
}
