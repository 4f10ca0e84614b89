import { formatAddress, NO_ADDRESSES } from '../../src/sets/addresses';
import { parseCidr } from '../../src/sets/cidr';
import { wellKnownAddress } from '../../src/sets/well-known';

test.each([
  ['everything', ['0.0.0.0/0', '::/0'], '8.8.8.8'],
  ['IPv6 alone', ['::/0'], '2001:4860:4860::8888'],
  ['a block without a well-known address', ['10.0.0.0/8'], '10.0.0.1'],
  ['one address', ['10.0.0.0/32'], '10.0.0.0'],
])('of %s people would name', (_, cidrs, expected) => {
  const blocks = cidrs.map(cidr => parseCidr(cidr)!.addresses);
  const addresses = blocks.reduce((sum, block) => sum.union(block), NO_ADDRESSES);
  expect(formatAddress(wellKnownAddress(addresses))).toBe(expected);
});
