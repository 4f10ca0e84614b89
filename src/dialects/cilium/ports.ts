import { Agent } from './agent';
import { ResourcePort } from '../../model/network-policy';
import { Direction, PortMatch } from '../../model/policy';
import { resolvePortName, Workload } from '../../model/workload';
import { ALL_PORTS, portRange, Protocol } from '../../sets/ports';

/** The traffic that one item of `ports` admits, or none at all. */
export function translatePort(
  { protocol, port, endPort }: ResourcePort, direction: Direction, { quirks, workloads }: Agent,
): PortMatch[] {
  if (typeof port === 'string') {
    return direction === 'egress' && quirks.has('port-names-share-one-table')
      ? fromClusterTable(workloads, protocol, port) : [{ kind: 'named', protocol, name: port }];
  }
  // An agent that does not support endPort says so in its log, and allows the first port.
  const last = quirks.has('end-port-is-cut') ? port : endPort ?? port;
  return [{ kind: 'numbered', protocol, ports: port === undefined ? ALL_PORTS : portRange(port, last) }];
}

/**
 * Up to 1.19 all pods of the cluster share one table of port names for egress. A name with two numbers is ambiguous and
 * admits nothing; else its number counts for every peer, whatever that peer calls the port.
 */
function fromClusterTable(workloads: readonly Workload[], protocol: Protocol, name: string): PortMatch[] {
  const numbers = new Set(workloads.filter(({ hostNetwork }) => !hostNetwork)
    .flatMap(workload => resolvePortName(workload, name, protocol, 'last')));
  const [only] = numbers;
  return numbers.size === 1 ? [{ kind: 'numbered', protocol, ports: portRange(only) }] : [];
}
