import { renderColumns } from './columns';
import { foldingOf, KIND_NAMES, summaryOf, wayRow } from './comparison';
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
export function renderUpgrade(
  upgrade: Upgrade, places: readonly (readonly DecidingPlace[])[], width: number,
): string[] {
  const folding = foldingOf(upgrade.comparison);
  const shown = upgrade.changes.map((change, index): ShownChange =>
    ({ change, row: rowOf(upgrade, change, folding), places: places[index] }));
  return [
    ...wrap([headlineOf(upgrade)], width),
    ...CHANGE_KINDS.flatMap(kind =>
      section(KIND_NAMES[kind], shown.filter(({ change }) => change.kind === kind).sort(byRow)
        .flatMap(({ change, row, places: at }) => [
          ...renderWrapped([row], width - INDENT.length),
          ...indented(witnessLines(upgrade, change, at)),
        ]))),
    ...section('ways in', renderWrapped(upgrade.comparison.waysIn.map(wayRow), width - INDENT.length)),
    ...section('policies', groupsOf(upgrade.objects).flatMap(group => objectLines(upgrade, group))),
    ...legendOf(shown.map(({ row }) => row), width),
  ];
}

interface ShownChange {
  readonly change: WitnessedChange;
  readonly row: Cell[];
  readonly places: readonly DecidingPlace[];
}

const INDENT = '  ';

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `${INDENT}${line}`);
}

/** After a line that is empty; nothing where there is nothing to say. */
function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...indented(lines)];
}

/** That both are equal, that they differ only in what is unknown, or how much changes. */
function headlineOf({ from, to, answer, comparison, objects, unknownInBoth, isPartOnly }: Upgrade): string {
  if (answer === 'equal') {
    return `equal: every connection${isPartOnly ? ' that was asked for' : ''} is the same in \`${from}\` and in \`${to}\`, `
      + 'and every policy is enforced and accepted alike';
  }
  const changes = [
    ...comparison.pairs.length + comparison.waysIn.length === 0 ? [] : [summaryOf(comparison)],
    ...objects.length === 0 ? []
      : [`${objects.length === 1 ? '1 policy is' : `${objects.length} policies are`} enforced or accepted otherwise`],
  ];
  const open = unknownInBoth === 0 ? []
    : [`between ${count(unknownInBoth, 'pair')} of endpoints something is unknown in both`];
  const remark = answer === 'different' ? ''
    : changes.length === 0 ? ' no difference is known' : ' the readings differ only in what is unknown';
  return `from \`${from}\` to \`${to}\`${remark}: ${[...changes, ...open].join('; ')}`;
}

function rowOf(
  { comparison: { by, everything } }: Upgrade, { group: { sources, destinations, traffic } }: WitnessedChange,
  folding: Folding,
): Cell[] {
  const [own, others] = by === 'destination' ? [destinations, sources] : [sources, destinations];
  return foldedRows(by, [{ own, others, traffic: traffic.format(everything) }], folding)[0];
}

function byRow({ row: left }: ShownChange, { row: right }: ShownChange): number {
  return left.join() < right.join() ? -1 : 1;
}

function witnessLines(
  { from, to }: Upgrade, { witness: { flow, source, destination, before, after } }: WitnessedChange,
  places: readonly DecidingPlace[],
): string[] {
  return [
    `for example ${sentence(`${source} -> ${destination} ${flow.protocol} ${flow.port}`)}`,
    ...indented([
      ...sideLines(from, before),
      ...sideLines(to, after),
      ...renderColumns(places.map(place => ['at', place.name, place.source])),
    ]),
  ];
}

function sideLines(name: string, { trace, lines, notes, help }: Explained): string[] {
  return [
    `${name}: ${trace.verdict}`,
    ...indented([
      ...renderColumns(lines.map(({ label, columns = [], text }) => [label, ...columns, text])),
      ...notes.map(note => `note: ${sentence(note)}`),
      ...help.map(text => `help: ${sentence(text)}`),
    ]),
  ];
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
    ...indented([...namesOfMany(group.map(({ at }) => placed(at))), ...help === undefined ? [] : [`help: ${sentence(help)}`]]),
  ];
}

function placed({ object, source, file }: Origin): string {
  const place = source ?? file;
  return oneLine(place === undefined ? object : `${object}  (${place})`);
}
