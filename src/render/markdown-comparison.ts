import { foldingOf, KIND_NAMES, NO_WAY, rowsOf, summaryOf } from './comparison';
import { namesOfMany } from './groups';
import { connectionTable, markdownCode, markdownTable } from './markdown';
import { CHANGE_KINDS, FoldedComparison } from '../model/connection-change';
import { Workload } from '../model/workload';
import { oneLine } from '../sets/visible';
import { Folding } from '../wording/folding';

/** Longer tables are folded away, so that a comment stays short. */
const SHOWN_ROWS = 12;

/** GitHub takes no comment of more than 65,536 characters. */
const MOST_ROWS = 150;

/**
 * What changed as Markdown, made to be a comment on a pull request: a line that sums up, a table for each kind of change.
 * Names are code, so that none of them becomes markup, a link or a mention.
 */
export function renderMarkdownComparison(comparison: FoldedComparison, remarks: readonly string[]): string {
  const folding = foldingOf(comparison);
  const tables = CHANGE_KINDS.map(kind => ({ kind, rows: rowsOf(comparison, kind, folding) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ kind, rows }) => section(KIND_NAMES[kind], connectionTable(comparison.by, rows, MOST_ROWS), rows.length));
  const ways = comparison.waysIn
    .map(({ way, before = NO_WAY, after = NO_WAY }) => [way, before, after].map(text => markdownCode([text])));
  return [
    `**netpol**: ${summaryOf(comparison)}`,
    ...workloadLines('new', comparison.appeared, folding),
    ...workloadLines('gone', comparison.gone, folding),
    ...tables,
    ...ways.length === 0 ? [] : [section('ways in', markdownTable(['way in', 'before', 'after'], ways.slice(0, MOST_ROWS)), ways.length)],
    ...remarks.map(oneLine),
  ].join('\n\n').concat('\n');
}

function workloadLines(label: string, workloads: readonly Workload[], folding: Folding): string[] {
  return workloads.length === 0 ? [] : [`${label}: ${markdownCode(namesOfMany(folding.foldWorkloads(workloads)))}`];
}

function section(title: string, table: string, amount: number): string {
  const rest = amount > MOST_ROWS ? `\n\nand ${amount - MOST_ROWS} more: \`netpol diff --format json\` has all` : '';
  return amount <= SHOWN_ROWS ? `### ${title}\n\n${table}`
    : `<details><summary>${title}: ${amount} rows</summary>\n\n${table}${rest}\n\n</details>`;
}
