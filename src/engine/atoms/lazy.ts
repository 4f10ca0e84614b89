/** What is computed when it is first asked for. */
export class Lazy<T> {
  private known: T | undefined;

  public constructor(private readonly compute: () => T) {}

  /** Whether it is there already. */
  public get isKnown(): boolean {
    return this.known !== undefined;
  }

  public get value(): T {
    return this.known ??= this.compute();
  }
}
