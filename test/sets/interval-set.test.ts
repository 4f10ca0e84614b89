import * as fc from 'fast-check';
import { IntervalSet } from '../../src/sets/interval-set';

const UNIVERSE = Array.from({ length: 41 }, (_, value) => value);
const WHOLE = IntervalSet.of<number>({ start: 0, end: 41 });

const interval = fc.record({ start: fc.integer({ min: 0, max: 41 }), end: fc.integer({ min: 0, max: 41 }) });
const intervalSet = fc.array(interval, { maxLength: 8 }).map(intervals => IntervalSet.of(...intervals));

function members(set: IntervalSet<number>): Set<number> {
  return new Set(UNIVERSE.filter(value => set.contains(value)));
}

function filtered(predicate: (value: number) => boolean): Set<number> {
  return new Set(UNIVERSE.filter(predicate));
}

describe('agrees with a set of numbers', () => {
  test('of', () => fc.assert(fc.property(fc.array(interval), intervals => {
    const expected = filtered(value => intervals.some(({ start, end }) => start <= value && value < end));
    expect(members(IntervalSet.of(...intervals))).toEqual(expected);
  })));

  test.each([
    ['union', (a: boolean, b: boolean) => a || b],
    ['intersect', (a: boolean, b: boolean) => a && b],
    ['subtract', (a: boolean, b: boolean) => a && !b],
  ] as const)('%s', (operation, expected) => fc.assert(fc.property(intervalSet, intervalSet, (a, b) => {
    expect(members(a[operation](b))).toEqual(filtered(value => expected(a.contains(value), b.contains(value))));
  })));

  test('isEmpty, isSubsetOf, overlaps and equals', () => fc.assert(fc.property(intervalSet, intervalSet, (a, b) => {
    const [left, right] = [[...members(a)], [...members(b)]];
    expect(a.isEmpty).toBe(left.length === 0);
    expect(a.isSubsetOf(b)).toBe(left.every(value => b.contains(value)));
    expect(a.overlaps(b)).toBe(left.some(value => b.contains(value)));
    expect(a.equals(b)).toBe(left.join() === right.join());
  })));
});

describe('laws', () => {
  test('union and intersection are commutative', () => fc.assert(fc.property(intervalSet, intervalSet, (a, b) => {
    expect(a.union(b)).toEqual(b.union(a));
    expect(a.intersect(b)).toEqual(b.intersect(a));
  })));

  test('union and intersection are associative', () => fc.assert(
    fc.property(intervalSet, intervalSet, intervalSet, (a, b, c) => {
      expect(a.union(b).union(c)).toEqual(a.union(b.union(c)));
      expect(a.intersect(b).intersect(c)).toEqual(a.intersect(b.intersect(c)));
    })));

  test('De Morgan', () => fc.assert(fc.property(intervalSet, intervalSet, (a, b) => {
    expect(WHOLE.subtract(a.union(b))).toEqual(WHOLE.subtract(a).intersect(WHOLE.subtract(b)));
    expect(WHOLE.subtract(a.intersect(b))).toEqual(WHOLE.subtract(a).union(WHOLE.subtract(b)));
  })));

  test('the form is canonical: sorted, apart, without empty intervals', () => fc.assert(
    fc.property(intervalSet, intervalSet, (a, b) => {
      for (const { intervals } of [a, a.union(b), a.intersect(b), a.subtract(b)]) {
        expect(intervals.every(({ start, end }) => start < end)).toBe(true);
        expect(intervals.slice(1).every(({ start }, index) => intervals[index].end < start)).toBe(true);
      }
    })));
});

test('numbers without an upper bound work alike', () => {
  const set = IntervalSet.of({ start: 2n ** 64n, end: 2n ** 65n });
  expect(set.contains(2n ** 64n)).toBe(true);
  expect(set.contains(2n ** 65n)).toBe(false);
});
