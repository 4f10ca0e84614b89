import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { HEADINGS } from '../../bench/report/sections';

const TEXT = readFileSync(path.join(__dirname, '..', '..', 'docs', 'performance.md'), 'utf8');
/** The same in one line, wherever its lines are broken. */
const WORDS = TEXT.replace(/\s+/g, ' ');

test.each(Object.values(HEADINGS))('docs/performance.md has a table under "%s"', heading => {
  const [, section] = TEXT.split(`\n${heading}\n`);
  expect(section?.split(/\n##+ /)[0]).toMatch(/^\|[-:|]+\|$/m);
});

test('docs/performance.md names the machine, the date and the commands', () => {
  expect(TEXT).toMatch(/on \d{4}-\d{2}-\d{2};/);
  expect(WORDS).toMatch(/\d+ cores, \d+ GiB of memory; .*; Node\.js/);
  expect(TEXT).toMatch(/^ {4}npm run bench$/m);
});
