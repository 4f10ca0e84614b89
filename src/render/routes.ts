import { renderConnections } from './matrix';
import { renderWrapped, USUAL_WIDTH } from './wrapped-columns';
import { ExternalBlock, GroupEndpoint, NodeGroup } from '../model/matrix';
import { formatWorkload, Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';
import { sentence } from '../sets/visible';
import { Folding } from '../wording/folding';
import { count } from '../wording/lists';

/** An endpoint at the other end, and how it gets there. */
export interface RouteRow {
  readonly endpoint: GroupEndpoint;
  readonly via: readonly Workload[];
  readonly connections: { readonly allowed: TrafficSet; readonly unknown: TrafficSet };
  readonly isCertain: boolean;
}

/** Who reaches a party, or what it reaches. */
export interface RoutesAnswer {
  readonly party: { readonly description: string };
  readonly end: 'sources' | 'destinations';
  readonly isTransitive: boolean;
  readonly routes: readonly RouteRow[];
  /** Every endpoint that a row may name. */
  readonly workloads: readonly Workload[];
  readonly blocks: readonly ExternalBlock[];
  readonly nodes: readonly NodeGroup[];
  readonly everything: TrafficSet;
}

/** A table of those who reach the party, or whom it reaches; endpoints of which the same holds share a row. */
export function renderRoutes(found: RoutesAnswer, width: number = USUAL_WIDTH): string {
  const { party, end, routes } = found;
  const title = sentence(end === 'sources' ? `who reaches ${party.description}` : `what is reached from ${party.description}`);
  const byDistance = [...new Set(routes.map(({ via }) => via.length))].sort((one, other) => one - other);
  return routes.length === 0 ? `${title}: nothing and nobody`
    : [title, ...byDistance.flatMap(distance => sectionFor(found, distance, width))].join('\n');
}

function sectionFor(
  { routes, isTransitive, workloads, blocks, nodes, everything }: RoutesAnswer, distance: number, width: number,
): string[] {
  const folding = new Folding({ workloads, blocks, nodes });
  const groups = new Map<string, RouteRow[]>();
  for (const route of routes.filter(({ via }) => via.length === distance)) {
    const key = textsOf(route, everything).join('\n');
    groups.set(key, [...groups.get(key) ?? [], route]);
  }
  const rows = [...groups.values()].map(group =>
    [folding.fold(group.map(({ endpoint }) => endpoint)), ...textsOf(group[0], everything).map(text => [text])]);
  const sorted = rows.sort((left, right) => (left[0].join() < right[0].join() ? -1 : 1));
  const heading = !isTransitive ? [] : ['', distance === 0 ? 'directly' : `over ${count(distance, 'pod')}`];
  return [...heading, ...renderWrapped(sorted, width - INDENT.length).map(line => `${INDENT}${line}`)];
}

const INDENT = '  ';

function textsOf({ via, connections, isCertain }: RouteRow, everything: TrafficSet): string[] {
  const all = { ...connections, denied: TrafficSet.NONE };
  return via.length === 0 ? [renderConnections(all, everything)]
    : [`via ${via.map(formatWorkload).join(', ')}`, isCertain ? '' : 'perhaps'];
}
