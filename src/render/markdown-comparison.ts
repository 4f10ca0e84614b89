import { foldingOf, KIND_NAMES, NO_WAY, rowsOf, summaryOf } from './comparison';
import { namesOfMany } from './groups';
import { Cell } from './wrapped-columns';
import { CHANGE_KINDS, FoldedComparison } from '../model/connection-change';
import { Workload } from '../model/workload';
import { oneLine, withShortWords } from '../sets/visible';
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
    .map(({ kind, rows }) => section(KIND_NAMES[kind], HEADINGS[comparison.by], withNames(rows).map(withoutArrow)));
  const ways = comparison.waysIn.map(({ way, before, after }) =>
    [way, before ?? NO_WAY, after ?? NO_WAY].map(text => code([text])));
  return [
    `**netpol**: ${summaryOf(comparison)}`,
    ...workloadLines('new', comparison.appeared, folding),
    ...workloadLines('gone', comparison.gone, folding),
    ...tables,
    ...ways.length === 0 ? [] : [section('ways in', ['way in', 'before', 'after'], ways)],
    ...remarks.map(oneLine),
  ].join('\n\n').concat('\n');
}

const HEADINGS: Readonly<Record<FoldedComparison['by'], readonly string[]>> = {
  destination: ['destination', 'source', 'traffic'],
  source: ['source', 'destination', 'traffic'],
};

function workloadLines(label: string, workloads: readonly Workload[], folding: Folding): string[] {
  return workloads.length === 0 ? [] : [`${label}: ${code(namesOfMany(folding.foldWorkloads(workloads)))}`];
}

/** Of rows about the same end each names it: a table has no sections. */
function withNames(rows: readonly (readonly Cell[])[]): (readonly Cell[])[] {
  let last: Cell = [];
  return rows.map(([own, ...rest]) => {
    last = own.length === 0 ? last : own;
    return [last, ...rest];
  });
}

function withoutArrow([own, , others, traffic]: readonly Cell[]): string[] {
  return [code(own), code(others), code(traffic)];
}

function section(title: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = rows.slice(0, MOST_ROWS);
  const table = [headings, headings.map(() => '---'), ...shown].map(cells => `| ${cells.join(' | ')} |`).join('\n');
  const rest = rows.length > shown.length ? `\n\nand ${rows.length - shown.length} more: \`netpol diff --format json\` has all` : '';
  return rows.length <= SHOWN_ROWS ? `### ${title}\n\n${table}`
    : `<details><summary>${title}: ${rows.length} rows</summary>\n\n${table}${rest}\n\n</details>`;
}

/** Each text as code. */
function code(texts: readonly string[]): string {
  return texts.map(withShortWords).map(text => (/^[^`|\\]+$/.test(text) ? `\`${text}\`` : `<code>${escaped(text)}</code>`)).join(', ');
}

/** Whatever might mean something, as a number. */
function escaped(text: string): string {
  return text.replace(/[^\w ,/=()-]|_/g, character => `&#${character.codePointAt(0)};`);
}
