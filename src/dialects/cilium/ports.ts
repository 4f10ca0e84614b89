import { Agent } from './agent';
import { TrafficDirection } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { resolvePortName, Workload } from '../../model/workload';
import { ResourcePort } from '../../resources/network-policy';
import { ALL_PORTS, portRange, TransportProtocol } from '../../sets/ports';

/** The traffic that one item of `ports` admits, or none at all. */
export function translatePort(
  { protocol, port, endPort }: ResourcePort, direction: TrafficDirection, { quirks, workloads }: Agent,
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
function fromClusterTable(workloads: readonly Workload[], protocol: TransportProtocol, name: string): PortMatch[] {
  const numbers = tableOf(workloads).get(`${protocol} ${name}`) ?? new Set();
  const [only] = numbers;
  return numbers.size === 1 ? [{ kind: 'numbered', protocol, ports: portRange(only) }] : [];
}

/** The tables of the clusters seen so far: every rule with a port name asks for the same one. */
const tables = new WeakMap<readonly Workload[], ReadonlyMap<string, ReadonlySet<number>>>();

function tableOf(workloads: readonly Workload[]): ReadonlyMap<string, ReadonlySet<number>> {
  const table = tables.get(workloads) ?? makeTable(workloads);
  tables.set(workloads, table);
  return table;
}

function makeTable(workloads: readonly Workload[]): ReadonlyMap<string, ReadonlySet<number>> {
  const table = new Map<string, Set<number>>();
  for (const workload of workloads.filter(({ hostNetwork }) => !hostNetwork)) {
    for (const { name, protocol } of workload.ports.filter(port => port.name !== undefined)) {
      const key = `${protocol} ${name}`;
      const numbers = table.get(key) ?? new Set();
      resolvePortName(workload, name!, protocol, 'last').forEach(number => numbers.add(number));
      table.set(key, numbers);
    }
  }
  return table;
}
