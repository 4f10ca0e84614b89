import * as fc from 'fast-check';
import { AddressSet, NO_ADDRESSES } from '../../src/sets/addresses';
import { formatBlocks } from '../../src/sets/blocks';
import { parseCidr } from '../../src/sets/cidr';

function addresses(...cidrs: readonly string[]): AddressSet {
  return cidrs.reduce<AddressSet>((sum, cidr) => sum.union(parseCidr(cidr)!.addresses), NO_ADDRESSES);
}

const EVERYTHING = addresses('0.0.0.0/0', '::/0');

const TEXTS: Record<string, [AddressSet, string]> = {
  'one block': [addresses('10.0.0.0/8'), '10.0.0.0/8'],
  'one address': [addresses('10.0.0.1/32'), '10.0.0.1/32'],
  'both families': [EVERYTHING, '0.0.0.0/0, ::/0'],
  'no address': [NO_ADDRESSES, ''],
  'all but one block': [EVERYTHING.subtract(addresses('10.10.10.0/24')), '0.0.0.0/0 (except 10.10.10.0/24), ::/0'],
  'all but one block of IPv6': [EVERYTHING.subtract(addresses('fd00::/8')), '0.0.0.0/0, ::/0 (except fd00::/8)'],
  'a block with a hole': [addresses('10.0.0.0/8').subtract(addresses('10.1.0.0/16')), '10.0.0.0/8 (except 10.1.0.0/16)'],
  'a block of IPv6 with a hole': [addresses('fd00::/8').subtract(addresses('fd00:1::/32')), 'fd00::/8 (except fd00:1::/32)'],
  'a few blocks far apart': [addresses('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'), '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16'],
  'two halves are no exception': [addresses('10.0.0.0/9', '10.192.0.0/10'), '10.0.0.0/9, 10.192.0.0/10'],
};

test.each(Object.entries(TEXTS))('%s', (_, [set, text]) => {
  expect(formatBlocks(set)).toBe(text);
});

test('the text means the set, whatever the set is', () => {
  const cidr = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 4, max: 12 }))
    .map(([byte, length]) => parseCidr(`${byte}.0.0.0/${length}`)!.addresses);
  const anySet = fc.array(fc.tuple(fc.boolean(), cidr), { maxLength: 6 })
    .map(parts => parts.reduce<AddressSet>(
      (sum, [isAdded, part]) => (isAdded ? sum.union(part) : sum.subtract(part)), NO_ADDRESSES));
  fc.assert(fc.property(anySet, set => {
    const [, blocks, exceptions] = /^(.*?)(?: \(except (.*)\))?$/.exec(formatBlocks(set))!;
    const named = (text: string | undefined) => addresses(...(text ? text.split(', ') : []));
    expect(named(blocks).subtract(named(exceptions)).equals(set)).toBe(true);
  }));
});
