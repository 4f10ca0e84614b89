import { ALL_PORTS, portRange } from '../../sets/ports';
import { ResourcePort } from '../../model/network-policy';
import { Direction, PortMatch } from '../../model/policy';
import { resolvePortName, Workload } from '../../model/workload';
import { CiliumOptions } from './options';
import { isAtLeast } from './version';

/** The traffic that one item of `ports` admits, or none at all. */
export function translatePort(
  { protocol, port, endPort }: ResourcePort, direction: Direction, workloads: readonly Workload[], { version }: CiliumOptions,
): PortMatch[] {
  if (typeof port === 'string') {
    return direction === 'egress' && !isAtLeast(version, '1.20')
      ? fromClusterTable(workloads, { protocol, name: port }) : [{ kind: 'named', protocol, name: port }];
  }
  // Up to 1.15 the agent logs that it does not support endPort, and allows the first port.
  const last = isAtLeast(version, '1.16') ? endPort ?? port : port;
  return [{ kind: 'numbered', protocol, ports: port === undefined ? ALL_PORTS : portRange(port, last) }];
}

/**
 * Up to 1.19 all pods of the cluster share one table of port names for egress. A name with two numbers is ambiguous and
 * admits nothing; else its number counts for every peer, whatever that peer calls the port.
 */
function fromClusterTable(
  workloads: readonly Workload[], { protocol, name }: Pick<PortMatch & { kind: 'named' }, 'protocol' | 'name'>,
): PortMatch[] {
  const numbers = new Set(workloads.filter(({ hostNetwork }) => !hostNetwork)
    .flatMap(workload => resolvePortName(workload, name, protocol, 'last')));
  const [only] = numbers;
  return numbers.size === 1 ? [{ kind: 'numbered', protocol, ports: portRange(only) }] : [];
}
