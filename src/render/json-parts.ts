import { Problem } from '../model/finding';
import { DecidedTraffic } from '../model/matrix';
import { PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { sentence, shortened } from '../sets/visible';
import { Cause } from '../wording/traces';

/** Changes when a field is renamed, removed or means something else; new fields do not change it. */
export const SCHEMA_VERSION = 1;

/** What an answer was computed from. */
export interface ListingContext {
  /** Whose view of the policies it is: `kubernetes`, `cilium-1.15`. */
  readonly dialect: string;
  /** The file that configured netpol, if one did. */
  readonly config?: string;
  /** Whether ipBlocks were taken to mean no pod and no node. */
  readonly externalBlocks: boolean;
  /** Whether something of the input was left out, so that the answer is about a part only. */
  readonly isPartial: boolean;
  readonly problems: readonly Problem[];
}

/** The fields with which an answer begins. */
export function renderHeader(context: ListingContext): Generator<string> {
  return renderHeaderOf({ dialect: context.dialect }, context);
}

/** The same of an answer that is about several readings, by the fields that name them. */
export function* renderHeaderOf(
  readings: Readonly<Record<string, string>>, { config, externalBlocks, isPartial }: Omit<ListingContext, 'dialect'>,
): Generator<string> {
  yield `  "schemaVersion": ${SCHEMA_VERSION},\n`;
  yield* Object.entries(readings).map(([field, name]) => `  ${JSON.stringify(field)}: ${JSON.stringify(name)},\n`);
  yield `  "config": ${JSON.stringify(config ?? null)},\n`;
  yield `  "externalBlocks": ${externalBlocks},\n`;
  yield `  "partial": ${isPartial},\n`;
}

/** The fields with which an answer ends: the causes that rows name, and the problems of the input. */
export function* renderFooter(causes: Iterable<Cause>, context: ListingContext): Generator<string> {
  yield* renderList('causes', [...new Map([...causes].map(cause => [cause.id, cause])).values()]);
  yield ',\n';
  yield* renderProblems(context);
}

/** What is wrong with the input. */
export function* renderProblems({ problems }: ListingContext): Generator<string> {
  yield* renderList('problems', problems.map(describeProblem));
}

/** One item a line, so that a change of one connection is a change of one line. */
export function* renderList(name: string, items: readonly object[]): Generator<string> {
  const lines = items.map(item => `\n    ${JSON.stringify(item)}`);
  yield `  ${JSON.stringify(name)}: [${lines.join()}${items.length === 0 ? '' : '\n  '}]`;
}

/** Writes what rows say of their traffic; rows share connections, so that each is written once. */
export class TrafficTexts {
  private readonly texts = new Map<DecidedTraffic, string>();

  public of(connections: DecidedTraffic): string {
    const text = this.texts.get(connections)
      ?? `"allowed":${JSON.stringify(describeTraffic(connections.allowed))},`
      + `"unknown":${JSON.stringify(describeTraffic(connections.unknown))}`;
    this.texts.set(connections, text);
    return text;
  }
}

/** `{ TCP: [[80, 80], [8000, 8080]] }`: first and last of each range of ports. */
export function describeTraffic(traffic: TrafficSet): object {
  return Object.fromEntries(PROTOCOLS.filter(protocol => !traffic.ports(protocol).isEmpty)
    .map(protocol => [protocol, traffic.ports(protocol).intervals.map(({ start, end }) => [start, end - 1])]));
}

/** Of a longer one, whatever it names, nobody needs the middle. */
const LONGEST_NAME = 4_000;

function describeProblem({ severity, message, at, field, help }: Problem): object {
  return {
    severity,
    message: sentence(message),
    object: shortened(at.object, LONGEST_NAME),
    file: at.file,
    source: at.source,
    field: field && shortened(field, LONGEST_NAME),
    help: help && sentence(help),
  };
}
