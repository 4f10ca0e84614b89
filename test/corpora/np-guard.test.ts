import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ADMIN_AGREEING, ADMIN_DIFFERENCES } from './np-guard-admin-cases';
import { AGREEING, Difference, DIFFERENCES } from './np-guard-cases';
import { dispatch } from '../../src/cli/dispatch';
import { MACHINE } from '../../src/cli/machine';
import { sharedFolder } from '../shared';

const SHARED = sharedFolder('corpora', 'np-guard');
const FOLDER = SHARED ?? '';
const EVERY_CASE = [...AGREEING, ...ADMIN_AGREEING];
const EVERY_DIFFERENCE = [...DIFFERENCES, ...ADMIN_DIFFERENCES];

interface Run {
  readonly code: number;
  readonly lines: readonly string[];
  readonly err: string;
}

/** Runs the command on the manifests of a case. */
async function connectionList(folder: string, amend: (text: string) => string = text => text): Promise<Run> {
  const written = { out: '', err: '' };
  const code = await dispatch(
    ['list', path.join(FOLDER, folder, 'manifests'), '--format', 'connlist', '--external-blocks'],
    {
      ...MACHINE,
      version: '',
      readFile: (name, limit) => Buffer.from(amend(Buffer.from(MACHINE.readFile(name, limit)).toString())),
      writeOut: text => {
        written.out += text;
      },
      writeError: text => {
        written.err += text;
      },
    });
  return { code, lines: linesOf(written.out), err: written.err };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(line => line !== '');
}

/** These come of a later state of the analyzer than its release 1.4.4, which does not mark addresses as external. */
function theirLines(folder: string): string[] {
  return linesOf(readFileSync(path.join(FOLDER, folder, 'connlist.txt'), 'utf8')).map(line => line.replace('[External]', '')).sort();
}

function differencesOf(folder: string): Difference[] {
  return EVERY_DIFFERENCE.filter(({ folders }) => folders.includes(folder));
}

function amender(differences: readonly Difference[]): (text: string) => string {
  return text => differences.reduce((amended, { replace, by }) =>
    amended.replace(new RegExp(replace, 'g'), by), text);
}

/** Without the corpora there is nothing to compare with, and nobody should take that for agreement. */
function describeCorpus(name: string, body: () => void): void {
  if (SHARED !== undefined) {
    describe(name, body);
    return;
  }
  console.warn(`${name}: NOT COMPARED. Set NETPOL_SHARED to the folder that holds corpora/np-guard.`);
  describe(name, () => {
    test.skip('set NETPOL_SHARED to the folder that holds corpora/np-guard to compare', () => undefined);
  });
}

describeCorpus('np-guard netpol-analyzer', () => {
  test('every folder of the corpus is compared', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(EVERY_CASE.map(([folder]) => folder).sort());
  });

  describe('prints the same lines, beside those between the replicas of a workload', () => {
    test.each(EVERY_CASE.map(([folder, ...replicas]) => ({ folder, replicas })))('$folder', async ({ folder, replicas }) => {
      const { code, lines } = await connectionList(folder, amender(differencesOf(folder)));
      const between = replicas.map(row => `${row.split(' : ')[0]} => ${row}`);
      expect(code).toBe(0);
      expect(lines).toEqual([...theirLines(folder), ...between].sort());
    });
  });

  describe.each(EVERY_DIFFERENCE)('differs by $name', difference => {
    test.each(difference.folders)('%s', async folder => {
      const others = differencesOf(folder).filter(other => other !== difference);
      const { lines, err } = await connectionList(folder, amender(others));
      const agreed = await connectionList(folder, amender(differencesOf(folder)));
      expect({ lines, err }).not.toEqual({ lines: agreed.lines, err: agreed.err });
      expect(`${lines.join('\n')}\n${err}`).toMatch(difference.ours);
    });
  });
});
