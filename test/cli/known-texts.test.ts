import fc from 'fast-check';
import { KnownTexts } from '../../src/cli/input/known-texts';

const anyPart = fc.array(fc.constantFrom('a', 'b', 'ab', 'kind', 'no'), { minLength: 1, maxLength: 4 }).map(parts => parts.join('-'));

test('a part of a text is that part, however many others were taken before', () => {
  fc.assert(fc.property(fc.array(anyPart, { minLength: 1, maxLength: 200 }), parts => {
    const known = new KnownTexts(text => !text.includes('no'));
    const text = parts.join(' ');
    let start = 0;
    for (const part of parts) {
      expect(known.take(text, start, start + part.length)).toBe(part.includes('no') ? undefined : part);
      start += part.length + 1;
    }
  }));
});

test('what was found fine is not looked at again', () => {
  const asked: string[] = [];
  const known = new KnownTexts(text => asked.push(text) > 0);
  ['kind', 'kind', 'name', 'kind'].forEach(text => known.take(text, 0, text.length));
  expect(asked).toEqual(['kind', 'name']);
});
