import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { readPlain } from '../../src/cli/input/plain-yaml';
import { KUBERNETES_SCHEMA } from '../../src/cli/input/schema';
import { piecesOf } from '../../src/cli/input/split';
import { anyYamlText } from '../generators/yaml-texts';
import { sharedFolder } from '../shared';

/** What the parser makes of a text. */
function parse(text: string): unknown[] | 'a fault' {
  try {
    return loadAll(text, { schema: KUBERNETES_SCHEMA });
  } catch {
    return 'a fault';
  }
}

test('whatever it reads, the parser reads the same', () => {
  let plain = 0;
  fc.assert(fc.property(anyYamlText, text => {
    const read = readPlain(text);
    if (read !== undefined) {
      plain += 1;
      expect(parse(text)).toEqual([read.content]);
    }
  }), { numRuns: 20_000 });
  // A reader that left everything to the parser would be right, too.
  expect(plain).toBeGreaterThan(1_000);
});

describe('it reads what nearly all manifests are made of', () => {
  test.each<[string, string, unknown]>([
    ['mappings in mappings', 'a:\n  b:\n    c: d\n  e: f\ng: h', { a: { b: { c: 'd' }, e: 'f' }, g: 'h' }],
    ['lists of values', 'a:\n  - b\n  - 80\n', { a: ['b', 80] }],
    ['lists in the column of their key', 'a:\n- b\n- c\nd: e', { a: ['b', 'c'], d: 'e' }],
    ['lists of mappings', '- a: b\n  c: d\n-   e: f\n    g: h\n', [{ a: 'b', c: 'd' }, { e: 'f', g: 'h' }]],
    ['items on lines of their own', '-\n  a: b\n-\n  - c\n', [{ a: 'b' }, ['c']]],
    ['lists in lists', '- - a\n  - b\n- - c\n', [['a', 'b'], ['c']]],
    ['a list in the column of its key, in an item', '- a:\n  - b\n  c: d\n', [{ a: ['b'], c: 'd' }]],
    ['keys without a value', 'a:\nb:\n  c:\nd: # remark\n', { a: null, b: { c: null }, d: null }],
    ['items without a value', '-\n- a\n-', [null, 'a', null]],
    ['remarks and empty lines', '# r\n\na: b # r\n   # r\n\nc: d#e\n', { a: 'b', c: 'd#e' }],
    ['a line that divides documents', '--- # r\na: b', { a: 'b' }],
    ['quotes', 'a: "80"\nb: \'x: y # z\'\nc: "" # r', { a: '80', b: 'x: y # z', c: '' }],
    ['empty maps and lists', 'a: {}\nb: [] # r', { a: {}, b: [] }],
    ['numbers and words as Kubernetes has them', 'a: 012\nb: yes\nc: ~\nd: 1.5\ne: 1.5.0', { a: 10, b: true, c: null, d: 1.5, e: '1.5.0' }],
    ['colons inside of text', 'a: http://b:80/c\nd: 10:20', { a: 'http://b:80/c', d: '10:20' }],
    ['lists in brackets', 'a: [b, "c, d", \'e\', 80, yes]\nf: [ g ] # r',
      { a: ['b', 'c, d', 'e', 80, true], f: ['g'] }],
    ['lines that end as on Windows', 'a:\r\n  b: c \r\n\r\n# r\r\n  d:\r\n', { a: { b: 'c', d: null } }],
    ['spaces behind the end', 'a: b   \nc:   \n', { a: 'b', c: null }],
  ])('%s', (_, text, expected) => {
    expect(readPlain(text)).toEqual({ content: expected });
    expect(parse(text)).toEqual([expected]);
  });
});

describe('it leaves to the parser', () => {
  test.each<[string, string]>([
    ['nothing at all', '# r\n'],
    ['text of several lines', 'a: b\n  c'],
    ['text on a line of its own', 'a:\n  b'],
    ['block scalars', 'a: |\n  b'],
    ['mappings in braces', 'a: {b: c}'],
    ['lists in lists in brackets', 'a: [[b]]'],
    ['a comma at the end', 'a: [b, ]'],
    ['a pair in brackets', 'a: [b: c]'],
    ['text behind brackets', 'a: [b] c'],
    ['brackets that do not end in their line', 'a: [b,\n  c]'],
    ['anchors', 'a: &b c'],
    ['aliases', 'a: &b c\nd: *b'],
    ['tags', 'a: !b c'],
    ['escapes', 'a: "b\\n"'],
    ['quotes in quotes', 'a: \'b\'\'c\''],
    ['quotes that do not end in their line', 'a: "b\n  c"'],
    ['text behind quotes', 'a: "b" c'],
    ['keys in quotes', '"a": b'],
    ['keys that are no text', 'yes: a'],
    ['keys with a space before their colon', 'a : b'],
    ['merged mappings', '<<: a'],
    ['a key that is there twice', 'a: b\na: c'],
    ['keys that JavaScript has for itself', '__proto__: a'],
    ['tabs', 'a:\tb'],
    ['a carriage return within a line', 'a: b\rc: d'],
    ['numbers that JSON does not have', 'a: .inf'],
    ['the same with a sign', 'a: -.inf'],
    ['the same in an item', '- .NaN'],
    ['the same in brackets', 'a: [.inf]'],
    ['other scripts', 'a: é'],
    ['a colon that would begin another mapping', 'a: b: c'],
    ['a colon at the end', 'a: b:'],
    ['a list where a value should be', 'a: - b'],
    ['a list beside a mapping', 'a: b\n- c'],
    ['a mapping beside a list', '- a\nb: c'],
    ['a line too far to the left', 'a:\n    b: c\n  d: e'],
    ['a line too far to the right', 'a: b\n  c: d'],
    ['text beside the line that divides documents', '--- a'],
    ['the end of a document', 'a: b\n...\n'],
    ['more than one document', 'a: b\n---\nc: d'],
    ['directives', '%YAML 1.2\n---\na: b'],
    ['what is nested a hundred levels deep', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('%s', (_, text) => {
    expect(readPlain(text)).toBeUndefined();
  });
});

const corpora = sharedFolder('corpora');

if (corpora === undefined) {
  test.skip('the corpora are not compared: NETPOL_SHARED does not name their folder', () => undefined);
} else {
  test('it reads most manifests of the corpora, and as the parser does', () => {
    const names = readdirSync(corpora, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name));
    const documents = names.flatMap(name => {
      const text = readFileSync(path.join(corpora, name), 'utf8');
      return piecesOf(text).map(({ start, end }) => ({ name, text: text.slice(start, end) }));
    });
    const read = documents.flatMap(({ name, text }) => {
      const plain = readPlain(text);
      return plain === undefined ? [] : [{ name, text, content: plain.content }];
    });
    expect(read.map(({ name, content }) => [name, [content]]))
      .toEqual(read.map(({ name, text }) => [name, parse(text)]));
    expect(read.length / documents.length).toBeGreaterThan(0.9);
  });
}
