import { atLevel, CheckLevel, isAsGraveAs, isSwitchedOn } from '../../src/analysis/check-level';
import { CheckMeta, CheckStatus } from '../../src/checks/check';
import { Finding } from '../../src/model/finding';

function meta(status: CheckStatus): CheckMeta {
  const example = { manifests: '' };
  return { name: 'too-open', severity: 'error', summary: '', why: '', bad: example, good: example, links: [], since: '0.1.0', status };
}

test.each([
  ['a stable check runs where nobody says anything', 'stable', {}, true],
  ['a stable check does not run where it is off', 'stable', { 'too-open': CheckLevel.OFF }, false],
  ['a check of the nursery does not run where nobody says anything', 'nursery', {}, false],
  ['a check of the nursery runs where somebody asks for it', 'nursery', { 'too-open': CheckLevel.INFO }, true],
  ['another check\'s level is of no account', 'nursery', { 'dns-blocked': CheckLevel.ERROR }, false],
] as const)('%s', (_, status, levels, expected) => {
  expect(isSwitchedOn(meta(status), levels)).toBe(expected);
});

const FINDING: Finding = { check: 'too-open', severity: 'warning', title: 'it is open', at: { object: 'p' }, evidence: [], notes: [], help: [] };

test.each([
  ['without a level it stays as it is', {}, 'warning'],
  ['made more grave', { 'too-open': CheckLevel.ERROR }, 'error'],
  ['made less grave', { 'too-open': CheckLevel.INFO }, 'info'],
  ['another check\'s level', { 'dns-blocked': CheckLevel.ERROR }, 'warning'],
] as const)('a finding %s', (_, levels, severity) => {
  expect(atLevel(FINDING, levels)).toEqual({ ...FINDING, severity });
});

test.each([
  [CheckLevel.ERROR, [true, false, false]],
  [CheckLevel.WARNING, [true, true, false]],
  [CheckLevel.INFO, [true, true, true]],
])('failing on %s: error, warning and info stop the synth or not', (level, expected) => {
  expect((['error', 'warning', 'info'] as const).map(severity => isAsGraveAs(severity, level))).toEqual(expected);
});
