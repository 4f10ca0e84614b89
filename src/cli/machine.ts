import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { isatty } from 'node:tty';
import { runGit } from './git/run-git';
import { STDERR, STDOUT } from './output';
import { ProgressLine } from './progress-line';
import { Chunks, readWithin } from './read-within';
import { Missing, Terminal, Unreadable, WriteFault } from './terminal';

const PROGRESS = new ProgressLine(
  isatty(2) && process.env.TERM !== 'dumb' ? text => STDERR.write(text) : undefined,
  () => performance.now(),
  () => process.stderr.columns || 80,
);

/** The machine that the command really runs on. */
export const MACHINE: Terminal = {
  get version() {
    return JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')).version as string;
  },
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns : undefined;
  },
  writeOut: text => {
    PROGRESS.clear();
    STDOUT.write(text);
  },
  writeError: text => {
    PROGRESS.clear();
    STDERR.write(text);
  },
  tellProgress: doing => PROGRESS.tell(doing),
  readStandardInput,
  readFile: (file, limit) => reading(() => readWithin(file, limit)),
  kindOf: file => reading(() => {
    const status = statSync(file);
    return status.isDirectory() ? 'folder' : status.isFile() ? 'file' : 'special';
  }),
  listFolder: folder => reading(() => readdirSync(folder, { withFileTypes: true }).map(entry =>
    ({ name: entry.name, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'unclear' }))),
  realPath: file => reading(() => realpathSync.native(file)),
  git: runGit,
  writeFile: (file, text) => {
    try {
      writeFileSync(file, text);
    } catch (error) {
      throw unwritable(error);
    }
  },
};

async function readStandardInput(limit: number): Promise<Uint8Array> {
  const chunks = new Chunks(limit);
  try {
    for await (const chunk of process.stdin) {
      chunks.add(chunk as Buffer);
    }
  } catch (error) {
    throw unreadable(error);
  }
  return chunks.all;
}

const MISSING: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR'];

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['EACCES', 'may not be read by you'],
  ['EPERM', 'may not be read by you'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'is a link that leads in a circle'],
  ['ENXIO', 'is a socket, which nobody can open'],
]);

function reading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): Unreadable {
  const { code, message } = error as NodeJS.ErrnoException;
  return error instanceof Unreadable ? error
    : MISSING.includes(code) ? new Missing() : new Unreadable(REASONS.get(code) ?? `cannot be read (${message})`);
}

const WRITE_REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['EACCES', 'may not be written by you'],
  ['EPERM', 'may not be written by you'],
  ['EROFS', 'is on a file system that nobody may write'],
  ['EISDIR', 'is a folder'],
  ['ENOENT', 'is in a folder that does not exist'],
  ['ENOSPC', 'has no room: there is no space left'],
]);

function unwritable(error: unknown): WriteFault {
  const { code, message } = error as NodeJS.ErrnoException;
  return new WriteFault(WRITE_REASONS.get(code) ?? `cannot be written (${message})`);
}
