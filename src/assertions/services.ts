import { Party } from './assertion';
import { addressesOf, isInternet } from './ranges';
import { Endpoint } from '../model/flow';
import { AddressesPeer, Peer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { isBehind, isPerhapsBehind, Service, ServicePort, targetPortOf, Workload } from '../model/workload';
import { apiServerOf } from '../semantics/api-server';
import { AddressSet } from '../sets/addresses';
import { IntervalSet } from '../sets/interval-set';
import { TransportProtocol } from '../sets/ports';

/** A port of a Service, and the port of the endpoint behind it. */
export interface ForwardedPort {
  /** What the Service calls it; empty for the only port of a Service. */
  readonly name: string;
  readonly protocol: TransportProtocol;
  readonly port: number;
  readonly target: number;
  /** Whether it is the endpoint's own port, by which it is known as well. */
  readonly isOwn?: boolean;
}

/** An endpoint that a Service leads to. */
export interface ServiceBackend {
  /** `Service shop/db` */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly ports: readonly ForwardedPort[];
  /** Whether it is open that the Service leads there, for the labels of the pods. */
  readonly isPerhaps?: boolean;
}

/** A Service, and what stands behind it: nothing where the input does not say. */
export interface FoundService {
  readonly service: Service;
  readonly backends: readonly ServiceBackend[];
}

/** The Services of the input that the party means: by one of their addresses, by their name, or as the API server's. */
export function servicesOf(snapshot: Snapshot, party: Party): FoundService[] {
  const named = (party.beyondPolicies ?? []).flatMap(end => (end.kind !== 'service' ? [] : snapshot.services
    .filter(({ namespace, name }) => namespace === end.namespace && name === end.name)));
  const ofApiServer = party.beyondPolicies?.some(({ kind }) => kind === 'api-server') ? frontOfApiServer(snapshot) : undefined;
  return [
    ...servicesAt(snapshot, literalAddresses(party)),
    ...named.map(service => ({ service, backends: backendsOf(snapshot, service) })),
    ...ofApiServer === undefined ? [] : [ofApiServer],
  ];
}

/** The addresses that the party means to the letter. */
export function literalAddresses({ peers }: Party): AddressSet {
  return addressesOf(peers.filter(isAddresses).filter(peer => !isInternet(peer)));
}

export function isAddresses(peer: Peer): peer is AddressesPeer {
  return peer.kind === 'addresses';
}

/** The Services of the input that have one of the addresses. */
export function servicesAt(snapshot: Snapshot, addresses: AddressSet): FoundService[] {
  return snapshot.services.filter(service => service.addresses.overlaps(addresses))
    .map(service => ({ service, backends: backendsOf(snapshot, service) }));
}

/** The API server is known by the port of its Service and by the one on which it listens. */
function frontOfApiServer(snapshot: Snapshot): FoundService | undefined {
  const server = apiServerOf(snapshot);
  return server && {
    service: server.service,
    backends: server.addresses.map(({ endpoint, port: target }) => ({
      name: nameOf(server.service),
      endpoint,
      ports: [
        ...server.service.ports.filter(({ protocol, port }) => protocol === 'TCP' && port !== target)
          .map(({ name, port }) => ({ name, protocol: 'TCP' as const, port, target })),
        { name: '', protocol: 'TCP', port: target, target, isOwn: true },
      ],
    })),
  };
}

function nameOf({ namespace, name }: Service): string {
  return `Service ${namespace}/${name}`;
}

/** The pods that the Service selects, or without any, what is listed for it. */
function backendsOf(snapshot: Snapshot, service: Service): ServiceBackend[] {
  const name = nameOf(service);
  const pods = snapshot.workloads.filter(workload => isPerhapsBehind(service, workload));
  if (pods.length > 0) {
    return pods.map(workload => ({
      name,
      endpoint: { kind: 'workload', workload },
      ports: service.ports.flatMap(port => targetsOn(port, workload)),
      ...isBehind(service, workload) ? {} : { isPerhaps: true },
    }));
  }
  return (service.backends ?? []).flatMap(({ addresses, ports }) => addressesIn(addresses).map(address => ({
    name,
    endpoint: endpointAt(snapshot, address),
    ports: service.ports.flatMap(({ name: portName, protocol, port }) => ports
      .filter(other => other.name === portName && other.protocol === protocol)
      .map(other => ({ name: portName, protocol, port, target: other.port }))),
  })));
}

function targetsOn(front: ServicePort, pod: Workload): ForwardedPort[] {
  const { name, protocol, port } = front;
  const target = targetPortOf(front, pod);
  return target === undefined ? [] : [{ name, protocol, port, target }];
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
