import { outsideAddresses } from '../model/inside';
import { everyPolicyOf } from '../model/interpretation';
import { ExternalBlock } from '../model/matrix';
import { AddressesPeer } from '../model/peer';
import { rulesOf } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { formatCidrs } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/** The addresses outside the cluster, grouped so that addresses which no policy tells apart are in one block. */
export function externalBlocks(snapshot: Snapshot): ExternalBlock[] {
  return blocksWithin(snapshot, outsideAddresses(snapshot));
}

/** The addresses, inside the cluster or not, grouped so that those which no policy tells apart are in one block. */
export function blocksWithin(snapshot: Snapshot, addresses: AddressSet): ExternalBlock[] {
  const peers = everyPolicyOf(snapshot).flatMap(rulesOf).flatMap(rule => rule.peers)
    .filter((peer): peer is AddressesPeer => peer.kind === 'addresses');
  const bySignature = new Map<string, AddressSet>();
  for (const part of cutAddresses(addresses, peers)) {
    const signature = peers.map(peer => (peer.addresses.contains(part.intervals[0].start) ? '1' : '0')).join('');
    bySignature.set(signature, part.union(bySignature.get(signature) ?? NO_ADDRESSES));
  }
  return [...bySignature.values()]
    .sort((left, right) => (left.intervals[0].start < right.intervals[0].start ? -1 : 1))
    .map(block => ({
      kind: 'external', cidrs: formatCidrs(block), representative: block.intervals[0].start,
    }));
}

function cutAddresses(addresses: AddressSet, peers: readonly AddressesPeer[]): AddressSet[] {
  const cuts = [...new Set(peers.flatMap(peer => peer.addresses.intervals).flatMap(({ start, end }) => [start, end]))]
    .sort((left, right) => (left < right ? -1 : 1));
  return addresses.intervals.flatMap(({ start, end }) => {
    const edges = [start, ...cuts.filter(cut => start < cut && cut < end), end];
    return edges.slice(1).map((edge, index) => IntervalSet.of({ start: edges[index], end: edge }));
  });
}
