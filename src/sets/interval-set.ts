/** From `start` up to, but not including, `end`. */
export interface Interval<T> {
  readonly start: T;
  readonly end: T;
}

/**
 * An immutable set of whole numbers, kept as the fewest sorted half-open intervals.
 *
 * Half-open intervals need no "next number", so ports (number) and addresses (bigint) share this code.
 */
export class IntervalSet<T extends number | bigint> {
  /** The set of the numbers in any of the intervals, which may overlap and come in any order. */
  public static of<T extends number | bigint>(...intervals: readonly Interval<T>[]): IntervalSet<T> {
    return IntervalSet.from(intervals);
  }

  /** As `of`, for a list that may be too long to pass as arguments. */
  public static from<T extends number | bigint>(intervals: readonly Interval<T>[]): IntervalSet<T> {
    const sorted = intervals.filter(({ start, end }) => start < end)
      .sort((left, right) => (left.start < right.start ? -1 : left.start > right.start ? 1 : 0));
    const merged: Interval<T>[] = [];
    for (const interval of sorted) {
      const last = merged[merged.length - 1];
      if (last === undefined || last.end < interval.start) {
        merged.push(interval);
      } else if (last.end < interval.end) {
        merged[merged.length - 1] = { start: last.start, end: interval.end };
      }
    }
    return new IntervalSet(merged);
  }

  private constructor(public readonly intervals: readonly Interval<T>[]) {}

  public get isEmpty(): boolean {
    return this.intervals.length === 0;
  }

  public contains(value: T): boolean {
    return this.intervals.some(({ start, end }) => start <= value && value < end);
  }

  public union(other: IntervalSet<T>): IntervalSet<T> {
    return IntervalSet.from([...this.intervals, ...other.intervals]);
  }

  public intersect(other: IntervalSet<T>): IntervalSet<T> {
    const shared: Interval<T>[] = [];
    let mine = 0;
    let theirs = 0;
    while (mine < this.intervals.length && theirs < other.intervals.length) {
      const left = this.intervals[mine];
      const right = other.intervals[theirs];
      const start = left.start > right.start ? left.start : right.start;
      const end = left.end < right.end ? left.end : right.end;
      if (start < end) {
        shared.push({ start, end });
      }
      if (left.end < right.end) {
        mine += 1;
      } else {
        theirs += 1;
      }
    }
    return new IntervalSet(shared);
  }

  public subtract(other: IntervalSet<T>): IntervalSet<T> {
    const rest: Interval<T>[] = [];
    let theirs = 0;
    for (const { start, end } of this.intervals) {
      let from = start;
      while (theirs < other.intervals.length && other.intervals[theirs].end <= from) {
        theirs += 1;
      }
      for (let next = theirs; next < other.intervals.length && other.intervals[next].start < end; next += 1) {
        const hole = other.intervals[next];
        if (from < hole.start) {
          rest.push({ start: from, end: hole.start });
        }
        from = hole.end;
      }
      if (from < end) {
        rest.push({ start: from, end });
      }
    }
    return new IntervalSet(rest);
  }

  public isSubsetOf(other: IntervalSet<T>): boolean {
    return this.subtract(other).isEmpty;
  }

  public overlaps(other: IntervalSet<T>): boolean {
    let mine = 0;
    let theirs = 0;
    while (mine < this.intervals.length && theirs < other.intervals.length) {
      const [left, right] = [this.intervals[mine], other.intervals[theirs]];
      if (left.start < right.end && right.start < left.end) {
        return true;
      }
      if (left.end < right.end) {
        mine += 1;
      } else {
        theirs += 1;
      }
    }
    return false;
  }

  public equals(other: IntervalSet<T>): boolean {
    return this.intervals.length === other.intervals.length && this.intervals.every(
      ({ start, end }, index) => start === other.intervals[index].start && end === other.intervals[index].end);
  }
}
