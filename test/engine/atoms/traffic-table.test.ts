import fc from 'fast-check';
import { ALL_TRAFFIC, NO_TRAFFIC, TrafficTable } from '../../../src/engine/atoms/traffic-table';
import { portRange, PROTOCOLS } from '../../../src/sets/ports';
import { TrafficSet } from '../../../src/sets/traffic-set';

const anyPorts = fc.tuple(fc.constantFrom(...PROTOCOLS), fc.constantFrom(1, 80, 8080), fc.constantFrom(80, 8080, 65535))
  .map(([protocol, first, last]) => TrafficSet.of(protocol, portRange(Math.min(first, last), Math.max(first, last))));

const anyTraffic = fc.oneof(
  fc.constantFrom(TrafficSet.NONE, TrafficSet.ALL),
  fc.array(anyPorts, { maxLength: 4 }).map(parts => parts.reduce((sum, part) => sum.union(part), TrafficSet.NONE)),
);

test('numbers of traffic stand for the sets: whatever is done with one is done with the other', () => {
  fc.assert(fc.property(fc.array(anyTraffic, { minLength: 2, maxLength: 6 }), sets => {
    const traffics = new TrafficTable();
    const numbers = sets.map(set => traffics.numberOf(set));
    sets.forEach((left, one) => sets.forEach((right, other) => {
      const [here, there] = [numbers[one], numbers[other]];
      expect(here === there).toBe(left.equals(right));
      expect(`${traffics.get(traffics.union(here, there))}`).toBe(`${left.union(right)}`);
      expect(`${traffics.get(traffics.intersect(here, there))}`).toBe(`${left.intersect(right)}`);
      expect(`${traffics.get(traffics.subtract(here, there))}`).toBe(`${left.subtract(right)}`);
    }));
  }));
});

test('nothing and everything have numbers that everybody knows', () => {
  const traffics = new TrafficTable();
  expect([traffics.numberOf(TrafficSet.NONE), traffics.numberOf(TrafficSet.ALL)]).toEqual([NO_TRAFFIC, ALL_TRAFFIC]);
});
