import { ListingContext, renderHeader, renderList, renderProblems } from './json-parts';
import { Accepted } from '../model/acceptance';
import { Target } from '../model/cluster';
import { Evidence, Finding, Severity } from '../model/finding';
import { Origin } from '../model/origin';
import { oneLine, sentence, shortened, withShortWords } from '../sets/visible';

/** What was looked at, and for what. */
export interface Checked {
  /** The names of the checks that were run. */
  readonly checks: readonly string[];
  /** How many assertions were checked. */
  readonly assertions: number;
  readonly workloads: number;
  readonly policies: number;
  /** How many policies there are of kinds that are not simulated. */
  readonly unsimulated: number;
  /** Undefined when nobody has said which cluster it is. */
  readonly target?: Target;
}

/** How many findings there are of each severity. */
export type FindingCounts = Readonly<Record<Severity, number>>;

/** What was found, and how much of it. */
export interface CountedFindings {
  readonly findings: readonly Finding[];
  /** What somebody accepts, which is counted apart. */
  readonly accepted: readonly Accepted[];
  readonly counts: FindingCounts;
  readonly checked: Checked;
}

/** What checks have found as JSON, of the form that schema/check.schema.json describes: one finding a line. */
export function* renderFindingsJson(
  { findings, accepted, counts, checked }: CountedFindings, context: ListingContext,
): Generator<string> {
  const { target, checks, assertions, workloads, policies, unsimulated } = checked;
  yield '{\n';
  yield* renderHeader(context);
  yield `  "target": ${JSON.stringify(target === undefined ? null : describeTarget(target))},\n`;
  yield `  "checked": ${JSON.stringify({ workloads, policies, unsimulated, checks, assertions })},\n`;
  yield `  "counts": ${JSON.stringify({ ...counts, accepted: accepted.length })},\n`;
  yield* renderList('findings', findings.map(describeFinding));
  yield ',\n';
  yield* renderList('accepted', accepted.map(describeAccepted));
  yield ',\n';
  yield* renderProblems(context);
  yield '\n}\n';
}

function describeTarget({ networkDriver, ciliumVersion, policyController, kubernetesVersion }: Target): object {
  return {
    networkDriver,
    ciliumVersion: ciliumVersion ?? null,
    policyController: policyController ?? null,
    kubernetesVersion: kubernetesVersion ?? null,
  };
}

function describeFinding(finding: Finding): object {
  const { check, severity, title, at, likewise = [], evidence, effect, notes, help } = finding;
  return {
    check,
    severity,
    title: sentence(title),
    at: describePlace(at),
    evidence: evidence.map(describeEvidence),
    effect: effect === undefined ? null : severalLines(effect),
    notes: notes.map(sentence),
    help: help.map(severalLines),
    likewise: likewise.map(describePlace),
  };
}

function describeAccepted({ finding, by }: Accepted): object {
  return { ...describeFinding(finding), reasons: [...new Set(by.map(({ reason }) => sentence(reason)))] };
}

/** Of a longer one, whatever it names, nobody needs the middle. */
const LONGEST_PLACE = 8_192;

function describePlace({ object, file, line }: Origin): object {
  return {
    object: shortened(oneLine(object), LONGEST_PLACE),
    file: file === undefined ? null : file.replace(/#\d+$/, ''),
    line: line ?? null,
  };
}

function describeEvidence({ label, columns = [], text, mark }: Evidence): object {
  return {
    label: withShortWords(label),
    columns: columns.map(withShortWords),
    text: sentence(text),
    mark: mark === undefined ? null : { part: withShortWords(mark.part), remark: sentence(mark.remark) },
  };
}

function severalLines(text: string): string {
  return text.split('\n').map(withShortWords).join('\n');
}
