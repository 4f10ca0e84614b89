/** Rows of a table begin with this many places. */
const FIRST_LENGTH = 64;

/** A function of two small numbers, computed once for each two of them. */
export class PairTable {
  /** One more than the result, as 0 means that nobody has asked. */
  private readonly rows: (Int32Array | undefined)[] = [];

  public constructor(private readonly compute: (left: number, right: number) => number) {}

  public of(left: number, right: number): number {
    const row = this.rows[left];
    return row !== undefined && row[right] > 0 ? row[right] - 1 : this.add(left, right);
  }

  private add(left: number, right: number): number {
    const result = this.compute(left, right);
    let row = this.rows[left] ?? new Int32Array(FIRST_LENGTH);
    if (row.length <= right) {
      const longer = new Int32Array(Math.max(right + 1, row.length * 2));
      longer.set(row);
      row = longer;
    }
    row[right] = result + 1;
    this.rows[left] = row;
    return result;
  }
}
