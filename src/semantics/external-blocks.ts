import { ExternalBlock } from '../model/matrix';
import { AddressesPeer } from '../model/peer';
import { rulesOf } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { ALL_ADDRESSES, AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { formatCidrs } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/** The addresses outside the cluster, grouped so that addresses which no policy tells apart are in one block. */
export function externalBlocks(snapshot: Snapshot, within: AddressSet = ALL_ADDRESSES): ExternalBlock[] {
  const peers = snapshot.policies.flatMap(rulesOf).flatMap(rule => rule.peers)
    .filter((peer): peer is AddressesPeer => peer.kind === 'addresses');
  const bySignature = new Map<string, AddressSet>();
  for (const part of cutAddresses(outside(snapshot).intersect(within), peers)) {
    const signature = peers.map(peer => (peer.addresses.contains(part.intervals[0].start) ? '1' : '0')).join('');
    bySignature.set(signature, part.union(bySignature.get(signature) ?? NO_ADDRESSES));
  }
  return [...bySignature.values()]
    .sort((left, right) => (left.intervals[0].start < right.intervals[0].start ? -1 : 1))
    .map(addresses => ({
      kind: 'external', cidrs: formatCidrs(addresses), representative: addresses.intervals[0].start,
    }));
}

/** What is left of all addresses without the declared ranges of pods, nodes and Services. */
function outside({ facts }: Snapshot): AddressSet {
  return [facts.podAddresses, facts.nodeAddresses, facts.serviceAddresses].reduce<AddressSet>(
    (rest, inside) => (inside === undefined ? rest : rest.subtract(inside)), ALL_ADDRESSES);
}

function cutAddresses(addresses: AddressSet, peers: readonly AddressesPeer[]): AddressSet[] {
  const cuts = [...new Set(peers.flatMap(peer => peer.addresses.intervals).flatMap(({ start, end }) => [start, end]))]
    .sort((left, right) => (left < right ? -1 : 1));
  return addresses.intervals.flatMap(({ start, end }) => {
    const edges = [start, ...cuts.filter(cut => start < cut && cut < end), end];
    return edges.slice(1).map((edge, index) => IntervalSet.of({ start: edges[index], end: edge }));
  });
}
