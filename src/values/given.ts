import { Direction } from './direction';
import { PeerKind } from './peers/peer-kind';
import { isPortName, isPortInRange } from './ports/port-syntax';
import { Protocol } from './ports/protocol';
import { PropertyCheck } from './properties';
import { refuse } from './refuse';
import { shown, valueText } from './shown';
import { isToken } from './token';

/*
 * Refuses what the compiler would refuse, for those who have none: plain JavaScript, TypeScript that is only transpiled,
 * and a `!` behind what turned out to be undefined. A value is known by its shape, so that one of another copy of this
 * package will do.
 */

/** Refuses what is no choice of pods. */
export function checkPods(where: string, field: string, value: unknown): void {
  if (!hasMethod(value, '_selector')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a choice of pods`,
      'choose them: `Pods.labeled({ ... })` or `Pods.of(workload)`; if every pod is meant, say so: `Pods.all()`');
  }
}

/** Refuses what is no end of a connection that a NetworkPolicy or an assertion can name. */
export function checkPeer(where: string, field: string, value: unknown): void {
  const help = 'name `Pods`, `Namespaces` or a `Cidr`';
  checkIsPeer(where, field, value, help);
  const kind = kindOfPeer(value);
  if (kind === 'nodes' || kind === 'domain names') {
    refuse(where, `\`${field}\` is ${shown(value)}, and only a \`ClusterRule\` can name ${kind}`, help);
  }
}

/** Refuses what is no peer of any kind. */
export function checkIsPeer(
  where: string, field: string, value: unknown, help: string, noun: string = 'a peer',
): asserts value is object {
  if (!hasMethod(value, 'toPeerConfig')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not ${noun}`, help);
  }
}

/** What a peer of this library stands for; undefined for somebody else's, which only the synthesis looks at. */
export function kindOfPeer(peer: object): PeerKind | undefined {
  return (peer as { readonly _kind?: PeerKind })._kind;
}

/** For each kind of peer: what one is, and which construct takes it. */
const KINDS: Readonly<Record<PeerKind, { readonly noun: string; readonly taker: string }>> = {
  pods: { noun: 'a choice of pods', taker: 'AllowPods' },
  namespaces: { noun: 'a choice of namespaces', taker: 'AllowNamespace' },
  addresses: { noun: 'addresses', taker: 'AllowCidr' },
  nodes: { noun: 'a choice of nodes', taker: 'ClusterNetworkPolicy' },
  'domain names': { noun: 'domain names', taker: 'ClusterNetworkPolicy' },
};

/**
 * Refuses what is no list of peers of this kind, and the list that says "nobody" to people and "everybody" to Kubernetes.
 * What somebody else's peer stands for is known at synthesis.
 */
export function checkPeers(kind: PeerKind): PropertyCheck {
  return (where, field, value) => {
    const help = 'name the peers; to admit everybody use `AllowAll`, to admit nobody `DefaultDenyAll`';
    const empty = 'which Kubernetes would read as everybody';
    checkEach(where, field, value, { noun: 'a list of peers', empty, help }, (at, peer) => {
      checkIsPeer(where, at, peer, 'name `Pods`, `Namespaces` or a `Cidr`');
      const actual = kindOfPeer(peer);
      if (actual !== undefined && actual !== kind) {
        refuse(where, `\`${at}\` is ${shown(peer)}, not ${KINDS[kind].noun}`, `use \`${KINDS[actual].taker}\` for it`);
      }
    });
  };
}

/** Refuses what is given as ports and is no list of them, or an empty one. */
export function checkPorts(where: string, field: string, value: unknown): void {
  checkEach(where, field, value, {
    noun: 'a list of ports',
    empty: 'which Kubernetes would read as every port',
    help: `name the ports, or leave \`${field}\` out to admit every port`,
  }, (at, port) => checkPort(where, at, port));
}

/** Refuses ports that an assertion cannot be about. */
export function checkAssertedPorts(help: string): PropertyCheck {
  return (where, field, value) => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) {
      refuse(where, `\`${field}\` is ${shown(value)}`, help);
    }
    checkPorts(where, field, value);
  };
}

