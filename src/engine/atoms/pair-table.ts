/** A function of two small numbers, computed once for each two of them. */
export class PairTable {
  private readonly rows: (Map<number, number> | undefined)[] = [];

  public constructor(private readonly compute: (left: number, right: number) => number) {}

  public of(left: number, right: number): number {
    return this.rows[left]?.get(right) ?? this.add(left, right);
  }

  private add(left: number, right: number): number {
    const result = this.compute(left, right);
    (this.rows[left] ??= new Map()).set(right, result);
    return result;
  }
}
