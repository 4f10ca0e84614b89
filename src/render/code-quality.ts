import { CheckReport } from './check-report';
import { filePlaceOf } from './file-place';
import { fingerprintsOf } from './fingerprints';
import { PLACE_OF_PLACELESS } from './sarif';
import { Finding, Severity } from '../model/finding';
import { sentence, withShortWords } from '../sets/visible';

const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

/** The report in GitLab's format for code quality. What is accepted is absent. */
export function renderCodeQuality({ items }: CheckReport): string {
  const findings = items.filter(({ by }) => by.length === 0).map(({ finding }) => finding);
  const fingerprints = fingerprintsOf(findings);
  const issues = findings.map((finding, index) => describeIssue(finding, fingerprints[index]));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function describeIssue(finding: Finding, fingerprint: string): object {
  const { check, severity, at } = finding;
  const { file = PLACE_OF_PLACELESS, line = 1 } = filePlaceOf(at) ?? {};
  return {
    description: descriptionOf(finding),
    check_name: check,
    fingerprint,
    severity: SEVERITY_NAMES[severity],
    location: { path: file, lines: { begin: line } },
  };
}

/** Nothing else is shown, so that it says what to do too, as far as that takes a line. */
function descriptionOf({ title, help }: Finding): string {
  return [sentence(title), ...help.map(text => withShortWords(text.split('\n')[0]))].join('; ');
}
