import { Agent } from './agent';
import { TrafficDirection } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { resolvePortName, Workload } from '../../model/workload';
import { ResourcePort } from '../../resources/network-policy';
import { ALL_PORTS, portRange, TransportProtocol } from '../../sets/ports';

/** The traffic that one item of `ports` admits; an empty list when it admits none. */
export function translatePort(
  { protocol, port, endPort }: ResourcePort, direction: TrafficDirection, { quirks, workloads }: Agent,
): PortMatch[] {
  if (typeof port === 'string') {
    return direction === 'egress' && quirks.has('port-names-share-one-table')
      ? fromClusterTable(workloads, protocol, port) : [{ kind: 'named', protocol, name: port }];
  }
  // An agent that does not support `endPort` allows the first port only, and says so in its log.
  const last = quirks.has('end-port-is-cut') ? port : endPort ?? port;
  return [{ kind: 'numbered', protocol, ports: port === undefined ? ALL_PORTS : portRange(port, last) }];
}

/**
 * Up to 1.19 all pods of the cluster share one table of port names for egress. A name with two numbers is ambiguous and
 * admits nothing; otherwise its number counts for every peer, whether or not that peer has a port of this name.
 */
function fromClusterTable(workloads: readonly Workload[], protocol: TransportProtocol, name: string): PortMatch[] {
  const numbers = tableOf(workloads).get(`${protocol} ${name}`) ?? new Set();
  const [only] = numbers;
  return numbers.size === 1 ? [{ kind: 'numbered', protocol, ports: portRange(only) }] : [];
}

/** Keyed by the list of workloads of the snapshot; every rule with a port name reads the same table. */
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
