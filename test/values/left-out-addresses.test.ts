import fc from 'fast-check';
import { AddressSet, NO_ADDRESSES } from '../../src/sets/addresses';
import { parseCidr } from '../../src/sets/cidr';
import { refusalOf } from '../constructs/synthesized';
import { Cidr, IPeer, Pods } from 'cdk8s-netpol';

const WITHOUT = 'help: name addresses: `Cidr.of(\'10.0.0.0/8\')`, `Cidr.privateRanges()`';

const rows: Record<string, [() => Cidr, string]> = {
  'the private ranges': [() => Cidr.privateRanges(),
    '10.0.0.0/8 and 172.16.0.0/12 and 192.168.0.0/16 and 100.64.0.0/10 and fc00::/7'],
  'the metadata services': [() => Cidr.metadataService(),
    '169.254.169.254/32 and 100.100.100.200/32 and 192.0.0.192/32 and fd00:ec2::254/128 and fd20:ce::254/128'],
  'the internet without both, each exception once and in its family': [
    () => Cidr.internet().without(Cidr.privateRanges(), Cidr.metadataService()),
    '0.0.0.0/0 except 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 169.254.169.254/32, 192.0.0.192/32'
    + ' and ::/0 except fc00::/7',
  ],
  'one family without what is of both': [() => Cidr.anyIpv6().without(Cidr.privateRanges()), '::/0 except fc00::/7'],
  'what was left out before stays out': [() => Cidr.of('10.0.0.0/8', { exceptCidrs: ['10.1.0.0/16'] }).without(Cidr.of('10.2.0.0/16')),
    '10.0.0.0/8 except 10.1.0.0/16, 10.2.0.0/16'],
  'a smaller exception gives way to a larger': [() => Cidr.of('10.0.0.0/8', { exceptCidrs: ['10.1.0.0/16'] }).without(Cidr.of('10.0.0.0/9')),
    '10.0.0.0/8 except 10.0.0.0/9'],
  'one block in two writings': [() => Cidr.of('fd00::/8').without(Cidr.of('FD01::/16'), Cidr.of('fd01::/16')), 'fd00::/8 except fd01::/16'],
  'what the others leave out stays in': [() => Cidr.of('10.0.0.0/8').without(Cidr.of('10.0.0.0/15', { exceptCidrs: ['10.1.0.0/16'] })),
    '10.0.0.0/8 except 10.0.0.0/16'],
  'of several blocks one is gone': [() => Cidr.internet().without(Cidr.anyIpv6()), '0.0.0.0/0'],
};

test.each(Object.entries(rows))('%s', (_, [make, expected]) => {
  expect(make().toString()).toBe(expected);
});

const refusals: Record<string, [() => unknown, string]> = {
  'nothing': [() => Cidr.internet().without(), `\`Cidr.without\`: nothing is left out\n${WITHOUT}`],
  'a text': [() => Cidr.internet().without('10.0.0.0/8' as any), `\`Cidr.without\`: '10.0.0.0/8' is no choice of addresses\n${WITHOUT}`],
  'pods': [() => Cidr.internet().without(Pods.all() as any), `\`Cidr.without\`: \`all pods\` is no choice of addresses\n${WITHOUT}`],
  'addresses elsewhere': [() => Cidr.of('10.0.0.0/8').without(Cidr.of('192.168.0.0/16')),
    '`Cidr.without`: `192.168.0.0/16` is not within `10.0.0.0/8`\nhelp: name addresses within it, or leave them out of the call'],
  'everything': [() => Cidr.of('10.0.0.0/8').without(Cidr.of('10.0.0.0/9'), Cidr.of('10.128.0.0/9')),
    '`Cidr.without`: `10.0.0.0/9` and `10.128.0.0/9` together are all of `10.0.0.0/8`, so that nothing is left\n'
    + 'help: leave out less, or leave the peer out'],
  'an argument of the private ranges': [() => (Cidr as any).privateRanges('10.0.0.0/8'),
    '`Cidr.privateRanges`: it was given \'10.0.0.0/8\' as well, which it does not read\n'
    + 'help: to leave something out write `Cidr.privateRanges().without(...)`'],
  'an argument of the metadata service': [() => (Cidr as any).metadataService('aws'),
    '`Cidr.metadataService`: it was given \'aws\' as well, which it does not read\nhelp: name other addresses by `Cidr.of(...)`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [make, message]) => {
  expect(refusalOf(make)).toBe(message);
});

test('what is left are the addresses of the one and not of the others, and no exception is within another', () => {
  const block = fc.record({ start: fc.integer({ min: 0, max: 255 }), length: fc.integer({ min: 8, max: 14 }) })
    .map(({ start, length }) => parseCidr(`10.${start}.0.0/${length}`)!.canonical);
  fc.assert(fc.property(block, fc.array(block, { minLength: 1, maxLength: 4 }), (from, others) => {
    const whole = parseCidr(from)!.addresses;
    const expected = others.reduce((rest, other) => rest.subtract(parseCidr(other)!.addresses), whole);
    fc.pre(!expected.isEmpty && others.every(other => parseCidr(other)!.addresses.overlaps(whole)));
    const left = Cidr.of(from).without(...others.map(other => Cidr.of(other)));
    expect(addressesOf(left).equals(expected)).toBe(true);
    // The factory refuses what the API server would refuse.
    left.toPeerConfig().ipBlocks!.forEach(({ cidr, exceptCidrs }) => Cidr.of(cidr, { exceptCidrs }));
  }));
});

function addressesOf(peer: IPeer): AddressSet {
  return peer.toPeerConfig().ipBlocks!.map(({ cidr, exceptCidrs }) => exceptCidrs
    .reduce((rest, except) => rest.subtract(parseCidr(except)!.addresses), parseCidr(cidr)!.addresses))
    .reduce((sum, part) => sum.union(part), NO_ADDRESSES);
}
