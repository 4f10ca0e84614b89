import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expectGolden, golden } from './golden';
import { ROOT } from '../compiled';

const tests = ['test', 'examples'].flatMap(folder => readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts')).map(name => readFileSync(path.join(ROOT, folder, name), 'utf8'))).join('\n');

test('a golden file that no test compares with is gone', () => {
  const names = readdirSync(__dirname).filter(name => name.endsWith('.txt')).map(name => path.basename(name, '.txt'));
  expect(names.filter(name => !tests.includes(`'${name}'`))).toEqual([]);
});

const ANY = 'explain-allowed';
const withoutUpdate = process.env.UPDATE_GOLDEN === '1' ? describe.skip : describe;

withoutUpdate('without UPDATE_GOLDEN=1', () => {
  test('a difference of one space fails', () => {
    expect(() => expectGolden(ANY, `${golden(ANY)} `)).toThrow();
  });

  test('a missing file fails, and is not written', () => {
    expect(() => expectGolden('not-there', 'text')).toThrow('there is no test/golden/not-there.txt');
    expect(() => golden('not-there')).toThrow('ENOENT');
  });
});
