import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Service } from '../model/workload';
import { AddressSet } from '../sets/addresses';

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

/** Undefined where the input does not tell its addresses. */
export function apiServerOf(snapshot: Snapshot): KnownApiServer | undefined {
  const service = snapshot.services.find(({ namespace, name }) => namespace === 'default' && name === 'kubernetes');
  const listed = service === undefined ? [] : snapshot.facts.servicesBeforePolicy === false
    ? [{ addresses: service.addresses, ports: service.ports }] : service.backends ?? [];
  const addresses = listed.flatMap(({ addresses: all, ports }) => ports.filter(({ protocol }) => protocol === 'TCP')
    .flatMap(({ port }) => singleAddresses(all)
      .map(address => ({ endpoint: endpointAt(snapshot, address), address, port }))));
  return service === undefined || addresses.length === 0 ? undefined : { service, addresses };
}

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
