import { Agent } from './agent';
import { Quirk } from './quirks';
import { TrafficDirection } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { PortNameLookup, resolvePortName, Workload } from '../../model/workload';
import { ResourcePort } from '../../resources/network-policy';
import { ALL_PORTS, portRange, TransportProtocol } from '../../sets/ports';

/** Cilium keeps one port for each name of a pod, and reads the names of `spec.containers` only. */
export function portNameLookup(quirks: ReadonlySet<Quirk>): PortNameLookup {
  return {
    repeated: quirks.has('last-port-name-wins') ? 'last' : 'all',
    seesSidecars: !quirks.has('sidecar-ports-have-no-names'),
  };
}

/** The traffic that one item of `ports` admits; an empty list when it admits none. */
export function translatePort(
  { protocol, port, endPort }: ResourcePort, direction: TrafficDirection, { quirks, workloads }: Agent,
): PortMatch[] {
  if (typeof port === 'string') {
    return direction === 'egress' && quirks.has('port-names-share-one-table')
      ? fromClusterTable(workloads, protocol, port, portNameLookup(quirks)) : [{ kind: 'named', protocol, name: port }];
  }
  // An agent that does not support `endPort` allows the first port only, and says so in its log.
  const last = quirks.has('end-port-is-cut') ? port : endPort ?? port;
  return [{ kind: 'numbered', protocol, ports: port === undefined ? ALL_PORTS : portRange(port, last) }];
}

/**
 * Up to 1.19 all pods of the cluster share one table of port names for egress. A name with two numbers is ambiguous and
 * admits nothing; otherwise its number counts for every peer, whether or not that peer has a port of this name.
 */
function fromClusterTable(
  workloads: readonly Workload[], protocol: TransportProtocol, name: string, lookup: PortNameLookup,
): PortMatch[] {
  const numbers = tableOf(workloads, lookup).get(`${protocol} ${name}`) ?? new Set();
  const [only] = numbers;
  return numbers.size === 1 ? [{ kind: 'numbered', protocol, ports: portRange(only) }] : [];
}

/** The numbers of port names, by protocol and name. */
type PortNameTable = ReadonlyMap<string, ReadonlySet<number>>;

/** Keyed by the list of workloads of the snapshot, then by how names are looked up; every rule reads the same table. */
const tables = new WeakMap<readonly Workload[], Map<string, PortNameTable>>();

function tableOf(workloads: readonly Workload[], lookup: PortNameLookup): PortNameTable {
  const known = tables.get(workloads) ?? new Map<string, PortNameTable>();
  tables.set(workloads, known);
  const key = `${lookup.repeated} ${lookup.seesSidecars}`;
  const table = known.get(key) ?? makeTable(workloads, lookup);
  known.set(key, table);
  return table;
}

/** Pods on the host network are not in the table. */
function makeTable(workloads: readonly Workload[], lookup: PortNameLookup): PortNameTable {
  const table = new Map<string, Set<number>>();
  for (const workload of workloads.filter(({ hostNetwork }) => !hostNetwork)) {
    for (const { name, protocol } of workload.ports.filter(port => port.name !== undefined)) {
      const key = `${protocol} ${name}`;
      const numbers = table.get(key) ?? new Set();
      resolvePortName(workload, name!, protocol, lookup).forEach(number => numbers.add(number));
      table.set(key, numbers);
    }
  }
  return table;
}
