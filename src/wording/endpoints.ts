import { list } from './lists';
import { describePeer } from './rules';
import { GroupEndpoint } from '../model/matrix';
import { EVERY_POD, PodsPeer } from '../model/peer';
import { formatWorkload } from '../model/workload';
import { NO_ADDRESSES } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';

/** `node one`, `nodes one, two`; without names, the nodes that the input does not have. */
export function nodeNames(names: readonly string[], shown: number): string {
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
  return peer === EVERY_POD ? 'other pods' : describedAsAbsent(describePeer(peer, ''));
}

/** The node on which the pod at the other end runs. */
export const OWN_NODE = 'its own node';

/** The same of pods of which only the description is left. */
export function describedAsAbsent(description: string): string {
  return `${description} (not in the input)`;
}
