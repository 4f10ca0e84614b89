import { TrafficDirection, Policy } from '../model/policy';
import { ALL_IPV4, AddressSet, formatAddress } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/** The IPv4 addresses among the blocks. */
export function ipv4Of(cidrs: readonly string[]): AddressSet {
  return IntervalSet.from(cidrs.flatMap(cidr => parseCidr(cidr)!.addresses.intervals)).intersect(ALL_IPV4);
}

/** Every address at which an ipBlock of the direction, or an exception of one, begins or ends; in order. */
export function addressCuts(policies: readonly Policy[], direction: TrafficDirection): bigint[] {
  const edges = policies.flatMap(policy => policy[direction]?.rules ?? [])
    .flatMap(rule => rule.peers)
    .flatMap(peer => (peer.kind === 'addresses' ? peer.addresses.intervals : []))
    .flatMap(({ start, end }) => [start, end]);
  return [...new Set(edges)].sort((left, right) => (left < right ? -1 : 1));
}

/** `10.0.0.0-10.255.255.255` for each part into which the cuts divide the addresses. */
export function formatRanges(addresses: AddressSet, cuts: readonly bigint[]): string[] {
  return addresses.intervals.flatMap(({ start, end }) => {
    const edges = [start, ...cuts.filter(cut => start < cut && cut < end), end];
    return edges.slice(1).map((edge, index) => `${formatAddress(edges[index])}-${formatAddress(edge - 1n)}`);
  });
}
