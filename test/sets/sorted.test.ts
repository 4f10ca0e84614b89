import fc from 'fast-check';
import { lastAtMost } from '../../src/sets/sorted';

test('the last item that is at most the value is the one before the first that is greater', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat({ max: 40 })), fc.integer({ min: -1, max: 41 }), (items, value) => {
    const sorted = items.sort((left, right) => left - right);
    expect(lastAtMost(sorted, value)).toBe(sorted.filter(item => item <= value).length - 1);
    expect(lastAtMost(sorted.map(BigInt), BigInt(value))).toBe(lastAtMost(sorted, value));
  }));
});
