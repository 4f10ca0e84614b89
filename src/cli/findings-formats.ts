import { FINDINGS_FORMATS } from './check-choices';
import { writeInParts } from './formats';
import { Terminal } from './terminal';
import { remarks } from './text';
import { SEVERITIES } from '../diagnosis/levels';
import { Accepted } from '../model/acceptance';
import { Finding, Severity } from '../model/finding';
import { renderAccepted, renderFinding } from '../render/human';
import { Checked, FindingCounts, renderFindingsJson } from '../render/json-findings';
import { ListingContext } from '../render/json-parts';
import { sentence } from '../sets/visible';
import { enforcerName } from '../wording/enforcers';
import { count } from '../wording/lists';

/** What was found, and what was looked at. */
export interface Findings {
  readonly findings: readonly Finding[];
  /** What somebody accepts, which counts no more. */
  readonly accepted: readonly Accepted[];
  readonly checked: Checked;
}

/** Writes what was found to stdout. */
export type FindingsFormat = (found: Findings, context: ListingContext, terminal: Terminal) => void;

/** By the names that `--format` takes. */
export const WRITE_FINDINGS: Readonly<Record<typeof FINDINGS_FORMATS[number], FindingsFormat>> = {
  text: writeFindings,
  json: (found, context, terminal) =>
    writeInParts(renderFindingsJson({ ...found, counts: countsOf(found.findings) }, context), terminal),
};

function writeFindings({ findings, accepted, checked }: Findings, context: ListingContext, terminal: Terminal): void {
  const texts = [...findings.map(renderFinding), ...accepted.map(renderAccepted)];
  texts.forEach(text => terminal.writeOut(`${text}\n\n`));
  const summary = summaryOf(countsOf(findings), accepted.length, checked);
  terminal.writeOut(`${sentence(summary)}\n${remarks(context)}`);
}

/** The findings alone, for a hook that says nothing where all is well. */
export function writeQuietly(findings: readonly Finding[], terminal: Terminal): void {
  terminal.writeOut(findings.map(finding => `${renderFinding(finding)}\n`).join('\n'));
}

/** `1 error, 2 warnings: 4 checks on 12 workloads and 3 policies, as Kubernetes documents` */
function summaryOf(
  counts: FindingCounts, accepted: number, { checks, assertions, workloads, policies, unsimulated, target }: Checked,
): string {
  const found = SEVERITIES.filter(severity => counts[severity] > 0)
    .map(severity => (severity === 'info' ? `${count(counts[severity], 'piece')} of advice` : count(counts[severity], severity)));
  const asserted = assertions === 0 ? '' : ` and ${count(assertions, 'assertion')}`;
  const others = `${countOfPolicies(unsimulated)} of other kinds ${unsimulated === 1 ? 'is' : 'are'} not simulated`;
  const all = [...found, ...accepted === 0 ? [] : [`${accepted} accepted`]];
  return `${all.length === 0 ? 'nothing found' : all.join(', ')}: ${count(checks.length, 'check')}${asserted} on `
    + `${count(workloads, 'workload')} and ${countOfPolicies(policies)}, `
    + (target === undefined ? 'as Kubernetes documents' : `for ${nameOf(target)}`)
    + (unsimulated === 0 ? '' : `; ${others}`);
}

function countOfPolicies(amount: number): string {
  return amount === 1 ? '1 policy' : `${amount} policies`;
}

function nameOf({ networkDriver, ciliumVersion, policyController }: NonNullable<Checked['target']>): string {
  const driver = ciliumVersion === undefined ? networkDriver : enforcerName(`cilium-${ciliumVersion}`);
  return policyController === undefined ? driver : `${driver} with ${policyController}`;
}

function countsOf(findings: readonly Finding[]): FindingCounts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  findings.forEach(({ severity }) => {
    counts[severity] += 1;
  });
  return counts;
}
