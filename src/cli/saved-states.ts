import { decode } from './input/decode';
import { Terminal, Unreadable } from './terminal';
import { unreadableLock } from '../changes/lock-problems';
import { isLockText, readLock } from '../changes/read-lock';
import { isSavedList, readSavedList, SavedList } from '../changes/saved-list';
import { Problem } from '../model/finding';

/** Who may connect to whom, as a file says that netpol wrote. */
export interface SavedState extends SavedList {
  readonly name: string;
}

/** A file that netpol wrote, or what is wrong with it; undefined for manifests. */
export async function savedState(
  operand: string, terminal: Terminal, limit: number,
): Promise<SavedState | Problem | undefined> {
  const name = operand === '-' ? 'stdin' : operand;
  const bytes = operand === '-' ? await terminal.readStandardInput(limit) : readIfFile(operand, terminal, limit);
  const text = bytes === undefined ? '' : decode(bytes);
  if (typeof text === 'string' && isLockText(text)) {
    const lock = readLock(text);
    return 'reason' in lock ? unreadableLock(name, lock, 'netpol lock PATH') : { ...lock, isPartial: false, name };
  }
  if (typeof text !== 'string' || !/^\s*\{/.test(text) || !text.includes('"schemaVersion"')) {
    return undefined;
  }
  const content = parsed(text);
  if (!isSavedList(content)) {
    return undefined;
  }
  const list = readSavedList(content);
  return typeof list !== 'string' ? { ...list, name } : {
    severity: 'error',
    message: `\`${name}\` ${list}`,
    at: { object: 'a file', file: name },
    help: 'write it anew: `netpol list PATH --format json`',
  };
}

/** What cannot be read is told when it is read as manifests. */
function readIfFile(operand: string, terminal: Terminal, limit: number): Uint8Array | undefined {
  try {
    return terminal.kindOf(operand) === 'folder' ? undefined : terminal.readFile(operand, limit);
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The machine, on which stdin and pipes can be read again. */
export function rereadable(terminal: Terminal): Terminal {
  const read = new Map<string, Uint8Array>();
  let standardInput: Promise<Uint8Array> | undefined;
  return Object.create(terminal, {
    readStandardInput: { value: (limit: number) => (standardInput ??= terminal.readStandardInput(limit)) },
    readFile: {
      value: (file: string, limit: number) => {
        const bytes = read.get(file) ?? terminal.readFile(file, limit);
        if (terminal.kindOf(file) === 'special') {
          read.set(file, bytes);
        }
        return bytes;
      },
    },
  }) as Terminal;
}
