import type { SpawnSyncReturns } from 'node:child_process';
import { GitAnswer, Missing } from '../terminal';

/**
 * A repository may come from anybody, and its configuration may name programs: hooks, a monitor of the file system, a pager,
 * what is to fetch objects that a partial clone has left out.
 */
const WITHOUT_PROGRAMS = [
  '--no-pager',
  '--literal-pathspecs',
  '-c', 'core.hooksPath=/dev/null',
  '-c', 'core.fsmonitor=false',
  '-c', 'diff.external=',
  '-c', 'protocol.allow=never',
];

const ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  LC_ALL: 'C',
};

/** No answer of git is larger: a text of more has no place in Node.js. */
const MOST_BYTES = 2 ** 31 - 1;

/** Asks git by an array of arguments, without a shell. @throws Missing */
export function runGit(args: readonly string[], input?: string): GitAnswer {
  // Hardly any run starts a program, and loading what starts one takes time.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { spawnSync } = require('node:child_process') as typeof import('node:child_process');
  const { status, stdout, stderr, error }: SpawnSyncReturns<Buffer> = spawnSync('git', [...WITHOUT_PROGRAMS, ...args], {
    env: { ...process.env, ...ENVIRONMENT },
    input: input ?? '',
    maxBuffer: MOST_BYTES,
    shell: false,
    windowsHide: true,
  });
  if (error !== undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw new Missing();
  }
  return { code: status ?? 1, out: stdout, err: error === undefined ? stderr.toString('utf8').trim() : error.message };
}
