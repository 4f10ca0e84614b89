import { IntervalSet } from './interval-set';

/** The transport protocols that a NetworkPolicy can name. */
export type TransportProtocol = 'TCP' | 'UDP' | 'SCTP';

export const PROTOCOLS: readonly TransportProtocol[] = ['TCP', 'UDP', 'SCTP'];

export const FIRST_PORT = 1;
export const LAST_PORT = 65535;

/** A set of ports of one protocol. */
export type PortSet = IntervalSet<number>;

/** Sets of one port, kept because nearly every rule names single ports, and mostly the same ones. */
const SINGLE_PORTS = new Map<number, PortSet>();

/** The ports `first` to `last`, both included. */
export function portRange(first: number, last: number = first): PortSet {
  if (first !== last) {
    return IntervalSet.of({ start: first, end: last + 1 });
  }
  let single = SINGLE_PORTS.get(first);
  if (single === undefined) {
    single = IntervalSet.of({ start: first, end: first + 1 });
    SINGLE_PORTS.set(first, single);
  }
  return single;
}

export const NO_PORTS: PortSet = IntervalSet.of<number>();

export const ALL_PORTS: PortSet = portRange(FIRST_PORT, LAST_PORT);

/** `80,8000-8080`, or `all ports`, or `no port`. */
export function formatPorts(ports: PortSet): string {
  if (ports.isEmpty) {
    return 'no port';
  }
  if (ports.equals(ALL_PORTS)) {
    return 'all ports';
  }
  return ports.intervals.map(({ start, end }) => (end - start === 1 ? `${start}` : `${start}-${end - 1}`)).join(',');
}
