import * as path from 'node:path';
import { dispatch } from '../../src/cli/dispatch';
import { Missing, Terminal, Unreadable } from '../../src/cli/terminal';

/** What a run of the command did. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A machine with these files, by path; folders are what their names say. */
export interface Files {
  readonly [path: string]: string | Uint8Array | Unreadable | undefined;
}

/** Runs `netpol` in this process on a machine that has only these files. */
export async function netpol(
  args: readonly string[], files: Files = {}, stdin: string = '', columns?: number,
  writeFile: (text: string, file: string) => void = refuseToWrite,
): Promise<Run> {
  const written = { out: '', err: '' };
  const code = await dispatch(args, {
    ...machine(files, stdin, written), columns, writeFile: (file: string, text: string) => writeFile(text, file),
  });
  return { code, ...written };
}

/** Runs `netpol list` on one file and takes apart what it says on stderr. */
export async function listOf(text: string, ...options: readonly string[]): Promise<Run> {
  return netpol(['list', 'input.yaml', ...options], { 'input.yaml': text });
}

function machine(files: Files, stdin: string, written: { out: string; err: string }): Terminal {
  return {
    version: '1.2.3',
    writeOut: text => {
      written.out += text;
    },
    writeError: text => {
      written.err += text;
    },
    readStandardInput: async () => Buffer.from(stdin),
    readFile: name => {
      const content = files[path.normalize(name)];
      if (content === undefined || content instanceof Unreadable) {
        throw content ?? new Missing();
      }
      return typeof content === 'string' ? Buffer.from(content) : content;
    },
    kindOf: name => {
      const normal = path.normalize(name);
      if (Object.hasOwn(files, normal)) {
        return 'file';
      }
      if (namesIn(files, normal).length === 0) {
        throw new Missing();
      }
      return 'folder';
    },
    listFolder: name => namesIn(files, path.normalize(name)).map(entry => ({ name: entry, kind: 'unclear' })),
    realPath: name => path.resolve('/', name),
    git: () => {
      throw new Missing();
    },
    writeFile: refuseToWrite,
  };
}

function refuseToWrite(): never {
  throw new Error('nothing is to be written');
}

function namesIn(files: Files, folder: string): string[] {
  const start = folder === '.' ? '' : `${folder.replace(/\/$/, '')}/`;
  return [...new Set(Object.keys(files).filter(name => name.startsWith(start))
    .map(name => name.slice(start.length).split('/')[0]))];
}
