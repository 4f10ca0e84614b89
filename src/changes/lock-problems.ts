import { LockFault } from './read-lock';
import { LockHeader } from './write-lock';
import { Problem } from '../model/finding';

/** That there is no lock to compare with. */
export function missingLock(file: string, command: string): Problem {
  return {
    severity: 'error',
    message: `\`${file}\` does not exist, so that there is nothing to compare with`,
    at: { object: file, file },
    help: `write it, and commit it: \`${command}\``,
  };
}

/** That a lock cannot be read. */
export function unreadableLock(file: string, { line, reason }: LockFault, command: string): Problem {
  const source = line === undefined ? {} : { source: `${file}:${line}` };
  return {
    severity: 'error',
    message: line === undefined ? `\`${file}\` ${reason}` : `line ${line} of \`${file}\` ${reason}`,
    at: { object: file, file, ...source },
    help: `write it anew, and read what that changes before you commit it: \`${command}\``,
  };
}

/** That two states were read in different ways: every difference might come of that. Undefined where they were read alike. */
export function differentReading(
  file: string, saved: LockHeader, other: LockHeader & { readonly name: string }, help: string,
): Problem | undefined {
  const problem = (message: string): Problem =>
    ({ severity: 'error', message: `\`${file}\` ${message}`, at: { object: file, file }, help });
  return saved.dialect !== other.dialect
    ? problem(`is of the dialect \`${saved.dialect}\`, and ${other.name} of \`${other.dialect}\``)
    : saved.externalBlocks !== other.externalBlocks
      ? problem(`was written ${saved.externalBlocks ? 'with' : 'without'} \`--external-blocks\`, and ${other.name} read `
        + `${other.externalBlocks ? 'with' : 'without'} it`) : undefined;
}
