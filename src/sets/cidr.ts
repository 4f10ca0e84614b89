import { readAddressText } from './address-text';
import { AddressFamily, AddressSet, familyOf, formatAddress, numberOf } from './addresses';
import { Interval, IntervalSet } from './interval-set';

/** One address block. */
export interface CidrBlock {
  readonly family: AddressFamily;
  readonly prefixLength: number;
  /** The length in the text: `::ffff:10.0.0.0/104` is the block `10.0.0.0/8`, and the API server compares 104. */
  readonly writtenPrefixLength: number;
  /** The addresses of the block. */
  readonly addresses: AddressSet;
  /** The block in canonical form, with no bit set behind the prefix: `10.0.0.0/8`. */
  readonly canonical: string;
  /** Whether the text had bits set behind the prefix, as in `10.1.2.3/8`; Kubernetes ignores them. */
  readonly hasHostBits: boolean;
}

/**
 * The block that the text denotes, or undefined when it is not a CIDR. An IPv4 block may be written as a part of
 * `::ffff:0:0/96`, which means IPv4; of a larger block of IPv6 no address is one of IPv4, as in Go.
 */
export function parseCidr(text: string): CidrBlock | undefined {
  const match = /^([0-9a-fA-F:.]+)\/0*(\d{1,3})$/.exec(text);
  const written = match ? readAddressText(match[1]) : undefined;
  const writtenPrefixLength = Number(match?.[2]);
  if (written === undefined || writtenPrefixLength > written.width) {
    return undefined;
  }
  const size = 2n ** BigInt(written.width - writtenPrefixLength);
  const value = written.value - (written.value % size);
  const start = numberOf({ ...written, value });
  const family = familyOf(start);
  const prefixLength = writtenPrefixLength - (family === 4 ? written.width - 32 : 0);
  return {
    family,
    prefixLength,
    writtenPrefixLength,
    addresses: IntervalSet.of({ start, end: start + size }),
    canonical: `${formatAddress(start)}/${prefixLength}`,
    hasHostBits: value !== written.value,
  };
}

/** Empty beside `::`, up to four hexadecimal digits, or four numbers without zeros in front. */
const STRICT_GROUP = /^([0-9a-fA-F]{0,4}|(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3})$/;

/**
 * The block, of a text as Go's `netip` and `isCIDR` of CEL read it: no zeros in front of decimal numbers, no more than four
 * digits in a group, and IPv4 not in the form of IPv6. Bits behind the prefix are fine.
 */
export function parseStrictCidr(text: string): CidrBlock | undefined {
  const [address, length = ''] = text.split('/');
  const isStrict = /^(0|[1-9]\d*)$/.test(length) && address.split(':').every(group => STRICT_GROUP.test(group));
  const written = isStrict ? readAddressText(address) : undefined;
  const isDisguised = written?.width === 128 && familyOf(numberOf(written)) === 4;
  return written === undefined || isDisguised ? undefined : parseCidr(text);
}

/** The fewest CIDRs that make up the set, in order. */
export function formatCidrs(addresses: AddressSet): string[] {
  return addresses.intervals.flatMap(splitByFamily).flatMap(cidrsOfInterval);
}

function splitByFamily(interval: Interval<bigint>): Interval<bigint>[] {
  const boundary = 2n ** 32n;
  if (interval.start < boundary && boundary < interval.end) {
    return [{ start: interval.start, end: boundary }, { start: boundary, end: interval.end }];
  }
  return [interval];
}

function cidrsOfInterval({ start, end }: Interval<bigint>): string[] {
  const family = familyOf(start);
  const width = family === 4 ? 32 : 128;
  const origin = family === 4 ? 0n : 2n ** 32n;
  const cidrs: string[] = [];
  let from = start;
  while (from < end) {
    let prefixLength = width;
    let size = 1n;
    while (prefixLength > 0 && (from - origin) % (size * 2n) === 0n && from + size * 2n <= end) {
      size *= 2n;
      prefixLength -= 1;
    }
    cidrs.push(`${formatAddress(from)}/${prefixLength}`);
    from += size;
  }
  return cidrs;
}
