import { AddressesPeer } from '../../model/peer';
import { AddressSet } from '../../sets/addresses';
import { parseCidr } from '../../sets/cidr';
import { IntervalSet } from '../../sets/interval-set';
import { PRIVATE_BLOCKS } from '../../sets/known-blocks';

const PRIVATE = addressesIn(...PRIVATE_BLOCKS);

/** Where nodes have what only their own pods reach, such as a cache of names. */
const LINK_LOCAL = addressesIn('169.254.0.0/16', 'fe80::/10');

/** A prefix of at most this length leaves room for the pods of a cluster; a longer one is that of some machines. */
const LONGEST_PREFIX_OF_PODS = { 4: 16, 6: 64 };

function addressesIn(...cidrs: readonly string[]): AddressSet {
  return IntervalSet.from(cidrs.flatMap(cidr => parseCidr(cidr)!.addresses.intervals));
}

/** Whether the block is a single address, which a program has been told and does not look up. */
export function isOneAddress({ cidr }: AddressesPeer): boolean {
  const block = parseCidr(cidr);
  return block?.prefixLength === (block?.family === 4 ? 32 : 128);
}

/** Whether all addresses of the block are those of networks within an organisation. */
export function isPrivate({ addresses }: AddressesPeer): boolean {
  return !addresses.isEmpty && addresses.isSubsetOf(PRIVATE);
}

/** The same for the text of a block. */
export function isPrivateCidr(cidr: string): boolean {
  return parseCidr(cidr)?.addresses.isSubsetOf(PRIVATE) === true;
}

/** Whether no address of the block is one of networks within an organisation, or of a node alone. */
export function isPublic({ addresses }: AddressesPeer): boolean {
  return !addresses.isEmpty && addresses.intersect(PRIVATE.union(LINK_LOCAL)).isEmpty;
}

/** Whether the block is private and large enough for the pods of a cluster. */
export function isRangeOfPods({ cidr }: Pick<AddressesPeer, 'cidr'>): boolean {
  const block = parseCidr(cidr);
  return block !== undefined && block.prefixLength <= LONGEST_PREFIX_OF_PODS[block.family]
    && !block.addresses.intersect(PRIVATE).isEmpty;
}

/**
 * Whether a resolver may be in the block, as far as custom tells: at a private address, or at one of the node. The
 * internet holds none where it leaves out a private range that pods may have.
 */
export function mayHoldResolver(peer: AddressesPeer): boolean {
  const isInternet = parseCidr(peer.cidr)?.prefixLength === 0;
  return isInternet ? !peer.exceptCidrs.some(cidr => isRangeOfPods({ cidr }))
    : !peer.addresses.intersect(isOneAddress(peer) ? LINK_LOCAL : PRIVATE.union(LINK_LOCAL)).isEmpty;
}
