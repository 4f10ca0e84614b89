import * as ipaddr from 'ipaddr.js';
import { readAddressText, WrittenAddress } from './address-text';
import { IntervalSet } from './interval-set';

/**
 * IPv4 and IPv6 addresses on one number line, IPv4 first, so that a set of addresses is one interval set
 * and no operation has to ask for the family.
 */
export type AddressSet = IntervalSet<bigint>;

export type AddressFamily = 4 | 6;

const IPV6_START = 2n ** 32n;
const END = IPV6_START + 2n ** 128n;

export const ALL_IPV4: AddressSet = IntervalSet.of({ start: 0n, end: IPV6_START });
export const ALL_IPV6: AddressSet = IntervalSet.of({ start: IPV6_START, end: END });
export const ALL_ADDRESSES: AddressSet = IntervalSet.of({ start: 0n, end: END });
export const NO_ADDRESSES: AddressSet = IntervalSet.of<bigint>();

export function familyOf(address: bigint): AddressFamily {
  return address < IPV6_START ? 4 : 6;
}

/**
 * The number of an address, or undefined when the text is not an address. An IPv4-mapped IPv6 address is the IPv4 one,
 * as in Go's `net` package, which decides what a policy matches.
 */
export function parseAddress(text: string): bigint | undefined {
  const written = readAddressText(text);
  return written === undefined ? undefined : numberOf(written);
}

/** Where a written address is on the number line. */
export function numberOf({ value, width }: WrittenAddress): bigint {
  return width === 32 ? value : value >> 32n === MAPPED ? value & 0xffffffffn : IPV6_START + value;
}

/** What stands before the IPv4 address in an IPv6 address that means it, `::ffff:10.0.0.1`. */
const MAPPED = 0xffffn;

/** `10.0.0.1` or `fd00::1`. */
export function formatAddress(address: bigint): string {
  if (familyOf(address) === 4) {
    return new ipaddr.IPv4(toBytes(address, 4)).toString();
  }
  return new ipaddr.IPv6(toBytes(address - IPV6_START, 16)).toRFC5952String();
}

function toBytes(value: bigint, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Number((value >> BigInt(8 * (count - 1 - index))) & 255n));
}
