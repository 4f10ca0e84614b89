import { Construct } from 'constructs';
import { Direction } from './direction';
import { Protocol } from './ports/protocol';
import { refuse, valueText } from './refuse';

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

/** Refuses what is no end of a connection. */
export function checkPeer(where: string, field: string, value: unknown): void {
  if (!hasMethod(value, 'toPeerConfig')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a peer`, 'name `Pods`, `Namespaces` or a `Cidr`');
  }
}

/** Refuses what is no list of peers, and the list that says "nobody" to people and "everybody" to Kubernetes. */
export function checkPeers(where: string, field: string, value: unknown): void {
  const help = 'name the peers; to admit everybody use `AllowAll`, to admit nobody `DefaultDenyAll`';
  if (!Array.isArray(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a list of peers`, help);
  }
  if (value.length === 0) {
    refuse(where, `\`${field}\` is an empty list, which Kubernetes would read as everybody`, help);
  }
  value.forEach((peer, index) => checkPeer(where, `${field}[${index}]`, peer));
}

/** Refuses what is given as ports and is no list of them, or an empty one. */
export function checkPorts(where: string, field: string, value: unknown): void {
  if (value === undefined) {
    return;
  }
  const help = `name the ports, or leave \`${field}\` out to admit every port`;
  if (!Array.isArray(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a list of ports`, help);
  }
  if (value.length === 0) {
    refuse(where, `\`${field}\` is an empty list, which Kubernetes would read as every port`, help);
  }
  value.forEach((port, index) => checkPort(where, `${field}[${index}]`, port));
}

/** Refuses what is no port. A plain object would be read as every port of a protocol. */
export function checkPort(where: string, field: string, value: unknown): void {
  if (!hasFields(value, 'protocol', 'first', 'last', 'name')) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a port`, 'write a `Port`: `Port.tcp(443)`, `Port.named(\'http\')`');
  }
}

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

/** Refuses what is no list. */
export function checkList(where: string, field: string, value: unknown, help: string): void {
  if (!Array.isArray(value)) {
    refuse(where, `\`${field}\` is ${shown(value)}, not a list`, help);
  }
}

/** Whether the value is an object with a method of that name. */
function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Record<string, unknown> | null | undefined)?.[name] === 'function';
}

/** Whether the value is an object with all these fields, be they undefined. */
export function hasFields(value: unknown, ...names: readonly string[]): boolean {
  return typeof value === 'object' && value !== null && names.every(name => name in value);
}

/** The value in a message: `undefined`, `'web'`, a list, the construct `shop/web`, or what it calls itself. */
export function shown(value: unknown): string {
  if (typeof value === 'function') {
    return 'a function';
  }
  if (typeof value !== 'object' || value === null) {
    return valueText(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  if (Construct.isConstruct(value)) {
    return `the construct \`${value.node.path}\``;
  }
  return value.toString === Object.prototype.toString ? 'a plain object' : `\`${String(value)}\``;
}
