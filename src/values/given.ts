import { Direction } from './direction';
import { ADDRESS_OF_API_SERVER, PODS_BEHIND } from './peers/instead-of';
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
    refuse(where, `\`${field}\` is ${shown(value)}, not a choice of pods`, insteadOf(value)
      ?? 'choose them: `Pods.labeled({ ... })` or `Pods.of(workload)`; if every pod is meant, say so: `Pods.all()`');
  }
}

/** Refuses what is no end of a connection that an assertion or a question can name; `checkSource` is stricter. */
export function checkPeer(where: string, field: string, value: unknown): void {
  const help = 'name `Pods`, `Namespaces` or a `Cidr`';
  checkIsPeer(where, field, value, help);
  if (kindOfPeer(value) === 'domain names') {
    refuse(where, `\`${field}\` is ${shown(value)}, and only a \`ClusterRule\` can name domain names`, help);
  }
}

/** Refuses what nothing connects from. */
export function checkSource(where: string, field: string, value: unknown): void {
  checkPeer(where, field, value);
  if (kindOfPeer(value as object) === 'services') {
    refuse(where, `\`${field}\` is ${shown(value)}, and nothing connects from a Service`, PODS_BEHIND);
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

/** For each kind of peer: what one is, and which construct takes it, or what to name in its place. */
const KINDS: Readonly<Record<PeerKind, { readonly noun: string; readonly help: string }>> = {
  pods: { noun: 'a choice of pods', help: 'use `AllowPods` for it' },
  namespaces: { noun: 'a choice of namespaces', help: 'use `AllowNamespace` for it' },
  addresses: { noun: 'addresses', help: 'use `AllowCidr` for it' },
  nodes: { noun: 'a choice of nodes', help: 'use `ClusterNetworkPolicy` for it' },
  'domain names': { noun: 'domain names', help: 'use `ClusterNetworkPolicy` for it' },
  services: { noun: 'Services', help: PODS_BEHIND },
  'API server': { noun: 'the API server', help: ADDRESS_OF_API_SERVER },
};

/** What to name where a policy cannot name such a thing; undefined for what some policy can name. */
function insteadOf(value: unknown): string | undefined {
  const kind = typeof value === 'object' && value !== null ? kindOfPeer(value) : undefined;
  return kind === 'services' || kind === 'API server' ? KINDS[kind].help : undefined;
}

/** Refuses ends that assertions know and no policy can name. */
export function refuseAssertedOnly(where: string, field: string, value: object): void {
  const help = insteadOf(value);
  if (help !== undefined) {
    refuse(where, `\`${field}\` is ${shown(value)}, which no policy can name`, help);
  }
}

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
        refuse(where, `\`${at}\` is ${shown(peer)}, not ${KINDS[kind].noun}`, KINDS[actual].help);
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
