/** Rows as lines of text, every column as wide as its widest cell, two spaces apart. */
export function renderColumns(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(...rows.map(row => (row[index] ?? '').length)));
  return rows.map(row => row.map((cell, index) => cell.padEnd(widths[index])).join('  ').trimEnd());
}
