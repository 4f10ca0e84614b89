import { CheckReport, ReportItem } from './check-report';
import { filePlaceOf } from './file-place';
import { plainDetails } from './plain';
import { Severity } from '../model/finding';
import { oneLine, sentence } from '../sets/visible';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * The report as annotations of GitHub Actions: workflow commands, as
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions has them. What is accepted is absent.
 */
export function renderWorkflowCommands({ items, remarks }: CheckReport): string {
  return [
    ...items.filter(({ by }) => by.length === 0).map(annotation),
    ...remarks.map(remark => `::warning title=netpol::${data(oneLine(remark))}`),
  ].map(line => `${line}\n`).join('');
}

function annotation({ finding }: ReportItem): string {
  const { check, severity, title, at } = finding;
  const place = filePlaceOf(at);
  const properties = [
    ...place === undefined ? [] : [['file', place.file], ['line', place.line], ['col', place.column]] as const,
    ['title', check] as const,
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${property(`${value}`)}`]));
  return `::${COMMANDS[severity]} ${properties.join()}::${data([sentence(title), ...plainDetails(finding)].join('\n'))}`;
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** Other text that stands in the log of a workflow, of which nothing is taken for a command: neither a line's beginning nor the older `##[`. */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a').replace(/##(?=\[)/g, '#\\u0023');
}
