import { selects } from '../../model/selector';
import { impliedLabels } from '../../model/snapshot';
import { EntryDoubt, Listener } from '../../model/ways-in';
import { Namespace } from '../../model/workload';
import { Ternary } from '../../sets/ternary';
import { Gateway, GatewayListener, GatewayRoute, ParentReference } from '../collecting/entry-objects';

/** Where a route is attached, and why that is open. */
export interface Attachment {
  /** None where the Gateway certainly does not take the route. */
  readonly listeners: readonly Listener[];
  readonly doubts: readonly EntryDoubt[];
}

/** The listeners of the Gateway that take the route; of one that the input does not have, any may. */
export function attachedTo(
  gateway: Gateway | undefined, route: GatewayRoute, parent: ParentReference,
  namespaces: ReadonlyMap<string, Namespace>,
): Attachment {
  const name = `${parent.kind} ${parent.namespace}/${parent.name}`;
  if (gateway === undefined) {
    const usual = { protocol: PROTOCOLS.get(route.kind)![0], port: parent.port };
    return {
      listeners: commonHosts(undefined, route.hosts).map(host => listenerFor(usual, host)),
      doubts: [{ kind: 'absent-parent', parent: name }],
    };
  }
  const answers = gateway.listeners.filter(listener => isMeant(listener, parent) && takesKind(listener, route.kind))
    .map(listener => ({
      listener,
      hosts: commonHosts(listener.host, route.hosts),
      takes: takesNamespace(listener, gateway, route, namespaces),
    }))
    .filter(({ hosts, takes }) => hosts.length > 0 && takes !== 'no');
  return {
    listeners: answers.flatMap(({ listener, hosts }) => hosts.map(host => listenerFor(listener, host))),
    doubts: answers.some(({ takes }) => takes === 'yes') ? [] : [{ kind: 'namespace-labels', parent: name }],
  };
}

/** The protocols of listeners that take a kind of route where they do not say which they take; the usual one first. */
const PROTOCOLS: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTPRoute', ['HTTP', 'HTTPS']],
  ['GRPCRoute', ['HTTP', 'HTTPS']],
  ['TLSRoute', ['TLS']],
  ['TCPRoute', ['TCP', 'TLS']],
  ['UDPRoute', ['UDP']],
]);

function isMeant({ name, port }: GatewayListener, parent: ParentReference): boolean {
  return (parent.sectionName === undefined || parent.sectionName === name)
    && (parent.port === undefined || parent.port === port);
}

/** Implementations may have protocols of their own, which may take any kind. */
function takesKind({ kinds, protocol }: GatewayListener, kind: string): boolean {
  return kinds.length > 0 ? kinds.includes(kind)
    : protocol.includes('/') || PROTOCOLS.get(kind)!.includes(protocol);
}

function takesNamespace(
  { namespaces: allowed }: GatewayListener, gateway: Gateway, { namespace }: GatewayRoute,
  namespaces: ReadonlyMap<string, Namespace>,
): Ternary {
  switch (allowed.from) {
    case 'All': return 'yes';
    case 'None': return 'no';
    case 'Same': return namespace === gateway.namespace ? 'yes' : 'no';
    case 'Selector': return selects(allowed.selector, namespaces.get(namespace)?.labels ?? impliedLabels(namespace));
  }
}

/** The names that both mean, `undefined` for every name; none where they mean different ones. */
function commonHosts(own: string | undefined, hosts: readonly string[]): (string | undefined)[] {
  return own === undefined ? (hosts.length === 0 ? [undefined] : [...hosts])
    : hosts.length === 0 ? [own] : hosts.flatMap(host => commonHost(own, host) ?? []);
}

function commonHost(left: string, right: string): string | undefined {
  return left === right || isBelow(left, right) ? left : isBelow(right, left) ? right : undefined;
}

/** Whether a name, or all that a wildcard means, is among what the other means. */
function isBelow(name: string, wildcard: string): boolean {
  return wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1)) && name !== wildcard;
}

function listenerFor({ protocol, port }: Pick<GatewayListener, 'protocol' | 'port'>, host: string | undefined): Listener {
  return { protocol, ...port === undefined ? {} : { port }, ...host === undefined ? {} : { host } };
}
