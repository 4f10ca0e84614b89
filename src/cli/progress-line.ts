import { oneLine, shortened } from '../sets/visible';

/** Who waits longer wants to know what for. */
const PATIENCE_MS = 1_000;

/** Nobody reads faster. */
const REFRESH_MS = 100;

const CLEAR = '\r\u001b[K';

/** A line on a terminal that says what is being done. It is gone when anything else is written. */
export class ProgressLine {
  private readonly start: number;
  private last = -Infinity;
  private isShown = false;

  /**
   * @param write undefined where nobody watches
   * @param now in milliseconds
   * @param columns how many characters fit in the line
   */
  public constructor(
    private readonly write: ((text: string) => void) | undefined,
    private readonly now: () => number,
    private readonly columns: () => number,
  ) {
    this.start = now();
  }

  /** Says it, unless the run has only just begun. */
  public tell(doing: string): void {
    const now = this.write === undefined ? 0 : this.now();
    if (this.write !== undefined && now - this.start >= PATIENCE_MS && now - this.last >= REFRESH_MS) {
      this.last = now;
      this.isShown = true;
      // A character may be two columns wide, and what does not fit would stay.
      this.write(`${CLEAR}${shortened(oneLine(doing), Math.max(10, (this.columns() >> 1) - 4))}`);
    }
  }

  /** Takes the line away. */
  public clear(): void {
    if (this.isShown) {
      this.isShown = false;
      this.write?.(CLEAR);
    }
  }
}
