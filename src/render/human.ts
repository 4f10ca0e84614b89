import { Accepted } from '../model/acceptance';
import { Evidence, Finding, Problem } from '../model/finding';
import { formatOrigin, Origin } from '../model/origin';
import { sentence, shortened, oneLine, withShortWords } from '../sets/visible';
import { list } from '../wording/lists';

/** The text of a finding as people read it, without colour. Says all that the finding says, and computes nothing. */
export function renderFinding(finding: Finding): string {
  return lines(
    `${finding.severity}[${finding.check}]: ${sentence(finding.title)}`,
    place(finding.at),
    ...(finding.evidence.length === 0 ? [] : ['   |', ...renderEvidence(finding.evidence)]),
    ...(finding.effect === undefined ? [] : [detail('effect', finding.effect)]),
    ...finding.notes.map(note => detail('note', sentence(note))),
    ...finding.help.map(help),
  );
}

/** A finding that somebody accepts, in short: what it is, and why that is all right. */
export function renderAccepted({ finding: { check, title, at }, by }: Accepted): string {
  const reasons = [...new Set(by.map(({ reason }) => reason))];
  return lines(
    `accepted[${check}]: ${sentence(title)}`,
    place(at),
    ...reasons.map(reason => detail('reason', sentence(reason))),
  );
}

/** The text of a problem in the input. */
export function renderProblem(problem: Problem): string {
  return renderLikeProblems([problem]);
}

/** The text of problems that differ in their place only, or in the object that they name. */
export function renderLikeProblems([problem, ...others]: readonly Problem[]): string {
  return lines(
    `${problem.severity}[input]: ${sentence(problem.message)}`,
    place(problem.at),
    ...(problem.field === undefined ? [] : ['   |', `   | ${sentence(`in ${problem.at.object}, at ${problem.field}`)}`]),
    ...(others.length === 0 ? [] : [detail('likewise', withShortWords(likewise(problem, others)))]),
    ...(problem.help === undefined ? [] : [help(sentence(problem.help))]),
  );
}

/** Every place of an error, which has to be mended; the first ones of a warning. A message about an object is about others there. */
function likewise({ severity, message }: Problem, others: readonly Problem[]): string {
  const areOfObjects = others.some(other => other.message !== message);
  return list(others.map(({ at }) => (areOfObjects ? at.object : placeOf(at))), severity === 'error' ? Infinity : 3);
}

/** `policies.yaml:12`, or whatever says best where it is. */
function placeOf({ source, file, object }: Origin): string {
  return source ?? file ?? object;
}

/** A path may be longer than any word, and is of use only as a whole. */
function place(at: Origin): string {
  return `  --> ${shortened(oneLine(formatOrigin(at)), LONGEST_PATH)}`;
}

const LONGEST_PATH = 8_192;

function renderEvidence(given: readonly Evidence[]): string[] {
  const evidence = given.map(inVisibleText);
  const widths = columnWidths(evidence);
  const indent = (columns: readonly string[]) =>
    columns.map((column, index) => `${column.padEnd(widths[index])}  `).join('');
  return evidence.flatMap(({ label, columns = [], text, mark }) => {
    const start = indent([label, ...columns]);
    const line = `   | ${start}${text}`.trimEnd();
    const position = mark === undefined ? -1 : text.lastIndexOf(mark.part);
    return mark === undefined || position < 0 ? [line]
      : [line, `   | ${' '.repeat(start.length + position)}${'^'.repeat(mark.part.length)} ${mark.remark}`];
  });
}

function inVisibleText({ label, columns, text, mark }: Evidence): Evidence {
  return {
    label: withShortWords(label),
    columns: columns?.map(withShortWords),
    text: sentence(text),
    mark: mark && { part: withShortWords(mark.part), remark: sentence(mark.remark) },
  };
}

/** The widths of the label and the columns; a line without columns starts its text right behind its label. */
function columnWidths(evidence: readonly Evidence[]): number[] {
  const rows = evidence.map(({ label, columns = [] }) => [label, ...columns]);
  const most = Math.max(...rows.map(row => row.length));
  return Array.from({ length: most }, (_, index) => Math.max(...rows.map(row => (row[index] ?? '').length)));
}

function detail(label: string, text: string): string {
  return `   = ${`${label}:`.padEnd(7)} ${indentRest(text, 13)}`;
}

function help(text: string): string {
  return `help: ${indentRest(text, 6)}`;
}

function indentRest(text: string, width: number): string {
  return text.split('\n').map(withShortWords).join(`\n${' '.repeat(width)}`);
}

function lines(...all: string[]): string {
  return all.join('\n');
}
