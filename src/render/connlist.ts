import { ipv4Of } from './address-ranges';
import { OutsideConnections } from './connlist-outside';
import { Listing } from './listing';
import { expectedPart, isAbsentEndpoint, MatrixCell } from '../model/matrix';
import { IngressConnection } from '../model/ways-in';
import { formatWorkload, Workload } from '../model/workload';
import { ALL_PORTS, FIRST_PORT, formatPorts, LAST_PORT, PortSet, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { oneLine } from '../sets/visible';

/** Connections in the grammar of np-guard's `netpol-analyzer list`, and what that grammar cannot say. */
export interface ConnectionList {
  /** `shop/web[Deployment] => shop/db[StatefulSet] : TCP 5432`, sorted as there. A pair that is absent is denied. */
  readonly lines: readonly string[];
  /** What is unknown, in the same form: the grammar has no word for it, and it is not among the lines. */
  readonly unknown: readonly string[];
  /** Whether something may connect to or from addresses of IPv6 alone, which the grammar does not have. */
  readonly leavesOutIpv6: boolean;
}

/** The connections of a cluster. */
export function renderConnectionList(listing: Listing): ConnectionList {
  // The grammar has no words for pods that are not in the input.
  const cells = [...listing.bySource].flat()
    .filter(({ source, destination }) => !isAbsentEndpoint(source) && !isAbsentEndpoint(destination));
  const byController = listing.byIngressController();
  return {
    lines: renderPart('allowed', cells, byController, listing),
    unknown: renderPart('unknown', cells, byController, listing),
    leavesOutIpv6: cells.some(({ source, destination, connections: { allowed } }) =>
      !allowed.isEmpty && [source, destination].some(end => end.kind === 'external' && ipv4Of(end.cidrs).isEmpty)),
  };
}

function renderPart(
  part: 'allowed' | 'unknown', cells: readonly MatrixCell[], byController: readonly IngressConnection[],
  { policies, everything }: Listing,
): string[] {
  const outside = new OutsideConnections(policies);
  const lines = new Set<string>();
  for (const { source, destination, connections } of cells) {
    const traffic = part === 'allowed' ? connections.allowed : expectedPart(connections.unknown, everything, destination);
    if (traffic.isEmpty) {
      continue;
    }
    const text = formatTraffic(traffic, everything);
    if (source.kind === 'external' && destination.kind === 'workload') {
      outside.add('ingress', nameOf(destination.workload), ipv4Of(source.cidrs), text);
    } else if (source.kind === 'workload' && destination.kind === 'external') {
      outside.add('egress', nameOf(source.workload), ipv4Of(destination.cidrs), text);
    } else if (source.kind === 'workload' && destination.kind === 'workload') {
      lines.add(`${nameOf(source.workload)} => ${nameOf(destination.workload)} : ${text}`);
    }
  }
  for (const connection of byController.filter(one => !one[part].isEmpty)) {
    lines.add(`{ingress-controller} => ${nameOf(connection.workload)} : ${formatTraffic(connection[part], everything)}`);
  }
  return [...lines, ...outside.lines()].sort();
}

/** `shop/web[Deployment]` */
function nameOf(workload: Workload): string {
  return oneLine(`${formatWorkload(workload)}[${workload.kind}]`);
}

/** `All Connections`, or `SCTP 9003,TCP 80-81,UDP 1-65535`. */
function formatTraffic(traffic: TrafficSet, everything: TrafficSet): string {
  if (traffic.includes(everything)) {
    return 'All Connections';
  }
  return [...PROTOCOLS].sort()
    .map(protocol => ({ protocol, ports: traffic.ports(protocol) }))
    .filter(({ ports }) => !ports.isEmpty)
    .map(({ protocol, ports }) => `${protocol} ${formatAllPorts(ports)}`)
    .join(',');
}

function formatAllPorts(ports: PortSet): string {
  return ports.equals(ALL_PORTS) ? `${FIRST_PORT}-${LAST_PORT}` : formatPorts(ports);
}
