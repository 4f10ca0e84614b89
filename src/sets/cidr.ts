import { AddressFamily, AddressSet, familyOf, formatAddress, parseAddress } from './addresses';
import { Interval, IntervalSet } from './interval-set';

/** One address block. */
export interface CidrBlock {
  readonly family: AddressFamily;
  readonly prefixLength: number;
  /** The addresses of the block. */
  readonly addresses: AddressSet;
  /** The block in canonical form, with no bit set behind the prefix: `10.0.0.0/8`. */
  readonly canonical: string;
  /** Whether the text had bits set behind the prefix, as in `10.1.2.3/8`; Kubernetes ignores them. */
  readonly hasHostBits: boolean;
}

/** The block that the text denotes, or undefined when it is not a CIDR. */
export function parseCidr(text: string): CidrBlock | undefined {
  const match = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text);
  const address = match ? parseAddress(match[1]) : undefined;
  if (!match || address === undefined) {
    return undefined;
  }
  const family = familyOf(address);
  const mapped = family === 4 && match[1].includes(':');
  const prefixLength = Number(match[2]) - (mapped ? 96 : 0);
  const width = family === 4 ? 32 : 128;
  if (prefixLength < 0 || prefixLength > width) {
    return undefined;
  }
  const size = 2n ** BigInt(width - prefixLength);
  const origin = family === 4 ? 0n : 2n ** 32n;
  const start = address - ((address - origin) % size);
  return {
    family,
    prefixLength,
    addresses: IntervalSet.of({ start, end: start + size }),
    canonical: `${formatAddress(start)}/${prefixLength}`,
    hasHostBits: start !== address,
  };
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
