import { lastAtMost } from '../../sets/sorted';

/** The numbers of the lines of a text. Nothing is counted before somebody asks. */
export class Lines {
  private starts: number[] | undefined;

  public constructor(private readonly text: string) {}

  /** The line, from 1, of the character at the position. */
  public at(position: number): number {
    this.starts ??= startsOf(this.text);
    return lastAtMost(this.starts, position) + 1;
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}
