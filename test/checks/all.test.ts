import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { RULES } from '../../src/checks/all';
import { Finding } from '../../src/model/finding';
import { cluster } from '../fixture';

const FOLDER = path.join(__dirname, '..', '..', 'src', 'checks');
const BY_NAME = RULES.map(rule => [rule.meta.name, rule] as const);

function checkAll(manifests: string): Finding[] {
  const snapshot = cluster(manifests);
  return RULES.flatMap(rule => rule.check(snapshot));
}

test('a rule that is in src/rules is in RULES, or nobody would run it', () => {
  const declaring = readdirSync(FOLDER)
    .filter(file => /^export const \w+: Rule = /m.test(readFileSync(path.join(FOLDER, file), 'utf8')))
    .map(file => path.basename(file, '.ts'));
  expect(RULES.map(({ meta }) => meta.name).sort()).toEqual(declaring.sort());
});

describe.each(BY_NAME)('%s', (name, { meta }) => {
  test('is named after what is wrong, in lower case with hyphens', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(name).not.toMatch(/^(no|not|must|should|require|prefer|check|ensure|valid)-/);
  });

  test('has a file and a test file of its name', () => {
    expect(existsSync(path.join(FOLDER, `${name}.ts`))).toBe(true);
    expect(existsSync(path.join(__dirname, `${name}.test.ts`))).toBe(true);
  });

  test.each(['summary', 'why'] as const)('has a %s of whole sentences', field => {
    expect(meta[field]).toMatch(/^[A-Z][^\n]{20,}\.$/);
  });

  test('fires on its bad example, and no other rule does', () => {
    expect([...new Set(checkAll(meta.bad).map(({ check }) => check))]).toEqual([name]);
  });

  test('has the severity of what it finds in its bad example', () => {
    expect(checkAll(meta.bad).map(({ severity }) => severity)).toContain(meta.severity);
  });

  test('and all others are silent on its good example', () => {
    expect(checkAll(meta.good)).toEqual([]);
  });

  test('gives titles that stand alone: one line, no full stop at the end', () => {
    for (const { title } of checkAll(meta.bad)) {
      expect(title).toMatch(/^[^\n]*[^\n.]$/);
    }
  });

  test('says what to do', () => {
    expect(checkAll(meta.bad).filter(({ help }) => help.length === 0)).toEqual([]);
  });
});
