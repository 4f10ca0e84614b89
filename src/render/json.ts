import { Listing } from './listing';
import { Problem } from '../model/finding';
import { Connections, ExternalBlock, MatrixCell, MatrixEndpoint } from '../model/matrix';
import { WayIn } from '../model/ways-in';
import { formatWorkload, Workload } from '../model/workload';
import { PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { Cause } from '../wording/traces';

/** Changes when a field is renamed, removed or means something else; new fields do not change it. */
const SCHEMA_VERSION = 1;

/** What an answer was computed from. */
export interface ListingContext {
  /** Whose view of the policies it is: `kubernetes`, `cilium-1.15`. */
  readonly dialect: string;
  /** Whether ipBlocks were taken to mean no pod and no node. */
  readonly externalBlocks: boolean;
  /** Whether something of the input was left out, so that the answer is about a part only. */
  readonly isPartial: boolean;
  readonly problems: readonly Problem[];
}

/**
 * The connections as JSON, in lines that belong together one after the other:
 *
 *     { "schemaVersion": 1, "dialect": "kubernetes", "externalBlocks": false, "partial": false,
 *       "endpoints": [{ "id", "type": "workload", "kind", "namespace", "name" }, { "id", "type": "external", "cidrs" }],
 *       "connections": [{ "source", "destination", "allowed": { "TCP": [[80, 80], [8000, 8080]] }, "unknown": {}, "because": ["id"] }],
 *       "waysIn": [{ "entry": { "kind", "namespace", "name" }, "listeners": [{ "protocol", "port", "host", "path", "at" }],
 *                    "service": { "namespace", "name", "port" }, "target", "protocol", "port", "via", "clients": ["cidr"],
 *                    "verdict", "sources": [{ "name", "verdict", "why" }], "doubts": ["text"] }],
 *       "causes": [{ "id", "what", "help" }],
 *       "problems": [{ "severity", "message", "object", "file", "source", "field", "help" }] }
 *
 * Ports are first and last of a range. `because` stands where anything is unknown, and names the causes of that. What is neither allowed nor unknown is denied; a pair without either is absent.
 *
 * `waysIn` says how traffic from outside gets to pods by Ingresses, routes and Services: `target` is the id of an endpoint,
 * which takes it on `port`. `via` is whom the pods see: a `controller`, a `node` or the `client`. `sources` are all of whom
 * that may be; the verdict is `unknown` where they differ, or where `doubts` leave open whether there is such a way.
 */
export function* renderJson(
  { workloads, blocks, bySource, causesOf, waysIn }: Listing, context: ListingContext,
): Generator<string> {
  const ids = new Ids(workloads, blocks);
  yield '{\n';
  yield `  "schemaVersion": ${SCHEMA_VERSION},\n`;
  yield `  "dialect": ${JSON.stringify(context.dialect)},\n`;
  yield `  "externalBlocks": ${context.externalBlocks},\n`;
  yield `  "partial": ${context.isPartial},\n`;
  yield* renderList('endpoints', [
    ...workloads.map((workload): MatrixEndpoint => ({ kind: 'workload', workload })), ...blocks,
  ], endpoint => JSON.stringify(describeEndpoint(endpoint, ids.of(endpoint))));
  yield ',\n';
  const because = new Map<readonly Cause[], string>();
  yield* renderConnections(bySource, ids, cell => {
    const causes = causesOf(cell);
    const text = because.get(causes) ?? JSON.stringify(causes.map(({ id }) => id));
    because.set(causes, text);
    return text;
  });
  yield ',\n';
  yield* renderList('waysIn', waysIn, way => JSON.stringify(describeWayIn(way, ids)));
  yield ',\n';
  const causes = new Map([...because.keys()].flat().map(cause => [cause.id, cause]));
  yield* renderList('causes', [...causes.values()], cause => JSON.stringify(cause));
  yield ',\n';
  yield* renderList('problems', context.problems, problem => JSON.stringify(describeProblem(problem)));
  yield '\n}\n';
}

function* renderConnections(
  bySource: Listing['bySource'], ids: Ids, becauseOf: (cell: MatrixCell) => string,
): Generator<string> {
  const texts = new Map<Connections, string>();
  const textOf = (connections: Connections) => {
    let text = texts.get(connections);
    if (text === undefined) {
      text = `"allowed":${describeTraffic(connections.allowed)},"unknown":${describeTraffic(connections.unknown)}`;
      texts.set(connections, text);
    }
    return text;
  };
  yield '  "connections": [';
  let isFirst = true;
  for (const cells of bySource) {
    const source = ids.quoted(cells[0].source);
    const lines = cells.map(cell => {
      const because = cell.connections.unknown.isEmpty ? '' : `,"because":${becauseOf(cell)}`;
      return `\n    {"source":${source},"destination":${ids.quoted(cell.destination)},${textOf(cell.connections)}${because}}`;
    });
    yield `${isFirst ? '' : ','}${lines.join()}`;
    isFirst = false;
  }
  yield isFirst ? ']' : '\n  ]';
}

/** One item a line, so that a change of one connection is a change of one line. */
function* renderList<Item>(
  name: string, items: readonly Item[], describe: (item: Item) => string,
): Generator<string> {
  const lines = items.map(item => `\n    ${describe(item)}`);
  yield `  ${JSON.stringify(name)}: [${lines.join()}${items.length === 0 ? '' : '\n  '}]`;
}

/** A name for each endpoint that no other has. */
class Ids {
  private readonly ids = new Map<unknown, string>();
  private readonly texts = new Map<unknown, string>();

  public constructor(workloads: readonly Workload[], blocks: readonly ExternalBlock[]) {
    const taken = new Set<string>();
    for (const workload of workloads) {
      const id = uniqueId(`${formatWorkload(workload)}[${workload.kind}]`, taken);
      taken.add(id);
      this.ids.set(workload, id);
    }
    blocks.forEach((block, index) => this.ids.set(block, `external-${index + 1}`));
  }

  public of(endpoint: MatrixEndpoint): string {
    return this.ids.get(keyOf(endpoint))!;
  }

  /** The name of the endpoint in quotes, as JSON writes it. */
  public quoted(endpoint: MatrixEndpoint): string {
    const key = keyOf(endpoint);
    let quoted = this.texts.get(key);
    if (quoted === undefined) {
      quoted = JSON.stringify(this.of(endpoint));
      this.texts.set(key, quoted);
    }
    return quoted;
  }
}

function keyOf(endpoint: MatrixEndpoint): unknown {
  return endpoint.kind === 'workload' ? endpoint.workload : endpoint;
}

/** Objects with generated names may share theirs. */
function uniqueId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) {
    id = `${wanted}#${number}`;
  }
  return id;
}

function describeEndpoint(endpoint: MatrixEndpoint, id: string): object {
  if (endpoint.kind === 'external') {
    return { id, type: 'external', cidrs: endpoint.cidrs };
  }
  const { kind, namespace, name } = endpoint.workload;
  return { id, type: 'workload', kind, namespace, name };
}

function describeWayIn(way: WayIn, ids: Ids): object {
  const { entry: { kind, namespace, name }, target, listeners, service, protocol, port, via, clients } = way;
  return {
    entry: { kind, namespace, name },
    listeners,
    service,
    target: ids.of({ kind: 'workload', workload: target }),
    protocol,
    port,
    via,
    clients,
    verdict: way.verdict,
    sources: way.sources,
    doubts: way.doubts,
  };
}

function describeTraffic(traffic: TrafficSet): string {
  return JSON.stringify(Object.fromEntries(PROTOCOLS.filter(protocol => !traffic.ports(protocol).isEmpty)
    .map(protocol => [protocol, traffic.ports(protocol).intervals.map(({ start, end }) => [start, end - 1])])));
}

function describeProblem({ severity, message, at, field, help }: Problem): object {
  return { severity, message, object: at.object, file: at.file, source: at.source, field, help };
}
