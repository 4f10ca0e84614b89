/** More values than this, beyond those that are written out, no document may make by repeating parts of itself. */
const MOST_REPEATED = 1_000_000;

/** More levels than this no manifest has. */
const DEEPEST = 1_000;

/**
 * Whether aliases make the value so large, or so deep, that whoever walks through it would not come to an end. The
 * parser shares what an alias repeats, so that the value itself is still small.
 */
export function isInflated(value: unknown): boolean {
  const counter = new Counter();
  return counter.sizeOf(value, 0) - counter.written > MOST_REPEATED;
}

class Counter {
  /** How many values there are when what is repeated counts once. */
  public written = 1;
  private readonly sizes = new Map<object, number>();

  /** How many values there are when every alias is written out; infinite when one contains itself. */
  public sizeOf(value: unknown, depth: number): number {
    if (typeof value !== 'object' || value === null) {
      return 1;
    }
    const known = this.sizes.get(value);
    if (known !== undefined) {
      return known;
    }
    if (depth > DEEPEST) {
      return Infinity;
    }
    // As long as it is being counted, finding it again means that it contains itself.
    this.sizes.set(value, Infinity);
    const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
    this.written += items.length;
    const size = items.reduce<number>((sum, item) => sum + this.sizeOf(item, depth + 1), 1);
    this.sizes.set(value, size);
    return size;
  }
}
