import { formatKey, formatOther, formatOutside, formatPassing, LOCK_VERSION } from './lock-lines';
import { impliedPassing } from './lock-rules';
import { ConnectionRecord, nodeKey, NOTHING_PASSES, OTHER_PODS, Passing, RecordedEnd } from './record';
import { expectedPart } from '../model/matrix';
import { TrafficDirection } from '../model/policy';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';

/** How the manifests were read. */
export interface LockHeader {
  readonly dialect: string;
  /** Whether ipBlocks were taken to mean no pod and no node. */
  readonly externalBlocks: boolean;
}

const ABOUT = '# Who may connect to whom, and that this is meant. `netpol lock PATH...` writes this file; nobody edits it.';

/**
 * The text of a lock file. A line is about a workload and whatever is at the other end, and says nothing else, so that it
 * changes only when that does; what follows from other lines by the rules of `lock-rules.ts` has none.
 */
export function writeLock(record: ConnectionRecord, { dialect, externalBlocks }: LockHeader): string {
  const keys = [...record.workloads.keys()].sort();
  const sections = keys.map(key => linesAbout(key, keys, record)).filter(lines => lines.length > 0);
  const ways = [...record.waysIn].map(([name, { verdict }]) => `${name}: ${verdict}`).sort();
  const header = [ABOUT, `version: ${LOCK_VERSION}`, `dialect: ${dialect}`, ...externalBlocks ? ['external-blocks: yes'] : []];
  return [header, ...sections, ...ways.length === 0 ? [] : [ways]].map(lines => lines.map(line => `${line}\n`).join('')).join('\n');
}

function linesAbout(key: string, keys: readonly string[], record: ConnectionRecord): string[] {
  const name = formatKey(key);
  const end = record.workloads.get(key)!;
  const passing = passingIn(record);
  const line = (arrow: string, other: string, what: Passing) => `${name} ${arrow} ${other}: ${formatPassing(what)}`;
  const pods = keys.filter(source => isPairOf(record.workloads.get(source)!, end))
    .map(source => ({ source, what: passing(source, key) }))
    .filter(({ source, what }) => !isSame(what, impliedPassing(passing(source, OTHER_PODS), passing(OTHER_PODS, key))))
    .map(({ source, what }) => line('<-', formatKey(source), what));
  const withOthers = (direction: TrafficDirection) => {
    const arrow = direction === 'ingress' ? '<-' : '->';
    const withOther = (other: string) => (direction === 'ingress' ? passing(other, key) : passing(key, other));
    return [
      ...linesOfOthers(withOther, record).map(([other, what]) => line(arrow, other, what)),
      ...outsideLines(record, direction, key).map(([addresses, what]) => line(arrow, formatOutside(addresses), what)),
    ];
  };
  return [...pods, ...withOthers('ingress'), ...withOthers('egress')];
}

/** What passes, without unknowns that nobody asks about. */
function passingIn(record: ConnectionRecord): (source: string, destination: string) => Passing {
  return (source, destination) => {
    const passing = record.from(source)(destination);
    const end = record.workloads.get(destination)?.endpoint;
    return passing.unknown.isEmpty ? passing : {
      allowed: passing.allowed,
      unknown: expectedPart(passing.unknown, record.everything, end?.kind === 'workload' ? end : { kind: 'nodes', names: [] }),
    };
  };
}

function isPairOf(source: RecordedEnd, destination: RecordedEnd): boolean {
  return source !== destination || source.endpoint.kind !== 'workload' || !source.endpoint.workload.isSinglePod;
}

function isSame(one: Passing, other: Passing): boolean {
  return one.allowed.equals(other.allowed) && one.unknown.equals(other.unknown);
}

/** Pods that are not in the input, of which all have what `other pods` have unless a line says otherwise; and nodes likewise. */
function linesOfOthers(
  withOther: (key: string) => Passing, { absent, nodes = [] }: ConnectionRecord,
): (readonly [string, Passing])[] {
  const anyPod = withOther(OTHER_PODS);
  const named = [...absent.keys()].filter(key => key !== OTHER_PODS).sort();
  const groups = nodes.map(({ names }) => ({ names, what: withOther(nodeKey(names[0])) }));
  const [first] = groups;
  const anyNode = groups.find(({ names }) => names.length === 0)?.what
    ?? (groups.every(({ what }) => isSame(what, first.what)) ? first?.what : undefined) ?? NOTHING_PASSES;
  const ownNodes = groups.filter(({ what }) => !isSame(what, anyNode))
    .flatMap(({ names, what }) => names.map(node => [formatOther(nodeKey(node)), what] as const));
  return [
    ...unlessNothing(OTHER_PODS, anyPod),
    ...named.map(key => [formatOther(key), withOther(key)] as const).filter(([, what]) => !isSame(what, anyPod)),
    ...unlessNothing(nodeKey(undefined), anyNode),
    ...ownNodes.sort(([left], [right]) => (left < right ? -1 : 1)),
  ];
}

function unlessNothing(other: string, what: Passing): (readonly [string, Passing])[] {
  return isSame(what, NOTHING_PASSES) ? [] : [[other, what]];
}

/** Addresses with which the same passes share a line. */
function outsideLines(record: ConnectionRecord, direction: TrafficDirection, key: string): [AddressSet, Passing][] {
  const groups = new Map<string, [AddressSet, Passing]>();
  const end = record.workloads.get(key)!.endpoint;
  for (const { addresses, passing } of record.outside(direction, key)) {
    const target = direction === 'ingress' && end.kind === 'workload' ? end : { kind: 'nodes' as const, names: [] };
    const what = { allowed: passing.allowed, unknown: expectedPart(passing.unknown, record.everything, target) };
    if (!isSame(what, NOTHING_PASSES)) {
      const text = formatPassing(what);
      groups.set(text, [addresses.union(groups.get(text)?.[0] ?? NO_ADDRESSES), what]);
    }
  }
  return [...groups.values()].sort(([left], [right]) => (left.intervals[0].start < right.intervals[0].start ? -1 : 1));
}
