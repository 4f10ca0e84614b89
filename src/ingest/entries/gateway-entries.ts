import { attachedTo } from './listeners';
import { throughGateway } from './proxies';
import { Entry, EntryDoubt, EntryRoute } from '../../model/ways-in';
import { Namespace } from '../../model/workload';
import { ControllerClass, EntryObject, Gateway, GatewayRoute, ParentReference, ReferenceGrant } from '../collecting/entry-objects';

/** A route that a Gateway certainly does not take. */
export interface Unattached {
  readonly route: GatewayRoute;
  readonly parent: ParentReference;
  readonly gateway: Gateway;
}

/** The entries of the Gateway API: one for each route and each object that it belongs to. */
export function gatewayEntries(
  objects: readonly EntryObject[], namespaces: ReadonlyMap<string, Namespace>,
): { readonly entries: readonly Entry[]; readonly unattached: readonly Unattached[] } {
  const gateways = new Map(objects.flatMap(one => (one.is === 'Gateway' ? [[nameOf(one), one] as const] : [])));
  const classes = objects.filter((one): one is ControllerClass => one.is === 'GatewayClass');
  const grants = objects.filter((one): one is ReferenceGrant => one.is === 'ReferenceGrant');
  const entries: Entry[] = [];
  const unattached: Unattached[] = [];
  for (const route of objects.filter((one): one is GatewayRoute => one.is === 'GatewayRoute')) {
    for (const parent of route.parents) {
      const gateway = parent.kind === 'Gateway' ? gateways.get(nameOf(parent)) : undefined;
      const { listeners, doubts } = attachedTo(gateway, route, parent, namespaces);
      if (listeners.length > 0) {
        const routes = routesOf(route, listeners, doubts, grants);
        entries.push(entryOf(route, routes, throughGateway(gateway, classes)));
      } else if (gateway !== undefined) {
        unattached.push({ route, parent, gateway });
      }
    }
  }
  return { entries, unattached };
}

function nameOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function entryOf(
  { kind, namespace, name, origin }: GatewayRoute, routes: readonly EntryRoute[], through: Entry['through'],
): Entry {
  return { kind, namespace, name, routes, through, origin };
}

function routesOf(
  route: GatewayRoute, listeners: EntryRoute['listeners'], doubts: readonly EntryDoubt[], grants: readonly ReferenceGrant[],
): EntryRoute[] {
  return route.backends.map(({ namespace, name, port, paths, field }) => ({
    listeners: paths.length === 0 ? listeners
      : listeners.flatMap(listener => paths.map(path => ({ ...listener, path }))),
    service: { namespace, name },
    port,
    doubts: isGranted(route, namespace, name, grants) ? doubts : [...doubts, { kind: 'absent-grant', namespace }],
    field,
  }));
}

/** A reference into another namespace counts only where that namespace grants it. */
function isGranted(
  route: GatewayRoute, namespace: string, service: string, grants: readonly ReferenceGrant[],
): boolean {
  return namespace === route.namespace || grants.some(grant => grant.namespace === namespace
    && grant.from.some(from => from.kind === route.kind && from.namespace === route.namespace)
    && grant.services.some(name => name === undefined || name === service));
}
