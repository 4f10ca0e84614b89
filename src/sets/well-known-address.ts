import { AddressSet, parseAddress } from './addresses';

const WELL_KNOWN = ['8.8.8.8', '2001:4860:4860::8888'].map(text => parseAddress(text)!);

/** Of addresses that nothing tells apart, one that a reader takes for an address: not the first of a block. */
export function wellKnownAddress(addresses: AddressSet): bigint {
  const [{ start, end }] = addresses.intervals;
  return WELL_KNOWN.find(address => addresses.contains(address)) ?? (start + 1n < end ? start + 1n : start);
}
