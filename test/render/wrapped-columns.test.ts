import fc from 'fast-check';
import { renderWrapped, wrap } from '../../src/render/wrapped-columns';

describe('a list in lines of 12 characters', () => {
  test.each<[string, string[], string[]]>([
    ['keeps its items whole', ['one', 'two', 'three', 'four'], ['one, two,', 'three, four']],
    ['is one line if it fits', ['one', 'two'], ['one, two']],
    ['cuts an item between its words', ['pods of a namespace'], ['pods of a', 'namespace']],
    ['cuts a selector between its parts', ['app=web,tier=front'], ['app=web,', 'tier=front']],
    ['cuts a long name at its dashes', ['shop/payment-service'], ['shop/', 'payment-', 'service']],
    ['cuts what has no place for it anywhere', ['abcdefghijklmnop'], ['abcdefghijkl', 'mnop']],
    ['without items is an empty line', [], ['']],
  ])('%s', (_, items, lines) => {
    expect(wrap(items, 12)).toEqual(lines);
  });
});

test('columns are as wide as what is in them, if there is room for that', () => {
  expect(renderWrapped([[['a'], ['<-'], ['bbb', 'c']], [['dd'], ['<-'], ['e']]], 40)).toEqual(['a   <-  bbb, c', 'dd  <-  e']);
});

test('what does not fit goes on below its column, and the narrow column keeps its width', () => {
  expect(renderWrapped([[['a'], ['one', 'two', 'three', 'four'], ['TCP 80']], [[], ['five'], ['TCP 81']]], 23)).toEqual([
    'a  one, two,    TCP 80', '   three, four', '   five         TCP 81',
  ]);
});

const anyCell = fc.array(fc.stringMatching(/^[a-z/=.,-]{1,30}$/), { maxLength: 6 });
const anyRows = fc.array(fc.array(anyCell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });

test('no line is wider than asked for, and no character is lost', () => fc.assert(
  fc.property(anyRows, fc.integer({ min: 20, max: 100 }), (rows, width) => {
    const lines = renderWrapped(rows, width);
    expect(lines.filter(({ length }) => length > width)).toEqual([]);
    const letters = (text: string) => [...text.replace(/[ ,]/g, '')].sort().join('');
    expect(letters(lines.join(''))).toBe(letters(rows.flat(2).join('')));
  })));
