import { renderColumns } from './columns';
import { DecidedTraffic, expectedPart, GroupEndpoint, MatrixCell } from '../model/matrix';
import { EVERY_POD, PodsPeer } from '../model/peer';
import { formatWorkload } from '../model/workload';
import { NO_ADDRESSES } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { TrafficSet } from '../sets/traffic-set';
import { list } from '../wording/lists';
import { describePeer } from '../wording/rules';

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

/** `node one`, `nodes one, two`; without names, the nodes that the input does not have. */
function nodeNames(names: readonly string[], shown: number): string {
  return names.length === 0 ? 'other nodes' : `${names.length === 1 ? 'node' : 'nodes'} ${list(names, shown)}`;
}

/** A table with longer names than that is of no use. */
const SHOWN_BLOCKS = 8;

const SHOWN_NODES = 3;

/** The endpoint in as few words as possible: `0.0.0.0/0 (except 10.0.0.0/8)` instead of the eight blocks that are left. */
export function shortName(endpoint: GroupEndpoint): string {
  if (endpoint.kind === 'nodes') {
    return nodeNames(endpoint.names, SHOWN_NODES);
  }
  if (endpoint.kind === 'workload') {
    const { absentPeer } = endpoint.workload;
    return absentPeer === undefined ? formatWorkload(endpoint.workload) : absentName(absentPeer);
  }
  const blocks = endpoint.cidrs.map(cidr => parseCidr(cidr)!.addresses);
  return formatBlocks(blocks.reduce((sum, block) => sum.union(block), NO_ADDRESSES), SHOWN_BLOCKS);
}

/** `app=prometheus in monitoring (not in the input)`, `other pods`. */
export function absentName(peer: PodsPeer): string {
  return peer === EVERY_POD ? 'other pods' : `${describePeer(peer, '')} (not in the input)`;
}
