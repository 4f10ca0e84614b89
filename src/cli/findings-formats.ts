import { FINDINGS_FORMATS } from './check-choices';
import { writeInParts } from './formats';
import { Terminal } from './terminal';
import { remarks, remarksOn } from './text';
import { CHECKS } from '../checks/all';
import { SEVERITIES } from '../diagnosis/levels';
import { Accepted } from '../model/acceptance';
import { Finding, Problem, Severity } from '../model/finding';
import { CheckReport, reportItems } from '../render/check-report';
import { renderCodeQuality } from '../render/code-quality';
import { renderAccepted, renderFinding } from '../render/human';
import { Checked, FindingCounts, renderFindingsJson } from '../render/json-findings';
import { ListingContext } from '../render/json-parts';
import { renderJunit } from '../render/junit';
import { renderPlainAccepted, renderPlainFinding } from '../render/plain';
import { renderSarif } from '../render/sarif';
import { renderWorkflowCommands } from '../render/workflow-commands';
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

/** Whether the command fails because of it. */
export type Fails = (graded: { readonly severity: Severity }) => boolean;

/** Writes what was found to stdout. */
type FindingsFormat = (found: Findings, context: ListingContext, fails: Fails, terminal: Terminal) => void;

/** The formats for other programs, which have to be told also why there is no answer. */
export const RENDER_REPORT: Readonly<Record<string, ((report: CheckReport) => string) | undefined>> = {
  sarif: renderSarif, github: renderWorkflowCommands, junit: renderJunit, gitlab: renderCodeQuality,
};

/** By the names that `--format` takes. */
export const WRITE_FINDINGS: Readonly<Record<typeof FINDINGS_FORMATS[number], FindingsFormat>> = {
  text: (found, context, _, terminal) => writeFindings(found, context, terminal),
  plain: (found, context, _, terminal) => writeFindings(found, context, terminal, PLAIN),
  json: (found, context, _, terminal) =>
    writeInParts(renderFindingsJson({ ...found, counts: countsOf(found.findings) }, context), terminal),
  sarif: writeReport('sarif'),
  github: writeReport('github'),
  junit: writeReport('junit'),
  gitlab: writeReport('gitlab'),
};

function writeReport(format: string): FindingsFormat {
  return ({ findings, accepted, checked }, context, fails, terminal) => terminal.writeOut(RENDER_REPORT[format]!({
    items: reportItems(context.problems, findings, accepted, fails),
    checks: CHECKS.map(({ meta }) => meta).filter(({ name }) => checked.checks.includes(name)),
    isAnswered: true,
    remarks: remarksOn(context),
    version: terminal.version,
  }));
}

/** The report on an input that could not be read. */
export function reportUnanswered(problems: readonly Problem[], fails: Fails, { version }: Terminal): CheckReport {
  return { items: reportItems(problems, [], [], fails), checks: [], isAnswered: false, remarks: [], version };
}

/** How findings are put for people. */
interface Style {
  readonly finding: (finding: Finding) => string;
  readonly accepted: (accepted: Accepted) => string;
}

const DRAWN: Style = { finding: renderFinding, accepted: renderAccepted };

/** The style for screen readers. */
export const PLAIN: Style = { finding: renderPlainFinding, accepted: renderPlainAccepted };

function writeFindings(
  { findings, accepted, checked }: Findings, context: ListingContext, terminal: Terminal, style: Style = DRAWN,
): void {
  const texts = [...findings.map(style.finding), ...accepted.map(style.accepted)];
  texts.forEach(text => terminal.writeOut(`${text}\n\n`));
  const summary = summaryOf(countsOf(findings), accepted.length, checked);
  terminal.writeOut(`${sentence(summary)}\n${remarks(context)}`);
}

/** The findings alone, for a hook that says nothing where all is well. */
export function writeQuietly(findings: readonly Finding[], terminal: Terminal, style: Style = DRAWN): void {
  terminal.writeOut(findings.map(finding => `${style.finding(finding)}\n`).join('\n'));
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
