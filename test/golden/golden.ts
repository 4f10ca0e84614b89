import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/**
 * Compares a text with `test/golden/<name>.txt`, byte for byte.
 *
 * A difference fails the test. To accept it, read it first and then run the tests with `UPDATE_GOLDEN=1`, which writes
 * the files. Nothing else writes them.
 */
export function expectGolden(name: string, text: string): void {
  const file = path.join(__dirname, `${name}.txt`);
  const actual = `${text}\n`;
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(file, actual);
  }
  if (!existsSync(file)) {
    throw new Error(`there is no test/golden/${name}.txt: read the text below, and run with UPDATE_GOLDEN=1 if it is right\n\n${actual}`);
  }
  expect(actual).toBe(readFileSync(file, 'utf8'));
}

/** The text of a golden file, without the newline at its end. */
export function golden(name: string): string {
  return readFileSync(path.join(__dirname, `${name}.txt`), 'utf8').replace(/\n$/, '');
}
