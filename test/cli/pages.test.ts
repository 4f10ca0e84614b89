import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { goldenFiles } from './golden';
import { netpol } from './terminal';
import { ROOT } from '../compiled';

const STATES = goldenFiles('diff/old/shop.yaml', 'diff/new/shop.yaml');

/** The blocks of a page that show what the command prints or writes. */
function samplesOf(page: string): string[] {
  const text = readFileSync(path.join(ROOT, 'docs', page), 'utf8');
  return [...text.matchAll(/^```(?:text|markdown)\n([\s\S]*?)^```$/gm)].map(([, sample]) => sample);
}

test('docs/diff.md shows what netpol diff prints', async () => {
  const [text, markdown] = await Promise.all([[], ['--format', 'md']]
    .map(async options => (await netpol(['diff', 'diff/old', 'diff/new', ...options], STATES)).out));
  expect(samplesOf('diff.md')).toEqual([text, markdown]);
});

test('docs/lock.md shows what netpol lock writes, and what it says', async () => {
  const written: string[] = [];
  const lock = (folder: string) => netpol(['lock', folder], STATES, '', undefined, text => written.push(text));
  await lock('diff/new');
  await lock('diff/old');
  const [file, message] = samplesOf('lock.md');
  expect(file).toBe(written[0]);
  const { out } = await netpol(['lock', '--check', 'diff/new', '--pod-cidr', '10.0.0.0/9'], { ...STATES, 'reachability.lock': written[1] });
  expect(out).toContain(message);
});

test.each(['diff.md', 'lock.md'])('every command of docs/%s is one that the command knows', async page => {
  const text = readFileSync(path.join(ROOT, 'docs', page), 'utf8');
  const commands = [...text.matchAll(/^(?:npx )?netpol (\w+) ([^#>|\n]*)/gm)];
  expect(commands.length).toBeGreaterThan(0);
  for (const [, verb, rest] of commands) {
    const { err } = await netpol([verb, ...rest.trim().split(/\s+/)], {});
    expect(err).not.toMatch(/is not a verb|is not an option|which it does not know|needs a value/);
  }
});
