import * as fc from 'fast-check';
import { ALL_ADDRESSES, ALL_IPV4, ALL_IPV6, familyOf, formatAddress, parseAddress } from '../../src/sets/addresses';
import { formatCidrs, parseCidr } from '../../src/sets/cidr';
import { IntervalSet } from '../../src/sets/interval-set';

const MAPPED_START = 2n ** 32n + (0xffffn << 32n);

const ipv4 = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n });
// An IPv4-mapped address is read as the IPv4 one, so that its own number is never read.
const ipv6 = fc.bigInt({ min: 2n ** 32n, max: 2n ** 32n + 2n ** 128n - 1n })
  .filter(address => address < MAPPED_START || address >= MAPPED_START + 2n ** 32n);
const anyAddress = fc.oneof(ipv4, ipv6);

describe('addresses', () => {
  test('reading what was printed gives the same address', () => fc.assert(fc.property(anyAddress, address => {
    expect(parseAddress(formatAddress(address))).toBe(address);
  })));

  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['010.000.000.001', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::ffff:a00:1', '10.0.0.1'],
    ['FD00:0:0::1', 'fd00::1'],
    ['::', '::'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0000000000000010.08.1.2', '10.8.1.2'],
    ['00001::00ffff', '1::ffff'],
    ['1:2:3:4:5:6:010.0.0.1', '1:2:3:4:5:6:a00:1'],
    ['::10.0.0.1', '::a00:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ])('%s is %s', (text, expected) => {
    expect(formatAddress(parseAddress(text)!)).toBe(expected);
  });

  test.each(['', '10', '10.0.0', '256.0.0.1', '1.2.3.4.5', '0x0a.0.0.1', 'fe80::1%eth0', ':', '1:2', 'web', '10.0.0.1/8',
    ':::', '1::2::3', '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:1.2.3.4', '1.2.3.4::', '::1.2.3', '::256.0.0.1',
    '::10000', '::g', '::0x1', ':1::', '1::2:', '::ffff:10.0.0.0x1', '1.2.3.+4', ' ::1', '::1\n'])(
    '"%s" is no address', text => {
      expect(parseAddress(text)).toBeUndefined();
    });

  test('both families fill the line', () => {
    expect(ALL_IPV4.union(ALL_IPV6)).toEqual(ALL_ADDRESSES);
    expect([familyOf(parseAddress('255.255.255.255')!), familyOf(parseAddress('::')!)]).toEqual([4, 6]);
  });
});

describe('blocks', () => {
  const block = fc.oneof(
    fc.record({ address: ipv4, prefixLength: fc.integer({ min: 0, max: 32 }) }),
    fc.record({ address: ipv6, prefixLength: fc.integer({ min: 0, max: 128 }) }),
  ).map(({ address, prefixLength }) => `${formatAddress(address)}/${prefixLength}`);

  test('a block is one CIDR, the canonical one', () => fc.assert(fc.property(block, text => {
    const { addresses, canonical } = parseCidr(text)!;
    expect(formatCidrs(addresses)).toEqual([canonical]);
  })));

  test('zeros in front of its numbers change no block', () => fc.assert(fc.property(block, fc.nat({ max: 9 }), (text, count) => {
    const zeros = '0'.repeat(count);
    const padded = text.replace(/(^|[:./])(?=[0-9a-f])/g, `$1${zeros}`);
    expect(parseCidr(padded)).toEqual(parseCidr(text));
  })));

  test('the address that names a block is in it', () => fc.assert(fc.property(block, text => {
    expect(parseCidr(text)!.addresses.contains(parseAddress(text.split('/')[0])!)).toBe(true);
  })));

  test.each([
    ['10.1.2.3/8', '10.0.0.0/8', true],
    ['00001::/16', '1::/16', false],
    ['::ffff:0:0/96', '0.0.0.0/0', false],
    ['::ffff:0:0/95', '::fffe:0:0/95', true],
    ['::ffff:10.0.0.0/0104', '10.0.0.0/8', false],
    ['10.0.0.0/0000000008', '10.0.0.0/8', false],
    ['::0.0.0.0/0', '::/0', false],
    ['::ffff:10.0.0.0/8', '::/8', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['0.0.0.0/0', '0.0.0.0/0', false],
    ['::/0', '::/0', false],
    ['fd00::1/8', 'fd00::/8', true],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8', false],
  ])('%s is %s', (text, canonical, hasHostBits) => {
    expect(parseCidr(text)).toMatchObject({ canonical, hasHostBits });
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '/8', 'web/8', ' ::/0'])(
    '"%s" is no block', text => {
      expect(parseCidr(text)).toBeUndefined();
    });
});

describe('the fewest blocks', () => {
  test.each([
    ['one address', '10.0.0.1', '10.0.0.1', ['10.0.0.1/32']],
    ['two halves are one', '10.0.0.0', '10.0.0.1', ['10.0.0.0/31']],
    ['a range off the boundaries', '10.0.0.1', '10.0.0.6', ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6/32']],
    ['all of IPv4', '0.0.0.0', '255.255.255.255', ['0.0.0.0/0']],
    ['everything is one block of each family', '0.0.0.0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['0.0.0.0/0', '::/0']],
    ['across the families', '255.255.255.255', '::', ['255.255.255.255/32', '::/128']],
  ])('%s', (_, first, last, cidrs) => {
    expect(formatCidrs(IntervalSet.of({ start: parseAddress(first)!, end: parseAddress(last)! + 1n }))).toEqual(cidrs);
  });

  const byteRange = fc.record({ start: fc.integer({ min: 0, max: 256 }), end: fc.integer({ min: 0, max: 256 }) });

  test('make up the set, and no two of them could be one', () => fc.assert(fc.property(fc.array(byteRange), ranges => {
    const set = IntervalSet.of(...ranges.map(({ start, end }) => ({ start: BigInt(start), end: BigInt(end) })));
    const blocks = formatCidrs(set).map(cidr => parseCidr(cidr)!);
    expect(IntervalSet.of(...blocks.flatMap(({ addresses }) => addresses.intervals))).toEqual(set);
    blocks.slice(1).forEach((right, index) => {
      const left = blocks[index];
      const [{ start }] = left.addresses.intervals;
      const size = 2n ** BigInt(32 - left.prefixLength);
      const couldBeOne = left.prefixLength === right.prefixLength && start % (size * 2n) === 0n
        && right.addresses.contains(start + size);
      expect(couldBeOne).toBe(false);
    });
  })));
});
