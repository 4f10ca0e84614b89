import * as fc from 'fast-check';
import { ALL_PORTS, formatPorts, NO_PORTS, portRange, PROTOCOLS } from '../../src/sets/ports';
import { allOf, anyOf, Ternary } from '../../src/sets/ternary';
import { TrafficSet } from '../../src/sets/traffic-set';

const traffic = fc.array(fc.record({
  protocol: fc.constantFrom(...PROTOCOLS), first: fc.integer({ min: 1, max: 9 }), last: fc.integer({ min: 1, max: 9 }),
})).map(parts => parts.reduce(
  (sum, { protocol, first, last }) => sum.union(TrafficSet.of(protocol, portRange(first, last))), TrafficSet.NONE));

test.each([
  ['union', (a: boolean, b: boolean) => a || b],
  ['intersect', (a: boolean, b: boolean) => a && b],
  ['subtract', (a: boolean, b: boolean) => a && !b],
] as const)('%s works port by port and protocol by protocol', (operation, expected) => fc.assert(
  fc.property(traffic, traffic, (a, b) => {
    const result = a[operation](b);
    for (const protocol of PROTOCOLS) {
      for (let port = 1; port < 11; port += 1) {
        expect(result.contains(protocol, port)).toBe(expected(a.contains(protocol, port), b.contains(protocol, port)));
      }
    }
    expect(result.isEmpty).toBe(PROTOCOLS.every(protocol => result.ports(protocol).isEmpty));
  })));

test('sets with the same content are equal however they came about', () => fc.assert(
  fc.property(traffic, traffic, (a, b) => {
    expect(a.subtract(b).union(a.intersect(b)).equals(a)).toBe(true);
    expect(a.equals(b)).toBe(a.subtract(b).isEmpty && b.subtract(a).isEmpty);
  })));

test('everything is all ports of all protocols', () => {
  const all = PROTOCOLS.reduce((sum, protocol) => sum.union(TrafficSet.of(protocol, ALL_PORTS)), TrafficSet.NONE);
  expect(all.equals(TrafficSet.ALL)).toBe(true);
  expect(all.equals(TrafficSet.ALL)).toBe(true);
  expect(TrafficSet.ALL.subtract(TrafficSet.of('SCTP', portRange(7))).includes(TrafficSet.ALL)).toBe(false);
});

test.each([
  ['everything', TrafficSet.ALL],
  ['nothing', TrafficSet.NONE],
  ['nothing', TrafficSet.of('TCP', NO_PORTS)],
  ['TCP 80,8000-8080; UDP 53', TrafficSet.of('UDP', portRange(53))
    .union(TrafficSet.of('TCP', portRange(8000, 8080).union(portRange(80))))],
  ['SCTP all ports', TrafficSet.of('SCTP', ALL_PORTS)],
])('prints %s', (text, set) => {
  expect(set.toString()).toBe(text);
});

test('no port has words of its own', () => {
  expect(formatPorts(NO_PORTS)).toBe('no port');
});

describe('three answers', () => {
  test.each<[Ternary[], Ternary, Ternary]>([
    [[], 'yes', 'no'],
    [['yes', 'yes'], 'yes', 'yes'],
    [['no', 'no'], 'no', 'no'],
    [['yes', 'no'], 'no', 'yes'],
    [['yes', 'unknown'], 'unknown', 'yes'],
    [['no', 'unknown'], 'no', 'unknown'],
    [['yes', 'no', 'unknown'], 'no', 'yes'],
  ])('of %j all are: %s, any is: %s', (answers, all, any) => {
    expect([allOf(answers), anyOf(answers)]).toEqual([all, any]);
  });
});
