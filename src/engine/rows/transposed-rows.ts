import { DirectionRows } from './direction-rows';
import { Row } from './rows';
import { OPEN } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { HOST_KIND, Kinds } from '../classes/peer-shapes';

/** Columns of kinds are as long as there are classes; beyond this number they are made anew each time. */
const MOST_COLUMNS = 500;

/**
 * The rows of all subjects in one direction, turned: what all subjects let pass to or from one peer.
 *
 * Whoever makes it builds the row of every class, so it is for questions about many.
 */
export class Columns {
  /** The distinct rows, and for each class the place of its own, or -1 when it lets everything pass. */
  private readonly distinct: Row[] = [];
  private readonly rowOf: Int32Array;
  private readonly subjectsOf: number[][] = [];
  /** For each peer, where the rows that make an exception of it begin in `entries`. */
  private readonly begins: Int32Array;
  private readonly entries: Int32Array;
  private readonly passages: Int32Array;
  private readonly ofKinds = new Map<number, Int32Array>();

  public constructor(
    private readonly classes: Classes, private readonly kinds: Kinds, private readonly rows: DirectionRows,
  ) {
    this.rowOf = this.collectRows();
    this.begins = this.countExceptions();
    this.entries = new Int32Array(this.begins[this.begins.length - 1]);
    this.passages = new Int32Array(this.entries.length);
    this.turn();
  }

  /** Writes the passages between each class as a subject and the peer. Blocks outside govern nothing. */
  public fill(peer: number, column: Int32Array): Int32Array {
    const kind = this.kinds.of[peer];
    if (kind === HOST_KIND) {
      column.forEach((_, subject) => { column[subject] = this.rows.passage(subject, peer); });
      return column;
    }
    column.set(this.ofKind(kind));
    for (let entry = this.begins[peer]; entry < this.begins[peer + 1]; entry += 1) {
      const passage = this.passages[entry];
      for (const subject of this.subjectsOf[this.entries[entry]]) {
        column[subject] = passage;
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
    const size = this.kinds.of.length;
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
    this.distinct.forEach(({ exceptions, exceptionPassages }, row) => {
      for (let place = 0; place < exceptions.length; place += 1) {
        const entry = ends[exceptions[place]];
        this.entries[entry] = row;
        this.passages[entry] = exceptionPassages[place];
        ends[exceptions[place]] += 1;
      }
    });
  }

  /** What all subjects let pass to or from a peer of this kind that no rule singles out. */
  private ofKind(kind: number): Int32Array {
    const known = this.ofKinds.get(kind);
    if (known !== undefined) {
      return known;
    }
    const column = new Int32Array(this.kinds.of.length).fill(OPEN);
    for (let index = 0; index < this.rowOf.length; index += 1) {
      column[index] = this.rowOf[index] < 0 ? OPEN : this.distinct[this.rowOf[index]].ofKind[kind];
    }
    if (this.ofKinds.size < MOST_COLUMNS) {
      this.ofKinds.set(kind, column);
    }
    return column;
  }
}
