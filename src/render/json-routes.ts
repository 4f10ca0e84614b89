import { describeTraffic, ListingContext, renderHeader, renderList, renderProblems } from './json-parts';
import { RouteRow, RoutesFound } from './routes';
import { GroupEndpoint } from '../model/matrix';
import { formatWorkload } from '../model/workload';
import { oneLine } from '../sets/visible';

/** The answer as JSON, of the form that schema/explain.schema.json describes. */
export function* renderRoutesJson(
  { party, end, isTransitive, routes }: RoutesFound, context: ListingContext,
): Generator<string> {
  const asked = JSON.stringify(oneLine(party.description));
  yield '{\n';
  yield* renderHeader(context);
  yield `  "from": ${end === 'destinations' ? asked : null},\n`;
  yield `  "to": ${end === 'sources' ? asked : null},\n`;
  yield `  "transitive": ${isTransitive},\n`;
  yield* renderList(end, routes.map(describeRoute));
  yield ',\n';
  yield* renderProblems(context);
  yield '\n}\n';
}

function describeRoute({ endpoint, via, connections: { allowed, unknown }, isCertain }: RouteRow): object {
  return {
    ...describeEnd(endpoint),
    via: via.map(formatWorkload),
    allowed: describeTraffic(allowed),
    unknown: describeTraffic(unknown),
    certain: isCertain,
  };
}

function describeEnd(endpoint: GroupEndpoint): object {
  switch (endpoint.kind) {
    case 'workload': return { type: 'workload', name: formatWorkload(endpoint.workload) };
    case 'external': return { type: 'external', cidrs: endpoint.cidrs };
    case 'nodes': return { type: 'nodes' };
  }
}
