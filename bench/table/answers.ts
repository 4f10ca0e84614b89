import { Answers, Tool } from './tool';

const ARROW = ' => ';

export function pairOf(source: string, destination: string): string {
  return `${source}${ARROW}${destination}`;
}

/** So many differences are shown. */
const SHOWN = 5;

/** The pairs on which a peer answers something else than we do, as lines for people; empty when both agree. */
export function differences(ours: Answers, theirs: Answers, { name, leavesOut }: Tool): string[] {
  const pairs = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  const lines = pairs.filter(pair => ours.get(pair) !== theirs.get(pair))
    .filter(pair => !leavesOut(...(pair.split(ARROW) as [string, string])))
    .map(pair => `${pair}: ${ours.get(pair) ?? 'nothing'}, but ${name} says ${theirs.get(pair) ?? 'nothing'}`);
  return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `... and ${lines.length - SHOWN} more`];
}

/** Reads netpol-analyzer's `-o json`. */
export function readRows(output: string): Answers {
  const rows = JSON.parse(output) as { src: string; dst: string; conn: string }[];
  return new Map(rows.map(({ src, dst, conn }) => [pairOf(src, dst), conn]));
}

/** Reads the lines of `netpol list --format connlist`. */
export function readLines(output: string): Answers {
  return new Map(output.split('\n').filter(line => line !== '').map(line => {
    const [, pair, conn] = /^(.*) : (.*)$/.exec(line)!;
    return [pair.replaceAll('[External]', ''), conn];
  }));
}

interface JsonList {
  readonly endpoints: readonly { readonly id: string; readonly type: string }[];
  readonly connections: readonly {
    readonly source: string;
    readonly destination: string;
    readonly allowed: { readonly [protocol: string]: readonly (readonly [first: number, last: number])[] };
    readonly unknown: object;
  }[];
}

/** Reads the connections between workloads of `netpol list --format json`. */
export function readJson(output: string): Answers {
  const { endpoints, connections } = JSON.parse(output) as JsonList;
  const workloads = new Set(endpoints.filter(({ type }) => type === 'workload').map(({ id }) => id));
  const doubt = connections.find(({ unknown }) => Object.keys(unknown).length > 0);
  if (doubt !== undefined) {
    throw new Error(`${pairOf(doubt.source, doubt.destination)} is partly unknown, which no peer can say`);
  }
  return new Map(connections
    .filter(({ source, destination }) => workloads.has(source) && workloads.has(destination))
    .map(({ source, destination, allowed }) => [pairOf(source, destination), formatPorts(allowed)]));
}

const FULL = '1-65535';
const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

function formatPorts(allowed: JsonList['connections'][number]['allowed']): string {
  const texts = PROTOCOLS.map(protocol => (allowed[protocol] ?? [])
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(','));
  return texts.every(text => text === FULL) ? 'All Connections'
    : PROTOCOLS.map((protocol, index) => `${protocol} ${texts[index]}`).filter((_, index) => texts[index] !== '').join(',');
}
