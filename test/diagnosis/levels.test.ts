import { CheckMeta, CheckStatus } from '../../src/checks/check';
import { isAsGraveAs, isSwitchedOn, withLevel } from '../../src/diagnosis/levels';
import { Finding, Severity } from '../../src/model/finding';

function meta(status: CheckStatus): CheckMeta {
  const example = { manifests: '' };
  return { name: 'too-open', severity: 'error', summary: '', why: '', bad: example, good: example, links: [], since: '0.1.0', status };
}

test.each([
  ['a stable check runs where nobody says anything', 'stable', {}, true],
  ['a stable check does not run where it is off', 'stable', { 'too-open': 'off' }, false],
  ['a check of the nursery does not run where nobody says anything', 'nursery', {}, false],
  ['a check of the nursery runs where somebody asks for it', 'nursery', { 'too-open': 'info' }, true],
  ['another check\'s level is of no account', 'nursery', { 'dns-blocked': 'error' }, false],
] as const)('%s', (_, status, levels, expected) => {
  expect(isSwitchedOn(meta(status), levels)).toBe(expected);
});

const FINDING: Finding = { check: 'too-open', severity: 'warning', title: 'it is open', at: { object: 'p' }, evidence: [], notes: [], help: [] };

test.each([
  ['without a level it stays as it is', {}, 'warning'],
  ['made more grave', { 'too-open': 'error' }, 'error'],
  ['made less grave', { 'too-open': 'info' }, 'info'],
  ['another check\'s level', { 'dns-blocked': 'error' }, 'warning'],
] as const)('a finding %s', (_, levels, severity) => {
  expect(withLevel(FINDING, levels)).toEqual({ ...FINDING, severity });
});

test.each<[Severity, boolean[]]>([
  ['error', [true, false, false]],
  ['warning', [true, true, false]],
  ['info', [true, true, true]],
])('failing on %s: error, warning and info stop the synth or not', (level, expected) => {
  expect((['error', 'warning', 'info'] as const).map(severity => isAsGraveAs(severity, level))).toEqual(expected);
});
