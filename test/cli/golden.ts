import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

/** The folder with the manifests and with what the command has to say about them. */
export const GOLDEN = path.join(__dirname, 'golden');

/**
 * Expects the text to be, byte for byte, what the file in golden/ holds. With UPDATE_GOLDEN=1 the file is written
 * instead; read the difference before you commit it.
 */
export function expectGolden(name: string, text: string): void {
  const file = path.join(GOLDEN, name);
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** The manifests in golden/`folder`, by their path below golden/. */
export function goldenFiles(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, readFileSync(path.join(GOLDEN, name), 'utf8')]));
}
