import ignore from 'ignore';
import { WrongUsage } from '../wrong-usage';

/** What the user wants to have left out of folders, in the form of lines of a .gitignore. */
export class Exclusions {
  private readonly patterns: readonly Pattern[];

  /** @throws WrongUsage when one of them could only take something in */
  public constructor(globs: readonly string[]) {
    this.patterns = globs.map(glob => ({ glob, rules: rulesFor(glob), isUsed: false }));
  }

  /**
   * Whether something is left out.
   *
   * @param path below the folder that was named, with a slash behind it for a folder
   */
  public excludes(path: string): boolean {
    // Every one of them is asked, so that it is known which are of no use.
    return this.patterns.filter(pattern => {
      const isMatch = pattern.rules.ignores(path);
      pattern.isUsed ||= isMatch;
      return isMatch;
    }).length > 0;
  }

  /** Those that have left out something so far, or else have not. */
  public globs(areUsed: boolean): string[] {
    return this.patterns.filter(({ isUsed }) => isUsed === areUsed).map(({ glob }) => glob);
  }
}

interface Pattern {
  readonly glob: string;
  readonly rules: ignore.Ignore;
  isUsed: boolean;
}

function rulesFor(glob: string): ignore.Ignore {
  if (glob.startsWith('!')) {
    throw new WrongUsage(`\`--exclude\` is \`${glob}\`, and it can only leave something out`,
      'name a file as a PATH to have it read all the same');
  }
  // In a .gitignore, `#` begins a remark, and a path never begins with `./`.
  const pattern = glob.replace(/^\.\//, '/').replace(/^#/, '\\#');
  return ignore({ ignorecase: false, allowRelativePaths: true }).add({ pattern });
}
