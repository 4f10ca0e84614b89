import { Ids } from './json-endpoints';
import { describeTraffic, ListingContext, renderHeader, renderList, renderProblems } from './json-parts';
import { RoutesAnswer } from './routes';
import { oneLine } from '../sets/visible';

/** The answer as JSON, of the form that schema/explain.schema.json describes. */
export function* renderRoutesJson(
  { party, end, isTransitive, routes, workloads, blocks, nodes }: RoutesAnswer, context: ListingContext,
): Generator<string> {
  const asked = JSON.stringify(oneLine(party.description));
  const ids = new Ids(workloads, blocks, nodes);
  yield '{\n';
  yield* renderHeader(context);
  yield `  "from": ${end === 'destinations' ? asked : null},\n`;
  yield `  "to": ${end === 'sources' ? asked : null},\n`;
  yield `  "transitive": ${isTransitive},\n`;
  yield* renderList('endpoints', ids.descriptions());
  yield ',\n';
  yield* renderList(end, routes.map(({ endpoint, via, connections: { allowed, unknown }, isCertain }) => ({
    id: ids.of(endpoint),
    via: via.map(workload => ids.ofWorkload(workload)),
    allowed: describeTraffic(allowed),
    unknown: describeTraffic(unknown),
    certain: isCertain,
  })));
  yield ',\n';
  yield* renderProblems(context);
  yield '\n}\n';
}
