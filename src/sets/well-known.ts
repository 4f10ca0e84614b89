import { AddressSet, parseAddress } from './addresses';
import { PortSet, TransportProtocol } from './ports';

const WELL_KNOWN_ADDRESSES = ['8.8.8.8', '2001:4860:4860::8888'].map(text => parseAddress(text)!);

/** Of addresses that nothing tells apart, one that a reader takes for an address: not the first of a block. */
export function wellKnownAddress(addresses: AddressSet): bigint {
  const [{ start, end }] = addresses.intervals;
  return WELL_KNOWN_ADDRESSES.find(address => addresses.contains(address)) ?? (start + 1n < end ? start + 1n : start);
}

/** Ports that people know by heart, those that they think of first in front. */
const WELL_KNOWN_PORTS: Readonly<Record<TransportProtocol, readonly number[]>> = {
  TCP: [
    443, 80, 8080, 8443, 5432, 3306, 6379, 27017, 9092, 53, 22, 9090, 3000, 8000, 5000, 9200, 5672, 2379, 6443, 25, 389,
  ],
  UDP: [53, 443, 123, 514, 161, 4789],
  SCTP: [38412, 36412, 3868, 2905],
};

/** The port of the set that people think of first, or undefined when they know none of them by heart. */
export function wellKnownPort(protocol: TransportProtocol, ports: PortSet): number | undefined {
  return WELL_KNOWN_PORTS[protocol].find(port => ports.contains(port));
}
