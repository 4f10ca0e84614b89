import { Ids } from './json-endpoints';
import { ListingContext, renderFooter, renderHeader, renderList, TrafficTexts } from './json-parts';
import { describeWayIn } from './json-ways-in';
import { Listing } from './listing';
import { MatrixCell } from '../model/matrix';
import { Cause } from '../wording/traces';

/**
 * The connections as JSON, in lines that belong together one after the other:
 *
 *     { "schemaVersion": 1, "dialect": "kubernetes", "config": "netpol.yaml", "externalBlocks": false, "partial": false,
 *       "endpoints": [{ "id", "type": "workload", "kind", "namespace", "name" }, { "id", "type": "external", "cidrs" },
 *                     { "id", "type": "absent", "namespaces", "pods" }],
 *       "connections": [{ "source", "destination", "allowed": { "TCP": [[80, 80], [8000, 8080]] }, "unknown": {}, "because": ["id"] }],
 *       "waysIn": [{ "entry": { "kind", "namespace", "name" }, "listeners": [{ "protocol", "port", "host", "path", "at" }],
 *                    "service": { "namespace", "name", "port" }, "target", "protocol", "port", "via", "clients": ["cidr"],
 *                    "verdict", "sources": [{ "name", "verdict", "why" }], "doubts": ["text"] }],
 *       "causes": [{ "id", "what", "help" }],
 *       "problems": [{ "severity", "message", "object", "file", "source", "field", "help" }] }
 *
 * Ports are first and last of a range. `because` stands where anything is unknown, and names the causes of that. What is
 * neither allowed nor unknown is denied; a pair without either is absent. An endpoint of type `absent` stands for pods
 * that a rule admits and that the input does not have: of these only what is allowed is listed.
 *
 * `waysIn` says how traffic from outside gets to pods by Ingresses, routes and Services: `target` is the id of an endpoint,
 * which takes it on `port`. `via` is whom the pods see: a `controller`, a `node` or the `client`. `sources` are all of whom
 * that may be; the verdict is `unknown` where they differ, or where `doubts` leave open whether there is such a way.
 */
export function* renderJson(
  { workloads, absent, blocks, bySource, causesOf, waysIn }: Listing, context: ListingContext,
): Generator<string> {
  const ids = new Ids([...workloads, ...absent], blocks);
  yield '{\n';
  yield* renderHeader(context);
  yield* renderList('endpoints', ids.descriptions());
  yield ',\n';
  const because = new Map<readonly Cause[], string>();
  yield* renderConnections(bySource, ids, cell => {
    const causes = causesOf(cell);
    const text = because.get(causes) ?? JSON.stringify(causes.map(({ id }) => id));
    because.set(causes, text);
    return text;
  });
  yield ',\n';
  yield* renderList('waysIn', waysIn().map(way => describeWayIn(way, ids)));
  yield ',\n';
  yield* renderFooter([...because.keys()].flat(), context);
  yield '\n}\n';
}

function* renderConnections(
  bySource: Listing['bySource'], ids: Ids, becauseOf: (cell: MatrixCell) => string,
): Generator<string> {
  const texts = new TrafficTexts();
  yield '  "connections": [';
  let isFirst = true;
  for (const cells of bySource) {
    const source = ids.quoted(cells[0].source);
    const lines = cells.map(cell => {
      const because = cell.connections.unknown.isEmpty ? '' : `,"because":${becauseOf(cell)}`;
      return `\n    {"source":${source},"destination":${ids.quoted(cell.destination)},${texts.of(cell.connections)}${because}}`;
    });
    yield `${isFirst ? '' : ','}${lines.join()}`;
    isFirst = false;
  }
  yield isFirst ? ']' : '\n  ]';
}
