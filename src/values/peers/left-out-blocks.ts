import { IPeer, IpBlockConfig } from './peer';
import { AddressSet, NO_ADDRESSES } from '../../sets/addresses';
import { formatCidrs, parseCidr } from '../../sets/cidr';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** The blocks of the one peer without the addresses of the others, each exception in the blocks that hold it. */
export function blocksWithout(where: string, from: IPeer, others: readonly IPeer[]): IpBlockConfig[] {
  const blocks = blocksOf(from);
  for (const other of others) {
    if (!addressesOfBlocks(blocks).overlaps(addressesOfBlocks(blocksOf(other)))) {
      refuse(where, `${shown(other)} is not within ${shown(from)}`, 'name addresses within it, or leave them out of the call');
    }
  }
  const leftOut = others.flatMap(other => blocksOf(other).flatMap(writtenWithoutExceptions));
  const left = blocks.filter(block => !addressesOfBlock(block).isSubsetOf(addressesOfCidrs(leftOut)));
  if (left.length === 0) {
    refuse(where, `${others.map(shown).join(' and ')} together are all of ${shown(from)}, so that nothing is left`,
      'leave out less, or leave the peer out');
  }
  return left.map(({ cidr, exceptCidrs }) => ({
    cidr, exceptCidrs: largest([...exceptCidrs, ...leftOut].filter(except => isWithin(except, cidr))),
  }));
}

function blocksOf(peer: IPeer): readonly IpBlockConfig[] {
  return peer.toPeerConfig().ipBlocks ?? [];
}

/** An exception has no exceptions. */
function writtenWithoutExceptions(block: IpBlockConfig): string[] {
  return block.exceptCidrs.length === 0 ? [block.cidr] : formatCidrs(addressesOfBlock(block));
}

/** Those that are not within another one, each once. */
function largest(cidrs: readonly string[]): string[] {
  const distinct = [...new Set(cidrs.map(cidr => parseCidr(cidr)!.canonical))];
  return distinct.filter(cidr => !distinct.some(other => other !== cidr && isWithin(cidr, other)));
}

function isWithin(cidr: string, other: string): boolean {
  return addressesOfCidrs([cidr]).isSubsetOf(addressesOfCidrs([other]));
}

function addressesOfBlocks(blocks: readonly IpBlockConfig[]): AddressSet {
  return blocks.reduce((sum, block) => sum.union(addressesOfBlock(block)), NO_ADDRESSES);
}

function addressesOfBlock({ cidr, exceptCidrs }: IpBlockConfig): AddressSet {
  return addressesOfCidrs([cidr]).subtract(addressesOfCidrs(exceptCidrs));
}

function addressesOfCidrs(cidrs: readonly string[]): AddressSet {
  return cidrs.reduce((sum, cidr) => sum.union(parseCidr(cidr)!.addresses), NO_ADDRESSES);
}
