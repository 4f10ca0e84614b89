import { renderConnections } from './matrix';
import { Cell } from './wrapped-columns';
import { ComparedEndpoint } from '../model/connection-change';
import { GroupedBy, Grouping } from '../model/grouping';
import { isAbsentEndpoint } from '../model/matrix';
import { TrafficSet } from '../sets/traffic-set';
import { Folding } from '../wording/folding';

/** A list of more names than that is read by nobody; `--format json` has all of them. */
const MOST_NAMES = 24;

/** A row to be: endpoints at the end at which rows are joined, whatever they are joined with, and what is said of these. */
export interface FoldedRow {
  /** The same list for all rows of one section. */
  readonly own: readonly ComparedEndpoint[];
  readonly others: readonly ComparedEndpoint[];
  readonly traffic: string;
}

/** `shop/orders  <-  shop/web, lab/*  TCP 8080`; of rows about the same end only the first one names it. */
export function groupRows({ by, groups }: Grouping, folding: Folding, everything: TrafficSet): Cell[][] {
  const [own, other]: readonly ['destinations' | 'sources', 'destinations' | 'sources'] = by === 'destination'
    ? ['destinations', 'sources'] : ['sources', 'destinations'];
  return foldedRows(by, groups.map(group => ({
    own: group[own].endpoints,
    others: group[other].endpoints,
    traffic: renderConnections(group.connections, everything),
  })), folding);
}

/** The rows in sections, in order of their names. */
export function foldedRows(by: GroupedBy, rows: readonly FoldedRow[], folding: Folding): Cell[][] {
  const arrow = by === 'destination' ? '<-' : '->';
  const sections = sectionsOf(rows).map(section => ({
    names: namesOfMany(folding.fold(section[0].own)),
    isOfInput: section[0].own.some(isOfInput),
    lines: section.map(({ others, traffic }) => ({ others: namesOfMany(folding.fold(others)), traffic }))
      .sort((left, right) => compare(left.others.join(), right.others.join())),
  })).sort((left, right) =>
    Number(right.isOfInput) - Number(left.isOfInput) || compare(left.names.join(), right.names.join()));
  return sections.flatMap(({ names, lines }) => lines.map(({ others, traffic }, index): Cell[] =>
    [index === 0 ? names : [], [arrow], others, [traffic]]));
}

function sectionsOf(rows: readonly FoldedRow[]): FoldedRow[][] {
  const sections = new Map<FoldedRow['own'], FoldedRow[]>();
  rows.forEach(row => sections.set(row.own, [...sections.get(row.own) ?? [], row]));
  return [...sections.values()];
}

/** What the input has comes first. */
function isOfInput(endpoint: ComparedEndpoint): boolean {
  return endpoint.kind === 'workload' && !isAbsentEndpoint(endpoint);
}

/** The first names of a long list, and how many there are beside them. */
export function namesOfMany(names: readonly string[]): string[] {
  return names.length <= MOST_NAMES ? [...names] : [...names.slice(0, MOST_NAMES - 1), `and ${names.length - MOST_NAMES + 1} more`];
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
