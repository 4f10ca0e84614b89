import { Arguments } from './arguments';
import { gitStates, Revision } from './git/git-states';
import { Terminal } from './terminal';
import { WrongUsage } from './wrong-usage';

/** One of two states, and where it is read. */
export interface DiffSide {
  readonly operands: readonly string[];
  /** The machine, or what a repository had at some time. */
  readonly files: Terminal;
  /** How help calls the verb into which this state can be piped. */
  readonly verb: string;
}

/** The two states that the command line names. @throws WrongUsage */
export function sidesOf(args: Arguments, terminal: Terminal): readonly [DiffSide, DiffSide] {
  const git = args.value('git');
  return git === undefined ? namedSides(args.operands, terminal) : sidesOfRepository(git, args.operands, terminal);
}

function namedSides(operands: readonly string[], terminal: Terminal): readonly [DiffSide, DiffSide] {
  const [old, recent, ...others] = operands;
  if (recent === undefined || others.length > 0) {
    const amount = operands.length === 1 ? 'one is' : `${operands.length} are`;
    throw new WrongUsage(`\`netpol diff\` compares two states, and ${amount} named`,
      'name both: `netpol diff OLD NEW`; or say since when: `netpol diff --git main PATH`');
  }
  if (old === recent) {
    throw new WrongUsage(`both states are \`${old}\``,
      old === '-' ? 'pipe one of them, and name the other' : 'name two that may differ');
  }
  return [
    { operands: [old], files: terminal, verb: recent === '-' ? 'diff - NEW' : `diff - ${recent}` },
    { operands: [recent], files: terminal, verb: old === '-' ? 'diff OLD' : `diff ${old}` },
  ];
}

function sidesOfRepository(
  git: string, operands: readonly string[], terminal: Terminal,
): readonly [DiffSide, DiffSide] {
  if (operands.length === 0) {
    throw new WrongUsage('there is no PATH to compare',
      'name files or folders of the repository: `netpol diff --git main k8s/`');
  }
  if (operands.includes('-')) {
    throw new WrongUsage('`-` is no file of a repository', 'name files or folders of the repository');
  }
  const { before, after } = gitStates(git, operands, terminal);
  return [sideOf(before), after === undefined ? { operands, files: terminal, verb: VERB } : sideOf(after)];
}

/** What is rendered of a repository is no revision of it. */
const VERB = 'diff OLD';

function sideOf({ operands, files }: Revision): DiffSide {
  return { operands, files, verb: VERB };
}
