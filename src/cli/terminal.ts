/**
 * All that a verb sees of the machine it runs on. Verbs touch nothing else, so that a test can hand them another one.
 */
export interface Terminal {
  /** The version of the package. */
  readonly version: string;

  /** How many characters fit in a line; undefined where the answers go to a file or another program. */
  readonly columns?: number;

  /** Says what is being done to whoever waits for it, on a terminal and for a while only. */
  readonly tellProgress?: (doing: string) => void;

  /** Answers, for the next program. */
  writeOut(text: string): void;

  /** What only people read. */
  writeError(text: string): void;

  /** @throws Unreadable when there is more than so many bytes */
  readStandardInput(limit: number): Promise<Uint8Array>;

  /** @throws Unreadable, also when there is more than so many bytes */
  readFile(path: string, limit: number): Uint8Array;

  /** A pipe, a socket or a device is `special`. @throws Unreadable when there is nothing at the path */
  kindOf(path: string): 'file' | 'folder' | 'special';

  /** What is in a folder, in any order. @throws Unreadable */
  listFolder(path: string): readonly FolderEntry[];

  /** The one name of a file that may have several. @throws Unreadable */
  realPath(path: string): string;

  /**
   * Asks git, the only program that is ever started, in the working folder. Nothing of the repository is run, and nothing
   * is fetched.
   *
   * @param input what it reads
   * @throws Missing when there is no git
   */
  git(args: readonly string[], input?: string): GitAnswer;

  /** Writes a file, in the place of one that may be there. @throws WriteFault */
  writeFile(path: string, text: string): void;
}

/** What git said. */
export interface GitAnswer {
  /** 0 where it had an answer. */
  readonly code: number;
  readonly out: Uint8Array;
  readonly err: string;
}

/** A name in a folder. */
export interface FolderEntry {
  readonly name: string;
  /** `unclear` is a link, or whatever else has to be looked at to know where it leads. */
  readonly kind: 'file' | 'folder' | 'unclear';
}

/** Why something on the machine cannot be read, in words that follow its name: `does not exist`. */
export class Unreadable extends Error {
  /** @param help what to do about it, where that is known */
  public constructor(message: string, public readonly help?: string) {
    super(message);
  }
}

/** That there is nothing at the path. */
export class Missing extends Unreadable {
  public constructor() {
    super('does not exist');
  }
}

/** Why a file cannot be written, in words that follow its name. */
export class WriteFault extends Error {}
