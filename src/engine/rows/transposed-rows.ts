import { DirectionRows } from './direction-rows';
import { Row } from './rows';
import { OPEN } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { PeerShapes } from '../classes/peer-shapes';

/** How many columns of shapes are kept. Each has an entry for every peer; further ones are computed each time. */
const MOST_COLUMNS = 500;

/**
 * The rows of all subjects in one direction, transposed: the column of a peer holds the bounds between each subject and
 * that peer.
 *
 * The constructor builds the row of every class, which pays only for questions about many subjects or peers.
 */
export class TransposedRows {
  /** Every distinct row once. */
  private readonly distinct: Row[] = [];
  /** By class: the place of its row in `distinct`, or -1 when the class lets everything pass. */
  private readonly rowOf: Int32Array;
  /** By place in `distinct`: the classes with that row. */
  private readonly subjectsOf: number[][] = [];
  /** By peer: where its part of `entries` begins. It ends where that of the next peer begins. */
  private readonly begins: Int32Array;
  /** The places in `distinct` of the rows in which the peer is an exception, peer by peer. */
  private readonly entries: Int32Array;
  /** By place in `entries`: the bounds in that row. */
  private readonly entryBounds: Int32Array;
  private readonly columnsByShape = new Map<number, Int32Array>();

  public constructor(
    private readonly classes: Classes, private readonly peerShapes: PeerShapes, private readonly rows: DirectionRows,
  ) {
    this.rowOf = this.collectRows();
    this.begins = this.countExceptions();
    this.entries = new Int32Array(this.begins[this.begins.length - 1]);
    this.entryBounds = new Int32Array(this.entries.length);
    this.transpose();
  }

  /**
   * Writes the column of the peer, which is not on the host network. Its entries for blocks outside, which have no
   * policies as subjects, are `OPEN`; those for pods on the host network are to be overwritten.
   */
  public fill(peer: number, column: Int32Array): Int32Array {
    column.set(this.columnOfShape(this.peerShapes.of[peer]));
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

  private transpose(): void {
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

  /** The column of a peer of this shape that is an exception in no row. */
  private columnOfShape(shape: number): Int32Array {
    const known = this.columnsByShape.get(shape);
    if (known !== undefined) {
      return known;
    }
    const column = new Int32Array(this.peerShapes.of.length).fill(OPEN);
    for (let index = 0; index < this.rowOf.length; index += 1) {
      column[index] = this.rowOf[index] < 0 ? OPEN : this.distinct[this.rowOf[index]].byShape[shape];
    }
    if (this.columnsByShape.size < MOST_COLUMNS) {
      this.columnsByShape.set(shape, column);
    }
    return column;
  }
}
