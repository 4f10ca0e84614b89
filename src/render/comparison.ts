import { foldedRows } from './groups';
import { legendOf } from './legend';
import { Cell, renderWrapped, wrap } from './wrapped-columns';
import { CHANGE_KINDS, ChangeKind, StateComparison, FoldedComparison, WayInChange } from '../model/connection-change';
import { formatCidrs } from '../sets/cidr';
import { Folding } from '../wording/folding';
import { count } from '../wording/lists';

/** What each kind of change is called above its rows. */
export const KIND_NAMES: Readonly<Record<ChangeKind, string>> = {
  opened: 'opened',
  perhapsOpened: 'unknown now, and was denied',
  perhapsClosed: 'unknown now, and was allowed',
  closed: 'closed',
};

const NOTHING_CHANGED = 'nothing changed: every connection is what it was';

/** What changed, in sections: `opened`, what became unknown, `closed`, and the ways in from outside. */
export function renderComparison(comparison: FoldedComparison, width: number): string[] {
  const folding = foldingOf(comparison);
  const sections = CHANGE_KINDS.map(kind => ({ kind, rows: rowsOf(comparison, kind, folding) }))
    .filter(({ rows }) => rows.length > 0);
  return [
    ...wrap([summaryOf(comparison)], width),
    ...renderWrapped(workloadRows(comparison, folding), width - INDENT.length).map(line => `${INDENT}${line}`),
    ...sections.flatMap(({ kind, rows }) => ['', KIND_NAMES[kind], ...indented(rows, width)]),
    ...comparison.waysIn.length === 0 ? [] : ['', 'ways in', ...indented(comparison.waysIn.map(wayRow), width)],
    ...legendOf(sections.flatMap(({ rows }) => rows), width),
  ];
}

const INDENT = '  ';

function indented(rows: readonly (readonly Cell[])[], width: number): string[] {
  return renderWrapped(rows, width - INDENT.length).map(line => `${INDENT}${line}`);
}

/** Puts the endpoints of the comparison in few words. */
export function foldingOf({ workloads, nodes, outside }: StateComparison): Folding {
  const cidrs = formatCidrs(outside);
  const blocks = outside.isEmpty ? [] : [{ kind: 'external' as const, cidrs, representative: outside.intervals[0].start }];
  return new Folding({ workloads, blocks, nodes });
}

/** The rows of one kind of change: `shop/db  <-  shop/web  TCP 5432`. */
export function rowsOf({ by, groups, everything }: FoldedComparison, kind: ChangeKind, folding: Folding): Cell[][] {
  return foldedRows(by, groups[kind].map(({ sources, destinations, traffic }) => ({
    own: by === 'destination' ? destinations : sources,
    others: by === 'destination' ? sources : destinations,
    traffic: traffic.format(everything),
  })), folding);
}

/** `opened between 3 pairs of endpoints, closed between 1`, or that nothing changed. */
export function summaryOf({ pairs, waysIn, appeared, gone }: StateComparison): string {
  const counts = CHANGE_KINDS
    .map(kind => ({ kind, amount: pairs.filter(({ change }) => !change[kind].isEmpty).length }))
    .filter(({ amount }) => amount > 0);
  const parts = counts.map(({ kind, amount }, index) =>
    `${KIND_NAMES[kind]} between ${index === 0 ? count(amount, 'pair') : amount}`);
  const ways = waysIn.length === 0 ? [] : [`${count(waysIn.length, 'way')} in changed`];
  const all = [...parts, ...ways].join('; ');
  return all !== '' ? all : appeared.length + gone.length === 0 ? NOTHING_CHANGED : 'no connection changed';
}

function workloadRows({ appeared, gone }: StateComparison, folding: Folding): Cell[][] {
  return ([['new', appeared], ['gone', gone]] as const).filter(([, workloads]) => workloads.length > 0)
    .map(([label, workloads]): Cell[] => [[label], folding.foldWorkloads(workloads)]);
}

/** One way in, and what becomes of it: `allowed -> denied`. */
export function wayRow({ way, before, after }: WayInChange): Cell[] {
  return [[way], [`${before ?? NO_WAY} -> ${after ?? NO_WAY}`]];
}

/** Where there is no way at all. */
export const NO_WAY = 'none';
