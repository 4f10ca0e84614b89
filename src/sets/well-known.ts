import { AddressSet, parseAddress } from './addresses';
import { PortSet, TransportProtocol } from './ports';

const WELL_KNOWN_ADDRESSES = ['8.8.8.8', '2001:4860:4860::8888'].map(text => parseAddress(text)!);

/** The address to show for a set: a well-known one, else the second, since the first looks like the name of a block. */
export function wellKnownAddress(addresses: AddressSet): bigint {
  const [{ start, end }] = addresses.intervals;
  return WELL_KNOWN_ADDRESSES.find(address => addresses.contains(address)) ?? (start + 1n < end ? start + 1n : start);
}

/** Well-known ports, the most familiar first. */
const WELL_KNOWN_PORTS: Readonly<Record<TransportProtocol, readonly number[]>> = {
  TCP: [
    443, 80, 8080, 8443, 5432, 3306, 6379, 27017, 9092, 53, 22, 9090, 3000, 8000, 5000, 9200, 5672, 2379, 6443, 25, 389,
  ],
  UDP: [53, 443, 123, 514, 161, 4789],
  SCTP: [38412, 36412, 3868, 2905],
};

/** The most familiar port of the set, or undefined when it holds no well-known one. */
export function wellKnownPort(protocol: TransportProtocol, ports: PortSet): number | undefined {
  return WELL_KNOWN_PORTS[protocol].find(port => ports.contains(port));
}
