import { renderColumns } from '../../src/render/columns';

test('columns stand below each other, and nothing is behind the last one', () => {
  expect(renderColumns([['a', 'bcd', 'e'], ['fgh', 'i'], [], ['j', '', 'k']]))
    .toEqual(['a    bcd  e', 'fgh  i', '', 'j         k']);
  expect(renderColumns([])).toEqual([]);
});

test('as many rows as a large cluster has', () => {
  expect(renderColumns(Array.from({ length: 500_000 }, () => ['a', 'b'])).length).toBe(500_000);
});
