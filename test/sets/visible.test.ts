import { sentence, shortened, oneLine, visibleLines, withShortWords } from '../../src/sets/visible';

test.each([
  ['what prints as itself is left as it is', 'shop/web-ä 日本 "a\\b"', 'shop/web-ä 日本 "a\\b"'],
  ['a line break', 'web\nlab/a => all', 'web\\nlab/a => all'],
  ['the other breaks', '\r\t\u0085\u2028\u2029\v\f', '\\r\\t\\u0085\\u2028\\u2029\\u000b\\u000c'],
  ['what terminals obey', '\u001b[2J\u0007\b\u009b1m', '\\u001b[2J\\u0007\\u0008\\u009b1m'],
  ['what turns the direction of writing', '\u202ebew\u2066', '\\u202ebew\\u2066'],
  ['what has no width', 'we\u200bb\u00ad\ufeff\u2060\u034f\u3164\ufe0f', 'we\\u200bb\\u00ad\\ufeff\\u2060\\u034f\\u3164\\ufe0f'],
  ['spaces that are none', 'a\u00a0b\u3000c', 'a\\u00a0b\\u3000c'],
  ['half of a character', 'a\ud800b\udc00', 'a\\ud800b\\udc00'],
  ['whole characters of two halves are no halves', '😀', '😀'],
  ['a hidden one of two halves, as JSON writes it', '\u{e0041}', '\\udb40\\udc41'],
])('%s', (_, text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test('no character that is hidden is left, whatever it is', () => {
  const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
  const left = [...Array(0x110000).keys()].map(code => String.fromCodePoint(code))
    .filter(text => hidden.test(oneLine(text)));
  expect(left).toEqual([]);
});

test('in lines only their breaks are left', () => {
  expect(visibleLines('a\nb\u001b\tc\u2028')).toBe('a\nb\\u001b\\u0009c\\u2028');
});

test('in JSON the escapes are those of its strings', () => {
  const value = { '\u202e': '\u2028\u{e0041}\u007f' };
  const text = visibleLines(JSON.stringify(value));
  expect(text).toMatch(/^[ -~]*$/);
  expect(JSON.parse(text)).toEqual(value);
});

test.each([
  ['a word that nobody reads loses its middle', withShortWords(`is ${'a'.repeat(500)}z, no`), `is ${'a'.repeat(200)}...${'a'.repeat(198)}z, no`],
  ['a word that may be right does not', withShortWords('a'.repeat(400)), 'a'.repeat(400)],
  ['many words are a sentence of bounded length', sentence('ab '.repeat(5_000)).length, 4_003],
  ['no character is cut in two', shortened('😀'.repeat(3), 2), '...'],
])('%s', (_, shown, expected) => {
  expect(shown).toBe(expected);
});
