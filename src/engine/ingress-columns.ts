import { DirectionRows } from './direction-rows';
import { HOST_KIND } from './kinds';
import { OPEN } from './passages';
import { Prepared } from './prepared';
import { Row } from './rows';

/** Templates are as long as there are classes; beyond this number they are made anew each time. */
const MOST_TEMPLATES = 500;

/** What all destinations may receive from a source. */
export class IngressColumns {
  private readonly rows: DirectionRows;
  /** The distinct rows, and for each class the place of its own, or -1 when it receives everything. */
  private readonly distinct: Row[] = [];
  private readonly rowOf: Int32Array;
  private readonly subjectsOf: number[][] = [];
  /** For each source, where in `entries` its exceptions begin: pairs of a row and a passage. */
  private readonly begins: Int32Array;
  private readonly entries: Int32Array;
  private readonly received: Int32Array;
  private readonly templates = new Map<number, Int32Array>();

  public constructor(private readonly prepared: Prepared, size: number) {
    this.rows = new DirectionRows(prepared, 'ingress');
    this.rowOf = this.collectRows();
    this.received = new Int32Array(size).fill(OPEN);
    this.begins = new Int32Array(size + 1);
    for (const { exceptions } of this.distinct) {
      for (let place = 0; place < exceptions.length; place += 1) {
        this.begins[exceptions[place] + 1] += 1;
      }
    }
    for (let index = 0; index < size; index += 1) {
      this.begins[index + 1] += this.begins[index];
    }
    this.entries = this.turn();
  }

  public of(source: number): Int32Array {
    const { received, distinct, rowOf } = this;
    const { kinds, classes } = this.prepared;
    if (kinds.of[source] === HOST_KIND) {
      for (let index = 0; index < classes.list.length; index += 1) {
        received[index] = rowOf[index] < 0 ? OPEN : this.rows.toHostClass(distinct[rowOf[index]], index, source);
      }
      return received;
    }
    received.set(this.templateOf(kinds.of[source]));
    for (let entry = this.begins[source]; entry < this.begins[source + 1]; entry += 1) {
      const passage = this.entries[entry * 2 + 1];
      for (const index of this.subjectsOf[this.entries[entry * 2]]) {
        received[index] = passage;
      }
    }
    return received;
  }

  private collectRows(): Int32Array {
    const numbers = new Map<Row, number>();
    return Int32Array.from(this.prepared.classes.list, ({ index }) => {
      const row = this.rows.of(index);
      if (row === undefined) {
        return -1;
      }
      const number = numbers.get(row) ?? this.distinct.push(row) - 1;
      numbers.set(row, number);
      (this.subjectsOf[number] ??= []).push(index);
      return number;
    });
  }

  private turn(): Int32Array {
    const ends = Int32Array.from(this.begins);
    const entries = new Int32Array(2 * this.begins[this.begins.length - 1]);
    this.distinct.forEach(({ exceptions, exceptionPassages }, row) => {
      for (let place = 0; place < exceptions.length; place += 1) {
        const index = exceptions[place];
        entries[ends[index] * 2] = row;
        entries[ends[index] * 2 + 1] = exceptionPassages[place];
        ends[index] += 1;
      }
    });
    return entries;
  }

  /** What all destinations receive from a source of this kind that no rule singles out. */
  private templateOf(kind: number): Int32Array {
    const known = this.templates.get(kind);
    if (known !== undefined) {
      return known;
    }
    const template = new Int32Array(this.received.length).fill(OPEN);
    for (let index = 0; index < this.rowOf.length; index += 1) {
      template[index] = this.rowOf[index] < 0 ? OPEN : this.distinct[this.rowOf[index]].ofKind[kind];
    }
    if (this.templates.size < MOST_TEMPLATES) {
      this.templates.set(kind, template);
    }
    return template;
  }
}
