import { readDocuments } from '../../src/cli/input/documents';

/** The contents of all documents; a fault fails the test. */
function contents(text: string): unknown[] {
  const { documents, faults } = readDocuments(text);
  expect(faults).toEqual([]);
  return documents.map(({ content }) => content);
}

function value(text: string): unknown {
  return (contents(`value: ${text}`)[0] as { value: unknown }).value;
}

describe('a value without quotes is what Kubernetes takes it for', () => {
  test.each<[string, unknown]>([
    ['yes', true], ['Yes', true], ['on', true], ['y', true], ['Y', true], ['TRUE', true],
    ['no', false], ['off', false], ['n', false], ['False', false],
    ['yEs', 'yEs'], ['yellow', 'yellow'], ['none', 'none'], ['of', 'of'],
    ['~', null], ['null', null], ['Null', null], ['', null], ['nil', 'nil'],
    ['80', 80], ['0', 0], ['-1', -1], ['+12', 12], ['012', 10], ['-012', -10], ['0o12', 10], ['0x10', 16], ['0b101', 5],
    ['-0x10', -16], ['1_000', 1000], ['08', 8], ['1e3', 1000], ['1.5', 1.5], ['.5', 0.5], ['1.', 1], ['-.5', -0.5],
    ['12345678901234567890', 12345678901234567890],
    ['2024-01-01', '2024-01-01'], ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00Z'],
    ['1:30', '1:30'], ['1.2.3', '1.2.3'], ['10.0.0.1', '10.0.0.1'], ['10.0.0.0/8', '10.0.0.0/8'],
    ['0x', '0x'], ['--', '--'], ['1e', '1e'], ['e3', 'e3'], ['0b2', '0b2'], ['.', '.'], ['..', '..'],
    ['_1', '_1'], ['1,000', '1,000'],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test.each(['yes', '012', '0x10', '1e3', '2024-01-01', 'null', '~', ''])('but with quotes it is text: %s', text => {
    expect(value(`"${text}"`)).toBe(text);
    expect(value(`'${text}'`)).toBe(text);
  });

  test.each<[string, string, unknown]>([
    ['of text', '!!str 80', '80'],
    ['of a number', '!!int "80"', 80],
    ['of a fraction', '!!float "1.5"', 1.5],
    ['of a date', '!!timestamp 2024-01-01', '2024-01-01'],
    ['of bytes', '!!binary d2Vi', 'web'],
    ['of bytes with letters of two bytes', '!!binary "ZMO8cg=="', 'dür'],
    ['of bytes on several lines', '!!binary |\n  d2Vi\n  d2Vi\n', 'webweb'],
    ['of bytes that are none', '!!binary ""', ''],
    ['of bytes, in full', '!<tag:yaml.org,2002:binary> d2Vi', 'web'],
    ['of a boolean', '!!bool "yes"', true],
    ['of nothing', '!!null "~"', null],
    ['of a set', '!!set {a: null}', { a: null }],
    ['of an application, in full', '!<x> 5', '5'],
    ['of an application', '!Ref web', 'web'],
    ['of an application, on a list', '!Sub [a, b]', ['a', 'b']],
    ['of an application, on a map', '!Sub {a: b}', { a: 'b' }],
  ])('a tag %s', (_, text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test('keys are text, whatever they look like', () => {
    expect(contents('{80: a, yes: b, 1.5: d}')).toEqual([{ 80: 'a', true: 'b', 1.5: 'd' }]);
  });

  test('a key that JavaScript has for itself is a key like any other', () => {
    const [content] = contents('__proto__: {polluted: true}\nconstructor: 1') as [Record<string, unknown>];
    expect(Object.keys(content)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('documents are told apart', () => {
  test.each<[string, string, unknown[]]>([
    ['by ---', 'a: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['by --- with a remark', 'a: 1\n--- # next\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['by --- with the document behind it', 'a: 1\n--- {b: 2}\n', [{ a: 1 }, { b: 2 }]],
    ['by --- with Windows line ends', 'a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    ['by --- with blanks behind it', 'a: 1\n--- \t\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['by ...', 'a: 1\n...\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['with directives', '%YAML 1.2\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['with a licence above the first', '# licence\n---\na: 1', [{ a: 1 }]],
    ['with empty ones between', 'a: 1\n---\n---\nb: 2\n---\n', [{ a: 1 }, null, { b: 2 }, null]],
    ['but not by --- in a word', 'a: b\n---c: 2', [{ a: 'b', '---c': 2 }]],
    ['but not by an indented ---', 'a: |\n  x\n  ---\n  y\n', [{ a: 'x\n---\ny\n' }]],
    ['nor by a line of dashes', 'a: |\n  x\n  ------\n', [{ a: 'x\n------\n' }]],
    ['with a byte order mark', '\uFEFFa: 1\n---\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['in an empty file', '', []],
    ['in a file of remarks', '# nothing\n', []],
  ])('%s', (_, text, expected) => {
    expect(contents(text)).toEqual(expected);
  });

  test('many, each with its number', () => {
    const { documents } = readDocuments(Array.from({ length: 3_000 }, (_, index) => `name: n-${index}\n`).join('---\n'));
    expect(documents).toHaveLength(3_000);
    expect(documents[2_999]).toMatchObject({ number: 3_000, content: { name: 'n-2999' } });
  });
});

describe('what repeats itself', () => {
  test('an alias', () => {
    expect(contents('a: &x {b: 1}\nc: *x')).toEqual([{ a: { b: 1 }, c: { b: 1 } }]);
  });

  test.each<[string, string, object]>([
    ['a merge key', 'a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}', { b: 1, c: 3 }],
    ['a merge key below, which counts for Kubernetes', 'a: &x {b: 1, c: 2}\nd: {c: 3, <<: *x}', { c: 2, b: 1 }],
    ['a merge key between', 'a: &x {b: 1, c: 2}\nd: {b: 3, <<: *x, c: 4}', { b: 1, c: 4 }],
    ['a list of merged mappings, of which the first counts', 'x: &x {b: 1}\nz: &z {b: 2, c: 2}\nd: {<<: [*x, *z]}', { b: 1, c: 2 }],
    ['the same below', 'x: &x {b: 1}\nz: &z {b: 2, c: 2}\nd: {b: 3, c: 3, <<: [*x, *z]}', { b: 1, c: 2 }],
    ['a merged mapping that merges', 'x: &x {b: 1}\nz: &z {b: 2, <<: *x}\nd: {<<: *z, c: 2}', { b: 1, c: 2 }],
    ['a merged mapping that is written in place', 'd: {b: 3, <<: {b: 1}}', { b: 1 }],
    ['no merge key, as it is in quotes', 'd: {"<<": {b: 1}, b: 3}', { '<<': { b: 1 }, b: 3 }],
  ])('%s', (_, text, expected) => {
    expect(contents(text)[0]).toMatchObject({ d: expected });
  });

  test('an anchor ends with its document', () => {
    expect(readDocuments('a: &x 1\n---\nb: *x').faults).toMatchObject([{ number: 2, message: expect.stringContaining('x') }]);
  });
});

const LAUGHS = ['a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)].join('\n');

describe('what would never come to an end is refused at once', () => {
  test.each<[string, string, string]>([
    ['a billion laughs', LAUGHS, 'too large'],
    ['a list repeated in a wide list', `a: &a [${Array(5_000).fill('x').join()}]\nb: [${Array(5_000).fill('*a').join()}]`, 'too large'],
    ['a value that contains itself', 'a: &a [*a]', 'too large'],
    ['brackets without end', '['.repeat(100_000), ''],
    ['maps without end', '{a: '.repeat(100_000), ''],
  ])('%s', (_, text, message) => {
    const started = Date.now();
    const { documents, faults } = readDocuments(text);
    expect(documents).toEqual([]);
    expect(faults).toMatchObject([{ number: 1, message: expect.stringContaining(message) }]);
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test('while stars that are no aliases, and a few aliases, are nothing to fear', () => {
    expect(contents('a: &a "*/5 * * * *"\nb: [*a, *a]')).toEqual([{ a: '*/5 * * * *', b: ['*/5 * * * *', '*/5 * * * *'] }]);
  });
});

describe('each fault is named with its document and place', () => {
  test.each<[string, string, { number: number; line: number; message: string }[]]>([
    ['in the second document', 'a: 1\n---\na: 1\na: 2', [{ number: 2, line: 4, message: 'duplicated mapping key `a`' }]],
    ['in two documents', 'a: [\n---\nb: 1\n---\nc: {', [
      { number: 1, line: 2, message: '' }, { number: 3, line: 5, message: '' },
    ]],
    ['a template', 'a: 1\n{{- if .x }}\nb: 2\n{{- end }}', [{ number: 1, line: 2, message: '' }]],
    ['a tab', 'a:\n\tb: 1', [{ number: 1, line: 2, message: 'tab' }]],
    ['an unknown alias', 'a: *b', [{ number: 1, line: 1, message: 'alias' }]],
    ['a null character', 'a: "\0"', [{ number: 1, line: 1, message: 'null byte' }]],
  ])('%s', (_, text, expected) => {
    const faults = readDocuments(text).faults
      .map(({ number, position, message }) => ({ number, line: text.slice(0, position).split('\n').length, message }));
    expect(faults).toEqual(expected.map(({ number, line, message }) =>
      ({ number, line, message: expect.stringContaining(message) })));
  });

  test.each<[string, string, string, number]>([
    ['plain', 'a: 1\nb: 2\na: 3', 'a', 3],
    ['with a slash', 'labels:\n  app.kubernetes.io/name: web\n  app.kubernetes.io/name: api\n', 'app.kubernetes.io/name', 3],
    ['in quotes', 'a: 1\n"a": 2', 'a', 2],
    ['in JSON', '{"a": 1,\n "a": 2}', 'a', 2],
    ['below', 'a:\n  b: 1\n  c: {d: 1,\n    d: 2}', 'd', 4],
    ['with two words for one value', 'yes: 1\non: 2', 'true', 2],
    ['with an anchor and a tag', 'a: 1\n&x !!str a: 2', 'a', 2],
    ['by an alias', '&x a: 1\n*x : 2', 'a', 2],
    ['below a merge key that has it too', 'd: {<<: {a: 1},\n  a: 2,\n  a: 3}', 'a', 3],
  ])('a key that is there twice is named: %s', (_, text, key, line) => {
    const [{ message, position }, ...others] = readDocuments(text).faults;
    expect({ message, line: text.slice(0, position).split('\n').length, others: others.length })
      .toEqual({ message: `duplicated mapping key \`${key}\``, line, others: 0 });
  });

  const NO_JSON = 'a number is infinite or none (`.inf`, `.nan`), which JSON does not have, so that Kubernetes refuses it';
  const NULL_KEY = 'a key is empty or null, so that Kubernetes refuses it';

  test.each<[string, string, string, number]>([
    ['an infinite number', 'a: 1\nb: .inf', NO_JSON, 2],
    ['the same below zero', 'a: 1\nb: -.Inf', NO_JSON, 2],
    ['what is no number', 'a: 1\nb: .NaN', NO_JSON, 2],
    ['the same in a list', 'a:\n  - 1\n  - .nan', NO_JSON, 3],
    ['the same in a list in brackets', 'a: 1\nb: [.inf]', NO_JSON, 2],
    ['a number with a tag', 'a: !!float .inf', NO_JSON, 1],
    ['bytes that are not whole', 'a: 1\nb: !!binary d2V', 'cannot resolve a node with !<tag:yaml.org,2002:binary> explicit tag', 2],
    ['bytes with a space', 'a: !!binary "d2 Vi"', 'cannot resolve a node with !<tag:yaml.org,2002:binary> explicit tag', 1],
    ['a fraction as a whole number', 'a: !!int 5.0', 'cannot resolve a node with !<tag:yaml.org,2002:int> explicit tag', 1],
    ['a number too large for a whole one', 'a: !!int 99999999999999999999', 'cannot resolve a node with !<tag:yaml.org,2002:int> explicit tag', 1],
    ['text as a date', 'a: !!timestamp web', 'cannot resolve a node with !<tag:yaml.org,2002:timestamp> explicit tag', 1],
    ['a key that is null', 'a: 1\n~: 2', NULL_KEY, 2],
    ['a key that a template has left empty', 'a:\n  b: ":"\n  : 2', NULL_KEY, 3],
    ['the same in the first line', ': 2', NULL_KEY, 1],
    ['the same in an item', '- a: 1\n- : 2', NULL_KEY, 2],
    ['a merged value that is no mapping', 'a: 1\n<<: 2', 'cannot merge mappings; the provided source object is unacceptable', 2],
  ])('what Kubernetes refuses is refused: %s', (_, text, message, line) => {
    expect(readDocuments(text).faults.map(fault =>
      ({ message: fault.message, line: text.slice(0, fault.position).split('\n').length }))).toEqual([{ message, line }]);
  });

  test('a document beside a faulty one is read', () => {
    expect(readDocuments('a: [\n---\nb: 1').documents).toMatchObject([{ number: 2, content: { b: 1 } }]);
  });
});

describe('JSON', () => {
  test.each<[string, string]>([
    ['an object', '{"a": [1, {"b": "x\\"y: "}], "c": null, "__proto__": 1}'],
    ['a list', '[{"a": 1}, {"a": 2}]'],
    ['with a backslash at the end of a text', '{"a\\\\": "\\\\", "b": 1}'],
  ])('%s is what JSON.parse makes of it', (_, text) => {
    expect(contents(` ${text}\n`)).toEqual([JSON.parse(text)]);
  });

  test('YAML in braces is YAML all the same', () => {
    expect(contents('{a: yes}')).toEqual([{ a: true }]);
  });
});

describe('JSON objects one after the other are documents', () => {
  test.each<[string, string, unknown[]]>([
    ['a line each', '{"a":1}\n{"b":2}\n', [{ a: 1 }, { b: 2 }]],
    ['without anything between them', '{"a":1}{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['over several lines', '{\n "a": {"c": 1}\n}\n{\n "b": 2\n}\n', [{ a: { c: 1 } }, { b: 2 }]],
    ['with marks in their texts', '{"a":"}\\"{"}\n{"b":"\\\\"}', [{ a: '}"{' }, { b: '\\' }]],
    ['after a space', ' {"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
  ])('%s', (_, text, expected) => {
    expect(contents(text)).toEqual(expected);
  });

  test.each<[string, string, number]>([
    ['one that is cut off', '{"a":1}\n{"b":', 0],
    ['a text that does not end', '{"a":1}\n{"b":"', 0],
    ['something else behind them', '{"a":1}\n{"b":2}\nc', 0],
    ['a key that is there twice', '{"a":1}\n{"b":2,"b":3}', 1],
  ])('%s is a fault', (_, text, documents) => {
    const read = readDocuments(text);
    expect([read.documents.length, read.faults.length]).toEqual([documents, 1]);
  });

  test('the line of a fault is that of its object', () => {
    const [{ number, position }] = readDocuments('{"a":1}\n{"b":2}\n{"c":3,"c":4}\n').faults;
    expect([number, position > 16]).toEqual([3, true]);
  });
});
