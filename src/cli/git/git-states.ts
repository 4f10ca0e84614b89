import * as path from 'node:path';
import { GitTree } from './git-tree';
import { GitAnswer, Missing, Terminal } from '../terminal';
import { WrongUsage } from '../wrong-usage';

/** The two states that `--git` means; without a second one, the second is what the working folder has. */
export interface GitStates {
  readonly before: Revision;
  readonly after?: Revision;
}

/** What a repository had at some time. */
export interface Revision {
  /** As the user wrote it. */
  readonly name: string;
  /** What the operands are called there: `HEAD~1:k8s`. */
  readonly operands: readonly string[];
  readonly files: Terminal;
}

/**
 * The states that the value of `--git` means: `REV`, `REV..REV`, or `REV...REV`, of which the first is where the two parted.
 *
 * @throws WrongUsage
 */
export function gitStates(value: string, operands: readonly string[], terminal: Terminal): GitStates {
  const [, from, dots, to] = /^(.*?)(?:(\.{2,3})(.*))?$/s.exec(value)!;
  expectRevision(value, from);
  if (dots !== undefined) {
    expectRevision(value, to);
  }
  const repository = openRepository(terminal);
  if (dots === undefined) {
    return { before: repository.revision(from, operands) };
  }
  const after = repository.revision(to, operands);
  return { before: repository.revision(dots === '...' ? repository.forkPoint(from, to) : from, operands), after };
}

function expectRevision(value: string, name: string): void {
  if (name === '' || name.startsWith('-')) {
    throw new WrongUsage(`\`--git\` is \`${value}\`, which names no revision`, 'write `--git main`, or `--git main..feature`');
  }
}

/** @throws WrongUsage where the working folder is in no repository */
function openRepository(terminal: Terminal): Repository {
  const answer = asked(terminal, ['rev-parse', '--show-prefix']);
  if (answer.code !== 0) {
    throw new WrongUsage(/not a git repository/.test(answer.err) ? 'the working folder is in no git repository'
      : `git does not read the repository of the working folder: ${answer.err.split('\n')[0]}`,
    'run netpol in the repository, or name two folders: `netpol diff OLD NEW`');
  }
  return new Repository(terminal, text(answer).trimEnd());
}

function asked(terminal: Terminal, args: readonly string[], input?: string): GitAnswer {
  try {
    return terminal.git(args, input);
  } catch (error) {
    if (!(error instanceof Missing)) {
      throw error;
    }
    throw new WrongUsage('`--git` needs git, which is not installed', 'install it, or name two folders: `netpol diff OLD NEW`');
  }
}

function text({ out }: GitAnswer): string {
  return Buffer.from(out).toString('utf8');
}

/** The repository around the working folder. */
class Repository {
  /** @param prefix where the working folder is in it: empty, or with a slash at the end */
  public constructor(private readonly terminal: Terminal, private readonly prefix: string) {}

  /** @throws WrongUsage */
  public revision(name: string, operands: readonly string[]): Revision {
    const paths = operands.map(operand => this.pathOf(operand));
    const tree = new GitTree(this.terminal, { commit: this.commitOf(name), name, roots: paths });
    return { name, operands: paths.map(within => `${name}:${within}`), files: tree.asFiles() };
  }

  /** Where the history of both parted. @throws WrongUsage */
  public forkPoint(from: string, to: string): string {
    const answer = asked(this.terminal, ['merge-base', this.commitOf(from), this.commitOf(to)]);
    if (answer.code !== 0) {
      throw new WrongUsage(`\`${from}\` and \`${to}\` have no common history`, `compare them as they are: \`--git ${from}..${to}\``);
    }
    return text(answer).trim().slice(0, SHOWN_DIGITS);
  }

  private commitOf(name: string): string {
    const answer = asked(this.terminal, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
    if (answer.code !== 0) {
      throw new WrongUsage(`\`--git\` names \`${name}\`, which is no revision of this repository`,
        'name a commit, a branch or a tag that `git log` knows; a shallow clone may have to be fetched in full');
    }
    return text(answer).trim();
  }

  private pathOf(operand: string): string {
    const relative = path.isAbsolute(operand) ? path.relative(this.terminal.realPath('.'), operand) : operand;
    const within = path.posix.normalize(path.posix.join(this.prefix, relative.split(path.sep).join('/')));
    if (within === '..' || within.startsWith('../')) {
      throw new WrongUsage(`\`${operand}\` is outside the git repository`, 'name what is in it');
    }
    return within.replace(/\/$/, '').replace(/^\.$/, '');
  }
}

const SHOWN_DIGITS = 12;
