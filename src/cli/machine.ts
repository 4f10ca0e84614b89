import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { Missing, Terminal, Unreadable } from './terminal';

/** The machine that the command really runs on. */
export const MACHINE: Terminal = {
  get version() {
    return JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')).version as string;
  },
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns : undefined;
  },
  writeOut: text => void process.stdout.write(text),
  writeError: text => void process.stderr.write(text),
  readStandardInput,
  readFile: file => reading(() => readFileSync(file)),
  kindOf: file => reading(() => (statSync(file).isDirectory() ? 'folder' : 'file')),
  listFolder: folder => reading(() => readdirSync(folder, { withFileTypes: true }).map(entry =>
    ({ name: entry.name, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'unclear' }))),
  realPath: file => reading(() => realpathSync.native(file)),
};

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const MISSING: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR'];

const REASONS: ReadonlyMap<string | undefined, string> = new Map([
  ['EACCES', 'may not be read by you'],
  ['EPERM', 'may not be read by you'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'is a link that leads in a circle'],
  ['ERR_FS_FILE_TOO_LARGE', 'is too large to be read at once'],
]);

function reading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw MISSING.includes(code) ? new Missing() : new Unreadable(REASONS.get(code) ?? `cannot be read (${message})`);
  }
}
