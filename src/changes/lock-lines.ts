import { absentKey, isAbsentKey, NOTHING_PASSES, OTHER_PODS, Passing } from './record';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { ALL_PORTS, FIRST_PORT, LAST_PORT, NO_PORTS, portRange, PortSet, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** The version of the format. It changes when a line means something else. */
export const LOCK_VERSION = 1;

/** Whatever has a meaning in a line, or would make a word two. */
const NOT_IN_NAMES = /[^\w.\/[\]#=,~-]/g;

/** The key of a workload as one word: names that no server takes may hold anything. */
export function formatKey(key: string): string {
  return key.replace(NOT_IN_NAMES, character => encodeURIComponent(character).replace(/[!'()*]/g, one => `%${one.charCodeAt(0).toString(16)}`));
}

/** The key of a workload, or undefined where the word is none: `shop/web[Deployment]`. */
export function parseKey(word: string): string | undefined {
  if (!/^[^ /]+\/[^ ]+\[[^ [\]]+\](#\d+)?$/.test(word)) {
    return undefined;
  }
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}

/** Kind, namespace and name of a workload with the key. */
export function partsOfKey(key: string): { readonly kind: string; readonly namespace: string; readonly name: string } {
  const [, namespace, name, kind] = /^([^/]*)\/(.*)\[([^[\]]+)\](?:#\d+)?$/s.exec(key)!;
  return { kind, namespace, name };
}

/** An end that is no workload of the input, as it stands in a line: `nodes`, `(app=prometheus in monitoring)`. */
export function formatOther(key: string): string {
  return isAbsentKey(key) ? `(${key.slice(absentKey('').length)})` : key;
}

/** What may stand at the other end of a line. */
export type LockEnd =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'absent'; readonly description: string }
  | { readonly kind: 'outside'; readonly addresses: AddressSet };

/** The other end of a line; undefined where the text is none. */
export function parseOther(text: string): LockEnd | undefined {
  if (text === OTHER_PODS || text === 'nodes' || text.startsWith('node ')) {
    return { kind: 'key', key: text };
  }
  if (text.startsWith('(') && text.endsWith(')')) {
    return { kind: 'absent', description: text.slice(1, -1) };
  }
  const key = parseKey(text);
  const addresses = key === undefined ? parseBlocks(text) : undefined;
  return key !== undefined ? { kind: 'key', key } : addresses && { kind: 'outside', addresses };
}

/** `0.0.0.0/0 (except 10.0.0.0/8), ::/0` */
export function formatOutside(addresses: AddressSet): string {
  return formatBlocks(addresses);
}

function parseBlocks(text: string): AddressSet | undefined {
  let sum = NO_ADDRESSES;
  for (const part of text.split(/, (?![^(]*\))/)) {
    const [, cover, exceptions] = /^([^ ]+)(?: \(except ([^()]+)\))?$/.exec(part) ?? [];
    const [block, ...others] = [cover, ...exceptions?.split(', ') ?? []].map(one => parseCidr(one ?? ''));
    if (block === undefined || others.includes(undefined)) {
      return undefined;
    }
    sum = sum.union(others.reduce((left, other) => left.subtract(other!.addresses), block.addresses));
  }
  return sum;
}

/** `TCP 5432`, `TCP 80 (unknown UDP 53)`, `unknown TCP 80`, `everything`, `nothing`. */
export function formatPassing({ allowed, unknown }: Passing): string {
  return unknown.isEmpty ? `${allowed}` : allowed.isEmpty ? `unknown ${unknown}` : `${allowed} (unknown ${unknown})`;
}

/** What passes; undefined where the text does not say. */
export function parsePassing(text: string): Passing | undefined {
  if (text === 'nothing') {
    return NOTHING_PASSES;
  }
  const [, alone] = /^unknown (.+)$/.exec(text) ?? [];
  const [, certain, open] = /^([^(]+?)(?: \(unknown ([^()]+)\))?$/.exec(text) ?? [];
  const allowed = alone !== undefined ? TrafficSet.NONE : certain === undefined ? undefined : parseTraffic(certain);
  const unknown = alone !== undefined ? parseTraffic(alone) : open === undefined ? TrafficSet.NONE : parseTraffic(open);
  return allowed === undefined || unknown === undefined || !allowed.intersect(unknown).isEmpty
    ? undefined : { allowed, unknown };
}

function parseTraffic(text: string): TrafficSet | undefined {
  if (text === 'everything') {
    return TrafficSet.ALL;
  }
  let sum = TrafficSet.NONE;
  for (const part of text.split('; ')) {
    const protocol = PROTOCOLS.find(one => part.startsWith(`${one} `));
    const ports = protocol === undefined ? undefined : parsePorts(part.slice(protocol.length + 1));
    if (protocol === undefined || ports === undefined) {
      return undefined;
    }
    sum = sum.union(TrafficSet.of(protocol, ports));
  }
  return sum;
}

function parsePorts(text: string): PortSet | undefined {
  if (text === 'all ports') {
    return ALL_PORTS;
  }
  let sum = NO_PORTS;
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= FIRST_PORT && to <= LAST_PORT && from <= to)) {
      return undefined;
    }
    sum = sum.union(portRange(from, to));
  }
  return sum;
}
