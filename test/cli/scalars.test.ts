import { loadAll } from 'js-yaml';
import { readPlain } from '../../src/cli/input/plain-yaml';
import { KUBERNETES_SCHEMA } from '../../src/cli/input/schema';

// What sigs.k8s.io/yaml makes of `a: SCALAR`, taken down from runs of v1.3.0, v1.4.0 and v1.6.0, which agree on all.

/** What both readers make of it; one that leaves it to the other has no say. */
function readings(scalar: string): unknown[] {
  const text = `a: ${scalar}`;
  const plain = readPlain(text);
  return [...plain === undefined ? [] : [plain.content], ...loadAll(text, { schema: KUBERNETES_SCHEMA })];
}

/** `toEqual` tells 0 from -0, as the JSON of Kubernetes does. */
function expectReading(scalar: string, expected: unknown): void {
  const read = readings(scalar);
  expect(read).toEqual(read.map(() => ({ a: expected })));
}

describe('a scalar that is text for Kubernetes', () => {
  test.each<[string, string]>([
    ['the hash of a replica set, with an exponent too large for a number', '5e400'],
    ['the same with many digits', '12e34567'],
    ['the same with letters behind', '5e400f'],
    ['the same with a sign', '-5e400'],
    ['the same with a sign of the exponent', '1E+400'],
    ['the same with a fraction', '1.5e309'],
    ['the same that begins with its point', '.5e400'],
    ['just more than the largest number', '1.7976931348623159e308'],
    ['as many digits as no number has', '9'.repeat(309)],
    ['octal digits, more than a number has', '07'.padEnd(400, '7')],
    ['a hash of letters and digits', '7d9c8b6f5'],
    ['a hash that looks hexadecimal but for its prefix', '6799fc88d8'],
    ['hexadecimal, more than 64 bits', '0x10000000000000000'],
    ['hexadecimal with a sign, more than 63 bits', '+0x8000000000000000'],
    ['hexadecimal below zero, more than 63 bits', '-0x8000000000000001'],
    ['octal with its letter, more than 64 bits', '0o2000000000000000000000'],
    ['binary, more than 64 bits', `0b${'1'.repeat(65)}`],
    ['a hexadecimal fraction', '0x1.8'],
    ['a hexadecimal exponent', '0x1p4'],
    ['a prefix alone', '0x'],
    ['a digit that is not octal', '0o8'],
    ['a digit that is not binary', '0b2'],
    ['two signs', '--1'],
    ['a sign behind 0x', '0x-1'],
    ['a sign before and behind 0b', '-0b-1'],
    ['an underscore in front', '_1'],
    ['an underscore behind the point in front', '._5'],
    ['an underscore at the end behind the point in front', '.5_'],
    ['two underscores behind the point in front', '.5__0'],
    ['a point alone', '.'],
    ['an exponent alone', '.e5'],
    ['an exponent without digits', '1e'],
    ['a date', '2024-01-01'],
    ['a date without zeros', '2024-1-1'],
    ['a time stamp', '2024-01-01T10:00:00Z'],
    ['a time stamp with a space', '2024-01-01 10:00:00'],
    ['minutes and seconds', '1:30'],
    ['hours, minutes and seconds', '190:20:30'],
    ['the word NaN', 'NaN'],
    ['the word inf', 'inf'],
    ['the word infinity with a sign', '-Infinity'],
    ['a word nearly yes', 'yEs'],
    ['a word nearly null', 'nULL'],
    ['the word none', 'none'],
    ['the merge key as a value', '<<'],
    ['the default key of YAML 1.1', '='],
    ['two tildes', '~~'],
  ])('%s', (_, scalar) => {
    expectReading(scalar, scalar);
  });
});

describe('a scalar that is a number for Kubernetes', () => {
  test.each<[string, string, number]>([
    ['zero', '0', 0],
    ['zero with a sign', '-0', 0],
    ['several zeros with a sign', '-00', 0],
    ['hexadecimal zero with a sign', '-0x0', 0],
    ['zero with a fraction and a sign', '-0.0', -0],
    ['plus', '+1', 1],
    ['an exponent', '1e5', 100000],
    ['an exponent in a hash', '12e4', 120000],
    ['an exponent of zero, however large', '0e400', 0],
    ['an exponent too small for a number', '1e-400', 0],
    ['the largest number', '1.7976931348623157e308', Number.MAX_VALUE],
    ['octal', '0777', 511],
    ['octal with its letter', '0o17', 15],
    ['octal with its letter in upper case', '0O17', 15],
    ['octal with a sign', '-017', -15],
    ['a leading zero that cannot be octal', '08', 8],
    ['a leading zero before a fraction', '01.5', 1.5],
    ['octal, all of 64 bits', '01777777777777777777777', 2 ** 64],
    ['octal digits of more than 64 bits, as decimal ones', '02000000000000000000000', 2e21],
    ['octal digits of more than 63 bits with a sign, as decimal ones', '-01000000000000000000001', -1e21],
    ['hexadecimal', '0x1F', 31],
    ['hexadecimal in upper case', '0XfF', 255],
    ['hexadecimal, all of 64 bits', '0xffffffffffffffff', 2 ** 64],
    ['hexadecimal with a sign, all of 63 bits', '+0x7fffffffffffffff', 2 ** 63],
    ['hexadecimal below zero, all of 64 bits', '-0x8000000000000000', -(2 ** 63)],
    ['binary', '0b1', 1],
    ['binary in upper case', '0B101', 5],
    ['binary with a sign', '-0b10', -2],
    ['binary with a sign behind its prefix', '0b-10', -2],
    ['binary with plus behind its prefix', '0b+1', 1],
    ['more than a signed integer of 64 bits', '9223372036854775808', 2 ** 63],
    ['more than any integer of 64 bits', '18446744073709551616', 2 ** 64],
    ['as many digits as a number has', `1${'0'.repeat(308)}`, 1e308],
    ['a point in front', '.5', 0.5],
    ['a point at the end', '5.', 5],
    ['a sign before the point', '-.5', -0.5],
    ['underscores', '1_000', 1000],
    ['two underscores', '1__0', 10],
    ['an underscore at the end', '1_', 1],
    ['an underscore behind the sign', '-_1', -1],
    ['an underscore behind a prefix', '0x_1', 1],
    ['an underscore within a prefix', '0_x1', 1],
    ['an underscore in an exponent', '1e_5', 100000],
    ['an underscore behind a sign and a point', '-._5', -0.5],
    ['an underscore between digits behind the point in front', '.5_0', 0.5],
    ['an underscore between digits of the exponent behind a point in front', '.5e1_0', 5e9],
  ])('%s', (_, scalar, expected) => {
    expectReading(scalar, expected);
  });
});

describe('a scalar that is neither', () => {
  test.each<[string, boolean | null]>([
    ['true', true], ['True', true], ['TRUE', true], ['false', false], ['False', false], ['FALSE', false],
    ['yes', true], ['Yes', true], ['YES', true], ['no', false], ['No', false], ['NO', false],
    ['on', true], ['On', true], ['ON', true], ['off', false], ['Off', false], ['OFF', false],
    ['y', true], ['Y', true], ['n', false], ['N', false],
    ['', null], ['~', null], ['null', null], ['Null', null], ['NULL', null],
  ])('%p', (scalar, expected) => {
    expectReading(scalar, expected);
  });
});
