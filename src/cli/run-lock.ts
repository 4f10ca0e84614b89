import { Arguments } from './arguments';
import { inWordsOfTheCommand } from './cause-help';
import { ExitCode } from './exit-code';
import { decode } from './input/decode';
import { writeProblems } from './messages';
import { INPUT_OPTIONS, PathsRead, Reader, readPaths } from './read-paths';
import { sizeLimitIn } from './size-limit';
import { Missing, Terminal, Unreadable, WriteFault } from './terminal';
import { remarks } from './text';
import { compare } from '../changes/compare';
import { folded } from '../changes/grouped';
import { lockFindings } from '../changes/lock-findings';
import { differentReading, missingLock, unreadableLock } from '../changes/lock-problems';
import { isLockText, LockFile, readLock } from '../changes/read-lock';
import { recordOf } from '../changes/record-of';
import { writeLock } from '../changes/write-lock';
import { Finding, Problem } from '../model/finding';
import { foldingOf } from '../render/comparison';
import { renderFinding } from '../render/human';
import { count } from '../wording/lists';
import { inShell } from '../wording/shell';

const USUAL_FILE = 'reachability.lock';

const READER: Reader = { verb: 'lock', withoutEffect: ({ withoutEffect }) => withoutEffect };

/** Runs `netpol lock`. */
export async function runLock(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const file = args.value('file') ?? USUAL_FILE;
  return args.has('check') ? checkLock(file, args, terminal) : updateLock(file, args, terminal);
}

async function updateLock(file: string, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const old = readText(file, args, terminal);
  if (typeof old === 'object' || (old !== undefined && old.trim() !== '' && !isLockText(old))) {
    return refuse([typeof old === 'object' ? old : foreignFile(file)], terminal);
  }
  const read = await readPaths(args, terminal, READER);
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const { context, code, ingested: { snapshot } } = read;
  if (code !== ExitCode.FINE) {
    return refuse([partialInput(file)], terminal);
  }
  const text = writeLock(recordOf(snapshot), context);
  const lines = text.split('\n').filter(line => line.includes(' <- ') || line.includes(' -> ')).length;
  try {
    terminal.writeFile(file, text);
  } catch (error) {
    if (!(error instanceof WriteFault)) {
      throw error;
    }
    terminal.writeError(`error[output]: \`${file}\` ${error.message}\nhelp: name another file: \`--file FILE\`\n`);
    return ExitCode.UNWRITABLE_OUTPUT;
  }
  terminal.writeOut(`${file} ${text === old ? 'is up to date' : 'is written'}: ${count(lines, 'line')} about `
    + `${count(snapshot.workloads.length, 'workload')}\n${remarks(context)}`);
  return ExitCode.FINE;
}

async function checkLock(file: string, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const lock = lockIn(file, args, terminal);
  if ('message' in lock) {
    return refuse([lock], terminal);
  }
  const read = await readPaths(args, terminal, READER);
  if (read === undefined) {
    return ExitCode.UNREADABLE_INPUT;
  }
  const mismatch = differentReading(file, lock, { ...read.context, name: 'the manifests are' },
    `say the same as when it was written: \`--dialect ${lock.dialect}\`; or write it anew: \`${commandOf(args)}\``);
  if (mismatch !== undefined) {
    return refuse([mismatch], terminal);
  }
  const findings = findingsSince(lock, file, read, args);
  findings.forEach(finding => terminal.writeOut(`${renderFinding(finding)}\n\n`));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  terminal.writeOut((errors === 0 ? `${file} holds: nothing has opened since it was written\n`
    : `${count(errors, 'error')}: ${file} does not hold any more\n`) + remarks(read.context));
  return read.code === ExitCode.FINE && errors > 0 ? ExitCode.FINDINGS : read.code;
}

function findingsSince(lock: LockFile, file: string, { ingested, locations }: PathsRead, args: Arguments): Finding[] {
  const { snapshot } = ingested;
  const comparison = folded(compare(lock.record, recordOf(snapshot)), 'destination');
  const folding = foldingOf(comparison);
  return locations.locateFindings(lockFindings(comparison, snapshot, {
    file, command: `\`${commandOf(args)}\``, fold: ends => folding.fold(ends), word: inWordsOfTheCommand,
  }));
}

function lockIn(file: string, args: Arguments, terminal: Terminal): LockFile | Problem {
  const text = readText(file, args, terminal);
  if (typeof text !== 'string') {
    return text ?? missingLock(file, commandOf(args));
  }
  const lock = readLock(text);
  return 'reason' in lock ? unreadableLock(file, lock, commandOf(args)) : lock;
}

/** Undefined where there is no such file. */
function readText(file: string, args: Arguments, terminal: Terminal): string | Problem | undefined {
  try {
    const text = decode(terminal.readFile(file, sizeLimitIn(args)));
    return typeof text === 'string' ? text : unreadableLock(file, { reason: text.reason }, commandOf(args));
  } catch (error) {
    if (error instanceof Missing) {
      return undefined;
    }
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    return { severity: 'error', message: `\`${file}\` ${error.message}`, at: { object: file, file }, help: 'give yourself the right to read it, or name another: `--file FILE`' };
  }
}

function foreignFile(file: string): Problem {
  return {
    severity: 'error',
    message: `\`${file}\` is there and is no lock file, so that it is not written over`,
    at: { object: file, file },
    help: 'name another file, or delete it first',
  };
}

function partialInput(file: string): Problem {
  return {
    severity: 'error',
    message: `a part of the input was left out, so that \`${file}\` is not written: what it would leave out is accepted by nobody`,
    at: { object: file, file },
    help: 'exclude on purpose what is no part of it: `--exclude GLOB`; or say `--keep-going`',
  };
}

function refuse(problems: readonly Problem[], terminal: Terminal): ExitCode {
  writeProblems(problems, terminal);
  return ExitCode.UNREADABLE_INPUT;
}

/** The command line that writes the file: `netpol lock k8s/ --dialect cilium-1.18`. */
function commandOf(args: Arguments): string {
  const options = [{ name: 'file', value: 'FILE' }, ...INPUT_OPTIONS].filter(({ name }) => args.has(name))
    .flatMap(({ name, value }) => (value === undefined ? [`--${name}`] : args.values(name).map(given => `--${name} ${inShell(given)}`)));
  return ['netpol lock', ...args.operands.map(inShell), ...options].join(' ');
}
