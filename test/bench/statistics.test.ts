import { exponentOf, median, quantile } from '../../bench/measure/statistics';

test.each([[[3], 3], [[1, 3], 2], [[9, 1, 5], 5]])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle);
});

test('95 of 100 values do not exceed the quantile', () => {
  expect(quantile(Array.from({ length: 100 }, (_, index) => index + 1), 0.95)).toBe(95);
});

test.each([1, 1.5, 2])('the exponent of a power of %d is found again', power => {
  expect(exponentOf([10, 50, 400].map((size): [number, number] => [size, 3 * size ** power]))).toBeCloseTo(power);
});
