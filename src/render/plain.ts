import { filePlaceOf } from './file-place';
import { Accepted } from '../model/acceptance';
import { Evidence, Finding, Problem } from '../model/finding';
import { Origin } from '../model/origin';
import { oneLine, sentence, shortened, withShortWords } from '../sets/visible';

/**
 * The text of a finding for screen readers: each line says by its first word what it is, nothing is drawn, and nothing
 * is told by where it stands.
 */
export function renderPlainFinding(finding: Finding): string {
  return [`${finding.severity}: ${finding.check}: ${spoken(sentence(finding.title))}`, ...plainDetails(finding)].join('\n');
}

/** What a finding says beside its title. */
export function plainDetails({ at, evidence, effect, notes, help }: Finding): string[] {
  return [
    ...placeLines(at),
    ...evidence.flatMap(evidenceLines),
    ...effect === undefined ? [] : labeled('effect', effect),
    ...notes.map(note => `note: ${spoken(sentence(note))}`),
    ...help.flatMap(text => labeled('help', text)),
  ];
}

/** A finding that somebody accepts, in short. */
export function renderPlainAccepted({ finding: { check, title, at }, by }: Accepted): string {
  return [
    `accepted: ${check}: ${spoken(sentence(title))}`,
    ...placeLines(at),
    ...reasonsOf({ by }).map(reason => `reason: ${reason}`),
  ].join('\n');
}

/** Why a finding is accepted, each reason once. */
export function reasonsOf({ by }: Pick<Accepted, 'by'>): string[] {
  return [...new Set(by.map(({ reason }) => sentence(reason)))];
}

/** Problems that differ in their place only, or in the object that they name: one text with all places. */
export function renderPlainProblems([problem, ...others]: readonly Problem[]): string {
  const [title, ...details] = renderPlainFinding(findingOfProblem(problem)).split('\n');
  const places = others.map(({ at }) => `likewise: ${[...placeLines(at)].map(line => line.replace(/^\w+: /, '')).join(', ')}`);
  return [title, ...places.length === 0 ? details : [...details.filter(isPlace), ...places, ...details.filter(line => !isPlace(line))]].join('\n');
}

function isPlace(line: string): boolean {
  return /^(?:about|place): /.test(line);
}

/** What the checks that are not about policies call themselves: what is wrong with the input itself. */
export const INPUT_CHECK = 'input';

/** The same in the form of a finding. */
export function findingOfProblem({ severity, message, at, field, help }: Problem): Finding {
  return {
    check: INPUT_CHECK,
    severity,
    title: message,
    at,
    evidence: field === undefined ? [] : [{ label: 'field', text: field }],
    notes: [],
    help: help === undefined ? [] : [sentence(help)],
  };
}

/** No path is cut that could be one. */
const LONGEST_PATH = 8_192;

function placeLines(at: Origin): string[] {
  const place = filePlaceOf(at);
  const about = `about: ${shortened(oneLine(at.object), LONGEST_PATH)}`;
  if (place === undefined) {
    return [about];
  }
  const { file, document, line, column } = place;
  const parts = [
    ...document === undefined ? [] : [`document ${document}`],
    ...line === undefined ? [] : [`line ${line}`],
    ...column === undefined ? [] : [`column ${column}`],
  ];
  return [about, `place: ${[shortened(oneLine(file), LONGEST_PATH), ...parts].join(', ')}`];
}

function evidenceLines({ label, columns = [], text, mark }: Evidence): string[] {
  const labels = [label, ...columns].filter(part => part !== '').map(withShortWords);
  const line = `evidence: ${labels.length === 0 ? '' : `${labels.join(', ')}: `}${spoken(sentence(text))}`;
  return mark === undefined ? [line] : [line, `remark on ${withShortWords(mark.part)}: ${sentence(mark.remark)}`];
}

/** A manifest to paste is in the lines behind the first. */
function labeled(label: string, text: string): string[] {
  const [first, ...rest] = text.split('\n').map(withShortWords);
  return [`${label}: ${spoken(first)}`, ...rest.map(line => `  ${line}`)];
}

/** An arrow is read aloud as what it is made of. */
function spoken(text: string): string {
  return text.replace(/ -> /g, ' to ');
}
