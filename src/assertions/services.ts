import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { isPerhapsBehind, Service, ServicePort, targetPortOf, Workload } from '../model/workload';
import { AddressSet } from '../sets/addresses';
import { IntervalSet } from '../sets/interval-set';
import { TransportProtocol } from '../sets/ports';

/** A port of a Service, and the port of the endpoint behind it. */
interface ForwardedPort {
  readonly protocol: TransportProtocol;
  readonly port: number;
  readonly target: number;
}

/** An endpoint that a Service leads to. */
export interface ServiceBackend {
  /** `Service shop/db` */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly ports: readonly ForwardedPort[];
}

/** A Service, and what stands behind it: nothing where the input does not say. */
export interface FoundService {
  readonly service: Service;
  readonly backends: readonly ServiceBackend[];
}

/** The Services of the input that have one of the addresses. */
export function servicesAt(snapshot: Snapshot, addresses: AddressSet): FoundService[] {
  return snapshot.services.filter(service => service.addresses.overlaps(addresses))
    .map(service => ({ service, backends: backendsOf(snapshot, service) }));
}

/** The pods that the Service selects, or without any, what is listed for it. */
function backendsOf(snapshot: Snapshot, service: Service): ServiceBackend[] {
  const name = `Service ${service.namespace}/${service.name}`;
  const pods = snapshot.workloads.filter(workload => isPerhapsBehind(service, workload));
  if (pods.length > 0) {
    return pods.map(workload => ({
      name, endpoint: { kind: 'workload', workload }, ports: service.ports.flatMap(port => targetsOn(port, workload)),
    }));
  }
  return (service.backends ?? []).flatMap(({ addresses, ports }) => addressesIn(addresses).map(address => ({
    name,
    endpoint: endpointAt(snapshot, address),
    ports: service.ports.flatMap(({ name: portName, protocol, port }) => ports
      .filter(other => other.name === portName && other.protocol === protocol)
      .map(other => ({ protocol, port, target: other.port }))),
  })));
}

function targetsOn(front: ServicePort, pod: Workload): ForwardedPort[] {
  const { protocol, port } = front;
  const target = targetPortOf(front, pod);
  return target === undefined ? [] : [{ protocol, port, target }];
}

function addressesIn({ intervals }: AddressSet): bigint[] {
  return intervals.flatMap(({ start, end }) =>
    Array.from({ length: Number(end - start) }, (_, index) => start + BigInt(index)));
}

/** The pod or node that has the address, or else the address itself. */
function endpointAt({ workloads, nodes }: Snapshot, address: bigint): Endpoint {
  const workload = workloads.find(({ addresses, hostNetwork }) => !hostNetwork && addresses?.contains(address));
  const node = [...nodes.values()].find(({ addresses }) => addresses.contains(address));
  return workload !== undefined ? { kind: 'workload', workload: { ...workload, addresses: IntervalSet.of({ start: address, end: address + 1n }) } }
    : node !== undefined ? { kind: 'node', name: node.name } : { kind: 'address', address };
}
