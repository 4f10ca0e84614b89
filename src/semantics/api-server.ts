import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Service } from '../model/workload';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';

/** Where the API server answers, as the input tells: an address and a port of it. */
export interface ApiServerAddress {
  readonly endpoint: Endpoint;
  readonly address: bigint;
  readonly port: number;
}

/** The API server behind Service default/kubernetes, by which every pod knows it. */
export interface KnownApiServer {
  readonly service: Service;
  /** As policies see them. */
  readonly addresses: readonly ApiServerAddress[];
}

/** Undefined where neither the input nor the user tells its addresses. */
export function apiServerOf(snapshot: Snapshot): KnownApiServer | undefined {
  const service = snapshot.services.find(({ namespace, name }) => namespace === 'default' && name === 'kubernetes');
  const listed = service === undefined ? [] : snapshot.facts.servicesBeforePolicy === false
    ? [{ addresses: service.addresses, ports: service.ports }] : service.backends ?? [];
  const declared = snapshot.facts.servicesBeforePolicy === false ? [] : snapshot.facts.apiServers ?? [];
  const found = [...declared, ...listed.flatMap(({ addresses, ports }) => ports.filter(({ protocol }) => protocol === 'TCP')
    .flatMap(({ port }) => singleAddresses(addresses).map(address => ({ address, port }))))];
  const distinct = [...new Map(found.map(one => [`${one.address} ${one.port}`, one])).values()];
  return distinct.length === 0 ? undefined : {
    service: service ?? IN_EVERY_CLUSTER,
    addresses: distinct.map(({ address, port }) => ({ endpoint: endpointAt(snapshot, address), address, port })),
  };
}

/** What is known of the Service where the input does not have it. */
const IN_EVERY_CLUSTER: Service = {
  namespace: 'default',
  name: 'kubernetes',
  isHeadless: false,
  addresses: NO_ADDRESSES,
  ports: [{ name: 'https', protocol: 'TCP', port: 443 }],
  origin: { object: 'Service default/kubernetes' },
};

function singleAddresses({ intervals }: AddressSet): bigint[] {
  return intervals.flatMap(({ start, end }) =>
    Array.from({ length: Number(end - start) }, (_, index) => start + BigInt(index)));
}

/** The node that has the address, or one of those of which only a range is known, or else the address itself. */
function endpointAt({ nodes, facts }: Snapshot, address: bigint): Endpoint {
  const node = [...nodes.values()].find(({ addresses }) => addresses.contains(address));
  return node !== undefined ? { kind: 'node', name: node.name }
    : facts.nodeAddresses?.contains(address) ? { kind: 'node' } : { kind: 'address', address };
}
