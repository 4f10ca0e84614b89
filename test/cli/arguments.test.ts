import { Option, readArguments } from '../../src/cli/arguments';

const OPTIONS: readonly Option[] = [
  { name: 'exclude', value: 'GLOB', isRepeatable: true, summary: '' },
  { name: 'format', short: 'f', value: 'FORMAT', summary: '' },
  { name: 'raw', summary: '' },
];

describe('an option that may be given several times', () => {
  test.each<[string, string[], string[]]>([
    ['is not given', ['a'], []],
    ['is given once', ['a', '--exclude', 'test/**'], ['test/**']],
    ['is given in both spellings, around operands', ['--exclude=b', 'a', '--exclude', 'a'], ['b', 'a']],
    ['is given twice the same', ['--exclude', 'b', '--exclude', 'b'], ['b', 'b']],
  ])('%s', (_, args, values) => {
    const read = readArguments(args, OPTIONS);
    expect(read.values('exclude')).toEqual(values);
    expect(read.has('exclude')).toBe(values.length > 0);
    expect(read.value('exclude')).toBe(values[0]);
  });

  test('needs a value each time', () => {
    expect(() => readArguments(['--exclude', 'a', '--exclude'], OPTIONS)).toThrow('`--exclude` needs a value');
  });
});

test('another option has one value, and a switch none', () => {
  const read = readArguments(['-f', 'json', '--raw'], OPTIONS);
  expect([read.values('format'), read.values('raw'), read.has('raw'), read.value('raw')]).toEqual([['json'], [], true, undefined]);
});

test.each(['--raw', '--format=a'])('%s twice is refused', option => {
  expect(() => readArguments([option, option], OPTIONS)).toThrow('is given twice');
});
