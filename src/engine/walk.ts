import { EgressRows } from './egress-rows';
import { IngressColumns } from './ingress-columns';
import { CLOSED, OPEN } from './passages';
import { Prepared } from './prepared';

/**
 * Gives the passages from one peer to all others, row by row. Peers are classes first, then blocks of addresses outside.
 *
 * What a source may send is one row; what its destinations may receive from it is one column of the rows of ingress,
 * so these are turned first. No pair is ever an object.
 */
export class Walk {
  private readonly egress: EgressRows;
  private readonly ingress: IngressColumns;
  private readonly result: Int32Array;

  public constructor(private readonly prepared: Prepared) {
    const size = prepared.kinds.of.length;
    this.egress = new EgressRows(prepared, size);
    this.ingress = new IngressColumns(prepared, size);
    this.result = new Int32Array(size);
  }

  /** How many peers there are. */
  public get size(): number {
    return this.result.length;
  }

  /** The passages from the source to every peer; the array is used again for the next source. */
  public from(source: number): Int32Array {
    const { passages } = this.prepared;
    const { result, size } = this;
    const received = this.ingress.of(source);
    const few = this.egress.destinationsOf(source);
    if (few !== undefined) {
      result.fill(CLOSED);
      few.forEach((passage, destination) => { result[destination] = passages.both(passage, received[destination]); });
      return result;
    }
    const sent = this.egress.from(source);
    for (let destination = 0; destination < size; destination += 1) {
      const one = sent[destination];
      const other = received[destination];
      result[destination] = one === OPEN || other === CLOSED ? other : other === OPEN || one === CLOSED ? one
        : passages.both(one, other);
    }
    return result;
  }
}

/** The items by the passage to them, in order of the first of each; those to which nothing passes are left out. */
export function groupByPassage<T>(found: Int32Array, items: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  let last: T[] | undefined;
  let lastPassage = CLOSED;
  for (let index = 0; index < found.length; index += 1) {
    const passage = found[index];
    if (passage !== CLOSED) {
      if (passage !== lastPassage || last === undefined) {
        last = groups.get(passage) ?? [];
        groups.set(passage, last);
        lastPassage = passage;
      }
      last.push(items[index]);
    }
  }
  return groups;
}
