import { ALL_IPV4, ALL_IPV6, AddressSet, familyOf, formatAddress } from './addresses';
import { formatCidrs, parseCidr } from './cidr';

/** A set of addresses in short form: `10.0.0.0/8`, `0.0.0.0/0 (except 10.0.0.0/8), ::/0`. */
export function formatBlocks(addresses: AddressSet, most: number = Infinity): string {
  return [ALL_IPV4, ALL_IPV6].map(family => addresses.intersect(family)).filter(part => !part.isEmpty)
    .map(part => formatFamily(part, most)).join(', ');
}

/** The block that covers all addresses with its exceptions, where that is shorter than the list of all blocks. */
function formatFamily(addresses: AddressSet, most: number): string {
  const blocks = formatCidrs(addresses);
  const cover = parseCidr(smallestCover(addresses))!;
  const exceptions = formatCidrs(cover.addresses.subtract(addresses));
  return exceptions.length + 1 < blocks.length
    ? `${cover.canonical} (except ${shorten(exceptions, most)})` : shorten(blocks, most);
}

function smallestCover({ intervals }: AddressSet): string {
  const first = intervals[0].start;
  const last = intervals[intervals.length - 1].end - 1n;
  const [width, origin] = familyOf(first) === 4 ? [32, 0n] : [128, 2n ** 32n];
  const difference = (first - origin) ^ (last - origin);
  return `${formatAddress(first)}/${width - (difference === 0n ? 0 : difference.toString(2).length)}`;
}

function shorten(blocks: readonly string[], most: number): string {
  return blocks.length <= most ? blocks.join(', ') : `${blocks.slice(0, most).join(', ')} and ${blocks.length - most} more`;
}