/** Refuses what is no port. A plain object would be read as every port of a protocol. */
export function checkPort(where: string, field: string, value: unknown): void {
  if (!hasFields(value, 'protocol', 'first', 'last', 'name')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a port`, PORT_HELP);
  }
  const { protocol, first, last, name } = value;
  const isNamed = name !== undefined;
  const isOne = isNamed ? first === undefined && last === undefined && isPortName(name)
    : (first === undefined && last === undefined) || (isPortInRange(first) && isPortInRange(last) && first <= last);
  checkProtocol(where, `${field}.protocol`, protocol);
  if (!isOne) {
    refuse(where, `\`${field}\` is ${shown(value)}, which no container can listen on`, PORT_HELP);
  }
}

const PORT_HELP = 'write a `Port`: `Port.tcp(443)`, `Port.named(\'http\')`';

/** Refuses what is no direction. */
export function checkDirection(where: string, field: string, value: unknown): void {
  checkMember(where, field, value, Object.values(Direction),
    'write `Direction.INGRESS`, `Direction.EGRESS` or `Direction.BOTH`');
}

/** Refuses what is no protocol. */
export function checkProtocol(where: string, field: string, value: unknown): void {
  checkMember(where, field, value, Object.values(Protocol), 'write `Protocol.TCP`, `Protocol.UDP` or `Protocol.SCTP`');
}

/** Refuses what is none of the values of an enum. */
export function checkMember(
  where: string, field: string, value: unknown, members: readonly unknown[], help: string,
): void {
  if (!members.includes(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not one of ${members.map(valueText).join(', ')}`, help);
  }
}

/** Refuses what is none of the values of an enum. */
export function memberOf(members: Readonly<Record<string, string>>, help: string): PropertyCheck {
  return (where, field, value) => checkMember(where, field, value, Object.values(members), help);
}

/** Refuses what is no text. */
export function checkText(where: string, field: string, value: unknown): void {
  if (typeof value !== 'string' && !isToken(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a text`,
      typeof value === 'number' || typeof value === 'boolean' ? `write it in quotes: \`'${value}'\`` : 'write a text in quotes');
  }
}

/** Refuses what is neither true nor false. */
export function checkBoolean(where: string, field: string, value: unknown): void {
  if (typeof value !== 'boolean') {
    refuse(where, `\`${field}\` is ${shown(value)}, not true or false`, 'write `true` or `false`, without quotes');
  }
}

/** Refuses what is no list. */
export function checkList(where: string, field: string, value: unknown, help: string): asserts value is unknown[] {
  if (!Array.isArray(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a list`, help);
  }
}

/** A property that is a list. A hole in it, which `forEach` would pass over, is checked like the rest. */
export function listOf(check: PropertyCheck, help: string): PropertyCheck {
  return (where, field, value) => {
    checkList(where, field, value, help);
    for (const [index, element] of value.entries()) {
      check(where, `${field}[${index}]`, element);
    }
  };
}

/** What messages say of a list that needs an element. */
interface Listed {
  readonly noun: string;
  /** What an empty list comes to. */
  readonly empty: string;
  readonly help: string;
}

/** Refuses what is no list, an empty list, and a list with a wrong element. */
export function checkEach(
  where: string,
  field: string,
  value: unknown,
  { noun, empty, help }: Listed,
  check: (at: string, element: unknown) => void,
): void {
  if (!Array.isArray(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not ${noun}`, help);
  }
  if (value.length === 0) {
    refuse(where, `\`${field}\` is an empty list, ${empty}`, help);
  }
  for (const [index, element] of value.entries()) {
    check(`${field}[${index}]`, element);
  }
}

/** Whether the value is an object with a method of that name. */
export function hasMethod(value: unknown, name: string): boolean {
  return typeof value === 'object' && typeof (value as Record<string, unknown> | null)?.[name] === 'function';
}

/** Whether the value is an object with all these fields, be they undefined. */
export function hasFields<Name extends string>(value: unknown, ...names: readonly Name[]): value is Record<Name, any> {
  return typeof value === 'object' && value !== null && names.every(name => name in value);
}
