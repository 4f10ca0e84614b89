import fc from 'fast-check';

// YAML texts around the style in which manifests are written: most of them nearly right.

const KEYS = [
  'apiVersion', 'kind', 'metadata', 'app.kubernetes.io/name', 'a-b_c', 'A1', 'yes', 'n', 'null', '80', '1.5', '"quoted"',
  '\'single\'', '__proto__', 'constructor', '<<', 'two words', '-a', '.b', 'é', '? c', '&d e', 'true', 'on', 'x:y',
];

const VALUES = [
  'web', 'networking.k8s.io/v1', '80', '012', '0x1F', '1_000', '1e3', '.5', '-1', '+2', '~', 'null', 'yes', 'No', 'off', 'y',
  'true', '100m', '10.0.0.0/8', '1:30', '2024-01-01', 'http://a:80/b', 'a#b', 'a b  c', 'trailing   ', 'with # a remark',
  'a:', 'a: b', '- a', '-', '--', '---', '...', '"x"', '\'x\'', '"x" # remark', '"x" y', '"a: b"', '"a\\n"', '\'it\'\'s\'',
  '"open', '\'open', '""', '\'\'', '{}', '[]', '{} # remark', '{ }', '[a, b]', '{a: b}', '{', ']', '|', '>-', '&a b', '*a',
  '[a]', '[ a , b ]', '["a", \'b\', 80, yes]', '["a, b"]', '[a, ]', '[a,, b]', '[,]', '[a b]', '[a: b]', '[a:b]', '[[a]]',
  '[a] # remark', '[a] b', '[a#b]', '["a\\n"]', '["a"b]', '[\'a\'\'b\']', '[- a]', '[-1]', '[~]', '[!a b]', '[*a]', '[{}]',
  '!t x', '@x', '`x`', '%x', '#x', '?', '? x', ':', ': x', ',x', '<<', '=', 'tab\there', 'é', 'a,b', '(x)', '$x', '/x', '_x',
  'NaN', '.nan', '.inf', '-.inf', '0o7', '0b1', 'infinity', 'x\\y', 'x"y', 'x\'y', 'x{y', '\u0007', '\uFEFF', '*', '!', '&',
];

const anySpaces = fc.nat({ max: 5 }).map(count => ' '.repeat(count));

const anyLine: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(': ', ':', ':  ', ' : '), fc.constantFrom('', ...VALUES)).map(parts => parts.join('')) },
  { weight: 2, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.constantFrom('', '# remark', '---', '--- # remark', '--- x', '...', '%YAML 1.2', '\t', '-', '- ') },
);

const anyDashes = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom('- ', '-  ', '- - ', '-'));

/** Lines that have little to do with each other. */
const anyLines: fc.Arbitrary<string> = fc.array(
  fc.tuple(anySpaces, anyDashes, anyLine).map(parts => parts.join('')), { minLength: 1, maxLength: 8 })
  .map(lines => lines.join('\n'));

type Tree = string | readonly Tree[] | { readonly [key: string]: Tree };

const anyKey = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...KEYS.slice(0, 6)) }, fc.constantFrom(...KEYS));

/** The ones in front are those that manifests are made of. */
const anyScalar = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', ...VALUES.slice(0, 26)) }, fc.constantFrom(...VALUES));

function anyTree(depth: number): fc.Arbitrary<Tree> {
  if (depth === 0) {
    return anyScalar;
  }
  const anyChild = anyTree(depth - 1);
  return fc.oneof<fc.WeightedArbitrary<Tree>[]>(
    { weight: 3, arbitrary: fc.dictionary(anyKey, anyChild, { minKeys: 1, maxKeys: 3 }) },
    { weight: 2, arbitrary: fc.array(anyChild, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: anyScalar });
}

/** The lines of a value that stands in this column; lists in maps begin there or further to the right. */
function write(value: Tree, indent: string, listIndent: string): string[] {
  if (typeof value === 'string') {
    return [indent + value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => {
      const [first, ...rest] = write(item as Tree, `${indent}  `, listIndent);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value).flatMap(([key, item]) => (typeof item === 'string' ? [`${indent}${key}: ${item}`]
    : [`${indent}${key}:`, ...write(item as Tree, indent + (Array.isArray(item) ? listIndent : '  '), listIndent)]));
}

const anyTidyText = fc.tuple(anyTree(4), fc.constantFrom('', '  ')).map(([value, listIndent]) => write(value, '', listIndent));

type Change = (lines: readonly string[], at: number) => string[];

/** What a hand that slips makes of a tidy text. */
const CHANGES: Change[] = [
  lines => [...lines],
  (lines, at) => lines.map((line, index) => (index === at ? ` ${line}` : line)),
  (lines, at) => lines.map((line, index) => (index === at ? line.replace(/^ /, '') : line)),
  (lines, at) => lines.filter((_, index) => index !== at),
  (lines, at) => lines.flatMap((line, index) => (index === at ? [line, line] : [line])),
  (lines, at) => lines.flatMap((line, index) => (index === at ? [line, '', '   # remark'] : [line])),
  (lines, at) => lines.map((line, index) => (index === at ? `${line}   ` : line)),
  (lines, at) => lines.map((line, index) => (index === at ? `${line}\r` : line)),
  lines => lines.map(line => `${line}\r`),
];

const anySlip = fc.tuple(anyTidyText, fc.constantFrom(...CHANGES), fc.nat({ max: 9 }), fc.constantFrom('', '---\n', '\n'))
  .map(([lines, change, at, start]) => start + change(lines, at % lines.length).join('\n'));

/** A text that may be one document, more, or none. */
export const anyYamlText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: anySlip }, { weight: 1, arbitrary: anyLines });
