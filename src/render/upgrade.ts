import { renderColumns } from './columns';
import { foldingOf, KIND_NAMES, summaryOf } from './comparison';
import { foldedRows, namesOfMany } from './groups';
import { legendOf } from './legend';
import { Cell, renderWrapped, wrap } from './wrapped-columns';
import { CHANGE_KINDS } from '../model/connection-change';
import { Explained } from '../model/explained';
import { Origin } from '../model/origin';
import { ObjectChange, ObjectFate, Upgrade, WitnessedChange } from '../model/upgrade';
import { Ternary } from '../sets/ternary';
import { oneLine, sentence } from '../sets/visible';
import { Folding } from '../wording/folding';
import { count } from '../wording/lists';

/** Where a policy or a rule that decides about a flow stands. */
interface DecidingPlace {
  readonly name: string;
  readonly source: string;
}

/**
 * How two readings differ, or that they do not.
 *
 * @param places for each change, where the policies and rules stand that decide about its flow
 */
export function renderUpgrade(upgrade: Upgrade, places: readonly (readonly DecidingPlace[])[], width: number): string[] {
  const { comparison, changes, objects } = upgrade;
  const folding = foldingOf(comparison);
  const shown = changes.map((change, index) => ({ change, row: rowOf(upgrade, change, folding), places: places[index] }));
  const sections = CHANGE_KINDS.map(kind => ({ kind, shown: shown.filter(({ change }) => change.kind === kind).sort(byRow) }))
    .filter(section => section.shown.length > 0);
  return [
    ...wrap([headlineOf(upgrade)], width),
    ...sections.flatMap(section => ['', KIND_NAMES[section.kind], ...section.shown.flatMap(({ change, row, places: at }) => [
      ...indented(renderWrapped([row], width - INDENT.length), 1),
      ...indented(witnessLines(upgrade, change, at), 2),
    ])]),
    ...waysInLines(upgrade, width),
    ...objects.length === 0 ? [] : ['', 'policies', ...groupsOf(objects).flatMap(group => indented(objectLines(upgrade, group), 1))],
    ...legendOf(shown.map(({ row }) => row), width),
  ];
}

const INDENT = '  ';

function indented(lines: readonly string[], depth: number): string[] {
  return lines.map(line => `${INDENT.repeat(depth)}${line}`);
}

function headlineOf(upgrade: Upgrade): string {
  const { comparison, objects, unknownInBoth, isPartOnly } = upgrade;
  const [from, to] = [upgrade.from, upgrade.to].map(name => `\`${name}\``);
  const asked = isPartOnly ? ' that was asked for' : '';
  const open = unknownInBoth === 0 ? [] : [`between ${count(unknownInBoth, 'pair')} of endpoints something is unknown in both`];
  if (upgrade.answer === 'equal') {
    return `equal: every connection${asked} is the same in ${from} and in ${to}, and every policy is enforced and accepted alike`;
  }
  const connections = summaryOf(comparison);
  const parts = [
    ...comparison.pairs.length + comparison.waysIn.length === 0 ? [] : [connections],
    ...objects.length === 0 ? [] : [`${objects.length === 1 ? '1 policy is' : `${objects.length} policies are`} enforced or accepted otherwise`],
    ...open,
  ].join('; ');
  return `from ${from} to ${to}${upgrade.answer === 'unknown' ? ' the readings differ only in what is unknown' : ''}: ${parts}`;
}

function rowOf({ comparison: { by, everything } }: Upgrade, { group: { sources, destinations, traffic } }: WitnessedChange, folding: Folding): Cell[] {
  const [own, others] = by === 'destination' ? [destinations, sources] : [sources, destinations];
  return foldedRows(by, [{ own, others, traffic: traffic.format(everything) }], folding)[0];
}

function byRow({ row: left }: { readonly row: Cell[] }, { row: right }: { readonly row: Cell[] }): number {
  return left.join() < right.join() ? -1 : 1;
}

function witnessLines({ from, to }: Upgrade, { witness: { flow, source, destination, before, after } }: WitnessedChange, places: readonly DecidingPlace[]): string[] {
  return [
    `for example ${sentence(`${source} -> ${destination} ${flow.protocol} ${flow.port}`)}`,
    ...indented([...sideLines(from, before), ...sideLines(to, after), ...renderColumns(places.map(({ name, source }) => ['at', name, source]))], 1),
  ];
}

function sideLines(name: string, { trace, lines, notes, help }: Explained): string[] {
  return [
    `${name}: ${trace.verdict}`,
    ...indented([
      ...renderColumns(lines.map(({ label, columns = [], text }) => [label, ...columns, text])),
      ...notes.map(note => `note: ${sentence(note)}`),
      ...help.map(text => `help: ${sentence(text)}`),
    ], 1),
  ];
}

function waysInLines({ comparison: { waysIn } }: Upgrade, width: number): string[] {
  const rows = waysIn.map(({ way, before, after }): Cell[] => [[way], [`${before ?? 'none'} -> ${after ?? 'none'}`]]);
  return rows.length === 0 ? [] : ['', 'ways in', ...indented(renderWrapped(rows, width - INDENT.length), 1)];
}

/** Objects of which the same is said. */
function groupsOf(objects: readonly ObjectChange[]): ObjectChange[][] {
  const groups = new Map<string, ObjectChange[]>();
  for (const object of objects) {
    const { fate, before, after, fault, help } = object;
    const key = JSON.stringify([fate, before, after, fault, help]);
    groups.set(key, [...groups.get(key) ?? [], object]);
  }
  return [...groups.values()];
}

const FATES: Readonly<Record<ObjectFate, Readonly<Record<Ternary, string>>>> = {
  enforced: { yes: 'enforced', no: 'not enforced', unknown: 'perhaps enforced' },
  accepted: {
    yes: 'accepted', no: 'refused when it is new or its block changes', unknown: 'perhaps refused when it is new or its block changes',
  },
};

function objectLines({ from, to }: Upgrade, group: readonly ObjectChange[]): string[] {
  const [{ fate, before, after, fault, help }] = group;
  return [
    `${FATES[fate][before]} in ${from}, ${FATES[fate][after]} in ${to}${fault === undefined ? '' : `: ${sentence(fault)}`}`,
    ...indented(namesOfMany(group.map(({ at }) => placed(at))), 1),
    ...help === undefined ? [] : [`  help: ${sentence(help)}`],
  ];
}

function placed({ object, source, file }: Origin): string {
  const place = source ?? file;
  return oneLine(place === undefined ? object : `${object}  (${place})`);
}
