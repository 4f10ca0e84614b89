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
  const numbers = new Set(podsWithName(workloads, name)
    .flatMap(workload => resolvePortName(workload, name, protocol, lookup)));
  const [only] = numbers;
  return numbers.size === 1 ? [{ kind: 'numbered', protocol, ports: portRange(only) }] : [];
}

/** Keyed by the list of workloads of the snapshot; every rule with a port name reads the same table. */
const tables = new WeakMap<readonly Workload[], ReadonlyMap<string, readonly Workload[]>>();

/** The pods of the cluster that have a port of the name; those on the host network are not in the table. */
function podsWithName(workloads: readonly Workload[], name: string): readonly Workload[] {
  const table = tables.get(workloads) ?? makeTable(workloads);
  tables.set(workloads, table);
  return table.get(name) ?? [];
}

function makeTable(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const table = new Map<string, Workload[]>();
  for (const workload of workloads.filter(({ hostNetwork }) => !hostNetwork)) {
    for (const name of new Set(workload.ports.flatMap(port => port.name ?? []))) {
      const pods = table.get(name);
      if (pods === undefined) {
        table.set(name, [workload]);
      } else {
        pods.push(workload);
      }
    }
  }
  return table;
}
