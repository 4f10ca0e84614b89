import { renderConnections } from './matrix';
import { Cell } from './wrapped-columns';
import { ConnectionGroup, Grouping, GroupSide } from '../model/grouping';
import { GroupEndpoint, isAbsentEndpoint } from '../model/matrix';
import { TrafficSet } from '../sets/traffic-set';
import { Folding } from '../wording/folding';

/** A list of more names than that is read by nobody; `--format json` has all of them. */
const MOST_NAMES = 24;

/** `shop/orders  <-  shop/web, lab/*  TCP 8080`; of rows about the same end only the first one names it. */
export function groupRows({ by, groups }: Grouping, folding: Folding, everything: TrafficSet): Cell[][] {
  const [own, other, arrow]: readonly ['destinations' | 'sources', 'destinations' | 'sources', string] = by === 'destination'
    ? ['destinations', 'sources', '<-'] : ['sources', 'destinations', '->'];
  const sections = sectionsOf(groups, own).map(section => ({
    names: shortened(folding.fold(section[0][own].endpoints)),
    isOfInput: section[0][own].endpoints.some(isOfInput),
    lines: section.map(group => ({
      others: shortened(folding.fold(group[other].endpoints)),
      traffic: renderConnections(group.connections, everything),
    })).sort((left, right) => compare(left.others.join(), right.others.join())),
  })).sort((left, right) =>
    Number(right.isOfInput) - Number(left.isOfInput) || compare(left.names.join(), right.names.join()));
  return sections.flatMap(({ names, lines }) => lines.map(({ others, traffic }, index): Cell[] =>
    [index === 0 ? names : [], [arrow], others, [traffic]]));
}

function sectionsOf(groups: readonly ConnectionGroup[], own: 'destinations' | 'sources'): ConnectionGroup[][] {
  const sections = new Map<GroupSide, ConnectionGroup[]>();
  groups.forEach(group => sections.set(group[own], [...sections.get(group[own]) ?? [], group]));
  return [...sections.values()];
}

/** What the input has comes first. */
function isOfInput(endpoint: GroupEndpoint): boolean {
  return endpoint.kind === 'workload' && !isAbsentEndpoint(endpoint);
}

function shortened(names: readonly string[]): string[] {
  return names.length <= MOST_NAMES ? [...names] : [...names.slice(0, MOST_NAMES - 1), `and ${names.length - MOST_NAMES + 1} more`];
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
