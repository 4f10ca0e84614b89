import { gatewayEntries, Unattached } from './gateway-entries';
import { throughController } from './proxies';
import { Entry, Listener } from '../../model/ways-in';
import { Namespace, Service, ServiceExposure, ServicePort } from '../../model/workload';
import { ControllerClass, DirectEntry, EntryObject } from '../collecting/entry-objects';

/** What lets traffic from outside in, and the routes that no Gateway takes. */
export interface Entries {
  readonly entries: readonly Entry[];
  readonly unattached: readonly Unattached[];
}

/** The ways into the cluster, in the order of the objects that open them. */
export function entriesOf(
  objects: readonly EntryObject[], services: readonly Service[], namespaces: ReadonlyMap<string, Namespace>,
): Entries {
  const classes = objects.filter((one): one is ControllerClass => one.is === 'IngressClass');
  const direct = objects.flatMap(one => (one.is === 'Ingress' || one.is === 'Route' ? [directEntry(one, classes)] : []));
  const { entries, unattached } = gatewayEntries(objects, namespaces);
  return { entries: [...direct, ...entries, ...services.flatMap(serviceEntry)], unattached };
}

function directEntry(object: DirectEntry, classes: readonly ControllerClass[]): Entry {
  const { is, namespace, name, backends, origin } = object;
  return {
    kind: is,
    namespace,
    name,
    routes: backends.map(({ listeners, namespace: where, name: service, port, field }) =>
      ({ listeners, service: { namespace: where, name: service }, port, doubts: [], field })),
    through: throughController(object, classes),
    origin,
  };
}

/** A Service that is open to the outside by itself. */
function serviceEntry({ namespace, name, ports, exposure, origin }: Service): Entry[] {
  return exposure === undefined ? [] : [{
    kind: 'Service',
    namespace,
    name,
    routes: ports.map((port, index) => ({
      listeners: listenersOf(exposure, port),
      service: { namespace, name },
      port: port.name === '' ? { by: 'number', number: port.port } : { by: 'name', name: port.name },
      doubts: [],
      field: `spec.ports[${index}]`,
    })),
    through: { kind: exposure.keepsClientAddress ? 'clients' : 'nodes' },
    origin,
  }];
}

function listenersOf(
  { hasLoadBalancer, hasNodePorts, hasExternalAddresses }: ServiceExposure, { protocol, port, nodePort }: ServicePort,
): Listener[] {
  return [
    ...hasLoadBalancer ? [{ protocol, port, at: 'load balancer' as const }] : [],
    ...hasExternalAddresses ? [{ protocol, port, at: 'external addresses' as const }] : [],
    ...hasNodePorts ? [{ protocol, ...nodePort === undefined ? {} : { port: nodePort }, at: 'nodes' as const }] : [],
  ];
}
