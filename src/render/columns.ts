import { withShortWords } from '../sets/visible';

/** Rows as lines of text, every column as wide as its widest cell, two spaces apart. */
export function renderColumns(given: readonly (readonly string[])[]): string[] {
  const rows = given.map(row => row.map(withShortWords));
  const widths: number[] = [];
  // One after the other: a large cluster has more rows than a function takes arguments.
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return rows.map(row => row.map((cell, index) => cell.padEnd(widths[index])).join('  ').trimEnd());
}
