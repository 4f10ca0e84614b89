import { Field } from './fields';
import { AddressSet, NO_ADDRESSES, parseAddress } from '../../sets/addresses';
import { parseCidr } from '../../sets/cidr';
import { IntervalSet } from '../../sets/interval-set';

/** All the single addresses, or undefined when one of them cannot be read. */
export function readAddresses(fields: readonly Field[]): AddressSet | undefined {
  return readAll(fields, 'an IP address', text => {
    const address = parseAddress(text);
    return address === undefined ? undefined : IntervalSet.of({ start: address, end: address + 1n });
  });
}

/** Those of the texts that are addresses. */
export function addressesIn(texts: readonly string[]): AddressSet {
  return unionOf(texts.flatMap(text => {
    const address = parseAddress(text);
    return address === undefined ? [] : [IntervalSet.of({ start: address, end: address + 1n })];
  }));
}

/** All the address blocks, or undefined when one of them cannot be read. */
export function readBlocks(fields: readonly Field[]): AddressSet | undefined {
  return readAll(fields, 'an address block', text => parseCidr(text)?.addresses);
}

function readAll(
  fields: readonly Field[], what: string, parse: (text: string) => AddressSet | undefined,
): AddressSet | undefined {
  const sets = fields.map(field => {
    const addresses = typeof field.value === 'string' ? parse(field.value) : undefined;
    if (addresses === undefined) {
      field.fault(`not ${what}`, 'take it from the cluster as it is');
    }
    return addresses;
  });
  return sets.some(set => set === undefined) ? undefined : unionOf(sets as AddressSet[]);
}

/** The union of many sets, halved again and again, so that no set is copied more than a few times. */
export function unionOf(sets: readonly AddressSet[]): AddressSet {
  if (sets.length <= 1) {
    return sets[0] ?? NO_ADDRESSES;
  }
  const middle = sets.length >> 1;
  return unionOf(sets.slice(0, middle)).union(unionOf(sets.slice(middle)));
}
