import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { contextOfExample } from './contexts';
import { CHECKS } from '../../src/checks/all';
import { CheckExample } from '../../src/checks/check';
import { enforcerDiffers } from '../../src/checks/cluster/enforcer-differs';
import { Finding } from '../../src/model/finding';

const FOLDER = path.join(__dirname, '..', '..', 'src', 'checks');
const BY_NAME = CHECKS.map(check => [check.meta.name, check] as const);

/** The files of checks, as paths below src/checks. */
const DECLARING = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  .filter(file => /^export const \w+: Check = /m.test(readFileSync(path.join(FOLDER, file), 'utf8')));

/** What is found by the check and by all others that are on: those of the nursery have to be asked for. */
function checkAll(example: CheckExample, name: string): Finding[] {
  const context = contextOfExample(example);
  // Where every pod is isolated, all that is not opened differs from the documentation, whatever else is wrong.
  const isolatesAll = example.cluster?.policyEnforcementMode === 'always';
  return CHECKS.filter(({ meta }) => meta.name === name || meta.status !== 'nursery')
    .filter(check => !isolatesAll || check !== enforcerDiffers).flatMap(({ check }) => check(context));
}

test('a check that is in src/checks is in CHECKS, or nobody would run it', () => {
  expect(CHECKS.map(({ meta }) => meta.name).sort()).toEqual(DECLARING.map(file => path.basename(file, '.ts')).sort());
});

test('a check lies in the room of its subject', () => {
  const rooms = new Set(DECLARING.map(file => file.split(path.sep)[0]));
  expect([...rooms].filter(room => !['ports', 'selectors', 'connections', 'isolation', 'addresses', 'host-network', 'cluster', 'tiers'].includes(room))).toEqual([]);
});

test('no two checks have one name, or accepting one would accept both', () => {
  expect(new Set(CHECKS.map(({ meta }) => meta.name)).size).toBe(CHECKS.length);
});

describe.each(BY_NAME)('%s', (name, { meta }) => {
  test('is named after what is wrong, in lower case with hyphens', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(name).not.toMatch(/^(no|must|should|require|prefer|check|ensure|valid)-/);
  });

  test.each(['summary', 'why'] as const)('has a %s of whole sentences', field => {
    expect(meta[field]).toMatch(/^[A-Z][^\n]{20,}\.$/);
  });

  test('says since when it is there, and where to read more', () => {
    expect(meta.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(meta.links.filter(({ title, url }) => title === '' || !url.startsWith('https://'))).toEqual([]);
  });

  test('fires on its bad example, and no other check does', () => {
    expect([...new Set(checkAll(meta.bad, name).map(({ check }) => check))]).toEqual([name]);
  });

  test('has the severity of what it finds in its bad example', () => {
    expect(checkAll(meta.bad, name).map(({ severity }) => severity)).toContain(meta.severity);
  });

  test('and all others are silent on its good example', () => {
    expect(checkAll(meta.good, name)).toEqual([]);
  });

  test('gives titles that stand alone: one line, no full stop at the end', () => {
    for (const { title } of checkAll(meta.bad, name)) {
      expect(title).toMatch(/^[^\n]*[^\n.]$/);
    }
  });

  test('says what to do', () => {
    expect(checkAll(meta.bad, name).filter(({ help }) => help.length === 0)).toEqual([]);
  });
});
