import { renderColumns } from './columns';
import { ComparedEndpoint } from '../model/connection-change';
import { DecidedTraffic, expectedPart, GroupEndpoint, isAbsentEndpoint, MatrixCell } from '../model/matrix';
import { formatWorkload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';
import { describedAsAbsent, nodeNames, OWN_NODE, shortName } from '../wording/endpoints';

/**
 * One line for each pair that may connect, or perhaps may: `shop/web  ->  shop/orders  TCP 8080`.
 *
 * @param everything what the cluster carries
 */
export function renderMatrix(cells: readonly MatrixCell[], everything: TrafficSet): string {
  const rows = cells.map(cell => ({ ...cell, connections: expectedOf(cell, everything) }))
    .filter(({ connections }) => !connections.allowed.isEmpty || !connections.unknown.isEmpty)
    .map(({ source, destination, connections }) =>
      [shortName(source), '->', shortName(destination), renderConnections(connections, everything)]);
  return rows.length === 0 ? 'nothing may connect to anything' : renderColumns(rows).join('\n');
}

/** The connections without unknowns that nobody asks about. */
export function expectedOf({ destination, connections }: MatrixCell, everything: TrafficSet): DecidedTraffic {
  return { ...connections, unknown: expectedPart(connections.unknown, everything, destination) };
}

/** `TCP 80 (unknown: UDP 53)`, `unknown: UDP 53`, `everything`, `nothing`. */
export function renderConnections({ allowed, unknown }: DecidedTraffic, everything: TrafficSet): string {
  const [certain, open] = [allowed, unknown].map(traffic => traffic.format(everything));
  return unknown.isEmpty ? certain : allowed.isEmpty ? `unknown: ${open}` : `${certain} (unknown: ${open})`;
}

/** `shop/web`, `0.0.0.0/0`. */
export function renderMatrixEndpoint(endpoint: GroupEndpoint): string {
  return endpoint.kind === 'nodes' ? nodeNames(endpoint.names, endpoint.names.length)
    : endpoint.kind === 'workload' ? formatWorkload(endpoint.workload) : endpoint.cidrs.join(', ');
}

/** The same of an end that is compared. Nodes without names are those that no manifest names. */
export function renderComparedEndpoint(end: ComparedEndpoint): string {
  return end.kind === 'absent' ? describedAsAbsent(end.description) : end.kind === 'own-node' ? OWN_NODE
    : isAbsentEndpoint(end) || end.kind === 'nodes' ? shortName(end) : renderMatrixEndpoint(end);
}
