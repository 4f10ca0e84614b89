import { AddressesPeer } from '../model/peer';
import { AddressSet } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/** Whether the block is a whole address family, with or without exceptions, as of `Cidr.internet()`. */
export function isInternet({ cidr }: AddressesPeer): boolean {
  return parseCidr(cidr)?.prefixLength === 0;
}

export function addressesOf(peers: readonly AddressesPeer[]): AddressSet {
  return IntervalSet.from(peers.flatMap(({ addresses }) => addresses.intervals));
}
