import { spawnSync } from 'node:child_process';
import { netpol } from './terminal';
import { CHECKS } from '../../src/checks/all';
import { VERBS } from '../../src/cli/verbs/all';

const scriptFor = async (shell: string) => (await netpol(['completion', shell])).out;

/** What a real bash would offer behind these words, of which the last one is not finished. */
async function offered(...words: readonly string[]): Promise<string[]> {
  const script = `${await scriptFor('bash')}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _netpol; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'netpol', ...words], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(line => line !== '');
}

describe('bash offers', () => {
  test.each<[string, string[], string[]]>([
    ['verbs', [''], [...VERBS.map(({ name }) => name), 'help', '--version']],
    ['verbs that begin so', ['ch'], ['check', 'checks']],
    ['formats of a verb', ['list', '--format', ''], ['text', 'json', 'connlist', 'csv', 'md', 'dot', 'mermaid']],
    ['formats of another verb', ['check', 'a.yaml', '--format', 's'], ['sarif']],
    ['values behind a sign', ['list', '--format', '=', 'js'], ['json']],
    ['values right behind a sign', ['list', '--by', '='], ['destination', 'source']],
    ['names of checks', ['check', '--skip', 'dns'], ['dns-blocked']],
    ['pages of checks', ['checks', ''], CHECKS.map(({ meta }) => meta.name)],
    ['shells', ['completion', ''], ['bash', 'zsh', 'fish']],
    ['verbs behind help', ['help', 'e'], ['explain']],
    ['nothing, so that the shell offers files', ['list', ''], []],
    ['nothing for a value that nobody knows', ['list', '--facts', ''], []],
  ])('%s', async (_, words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  test.each(VERBS)('every option of $name', async ({ name, options }) => {
    expect(await offered(name, '--')).toEqual([...options.map(option => `--${option.name}`), '--help']);
  });
});

/** Whether the shell takes the script without running it; undefined where there is no such shell. */
function isTaken(shell: string, script: string): boolean | undefined {
  const { error, status } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
  return error === undefined ? status === 0 : undefined;
}

test.each(['bash', 'zsh', 'fish'])('%s, where it is there, can read it', async shell => {
  const taken = isTaken(shell, await scriptFor(shell));
  if (taken === undefined) {
    console.warn(`SKIPPED: there is no ${shell}`);
  } else {
    expect(taken).toBe(true);
  }
});

test.each<[string, string[], string, string]>([
  ['no shell', [], 'there is no SHELL', 'name one of `bash`, `zsh`, `fish`'],
  ['two shells', ['bash', 'zsh'], 'there is more than one SHELL', 'name one of `bash`, `zsh`, `fish`'],
  ['a slip', ['bahs'], '`bahs` is no shell that is known', 'did you mean `bash`?'],
  ['another shell', ['powershell'], '`powershell` is no shell that is known', 'it knows `bash`, `zsh`, `fish`'],
])('%s is refused', async (_, args, message, help) => {
  expect(await netpol(['completion', ...args]))
    .toEqual({ code: 2, out: '', err: `error[usage]: ${message}\nhelp: ${help}\nusage: netpol completion SHELL\n` });
});
