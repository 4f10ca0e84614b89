import { fstatSync, writeFileSync } from 'node:fs';
import { ExitCode } from './exit-code';

/** Whoever reads may stop early, as `head` does, and so has all that he wanted. */
const CLOSED: readonly (string | undefined)[] = ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'];

/** A stream of this process, which may turn out to be closed, or full. */
class Output {
  /** Why it takes no more; undefined as long as it does, empty where nobody reads any more. */
  private fault: string | undefined;
  private isListening = false;

  public constructor(
    private readonly name: string,
    private readonly descriptor: number,
    private readonly stream: () => NodeJS.WriteStream,
  ) {}

  /** What to say of it at the end; undefined where all was written, or nobody wanted the rest. */
  public get loss(): string | undefined {
    return this.fault === undefined || this.fault === '' ? undefined : `${this.name} cannot be written: ${this.fault}`;
  }

  public write(text: string): void {
    if (this.fault !== undefined) {
      return;
    }
    try {
      if (isFile(this.descriptor)) {
        // The stream would take a part that was written for the whole.
        writeFileSync(this.descriptor, text);
      } else {
        this.listen();
        this.stream().write(text);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  private listen(): void {
    if (!this.isListening) {
      this.isListening = true;
      this.stream().on('error', error => this.fail(error));
    }
  }

  private fail(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    this.fault ??= CLOSED.includes(code) ? '' : code === 'ENOSPC' ? 'there is no space left' : message;
  }
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

export const STDOUT = new Output('the answer', 1, () => process.stdout);

export const STDERR = new Output('a message', 2, () => process.stderr);

/** What the process ends with, when all is written that could be; what could not is said where there is room for it. */
export function codeAfterWriting(code: number): number {
  const { loss } = STDOUT;
  if (loss !== undefined) {
    STDERR.write(`error[output]: ${loss}\nhelp: make room there, or write it elsewhere\n`);
  }
  return loss !== undefined || STDERR.loss !== undefined ? ExitCode.UNWRITABLE_OUTPUT : code;
}
