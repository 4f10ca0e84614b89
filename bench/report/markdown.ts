/** A table whose columns stand below each other as plain text too; the first column to the left, all others right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, 3, ...rows.map(row => row[column].length)));
  const line = (cells: readonly string[]) => `| ${cells
    .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
    .join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** `0.44 s`, `14 s`, `3.2 ms`: two or three digits that mean something. */
export function seconds(value: number): string {
  if (value < 0.1) {
    return `${digits(value * 1_000)} ms`;
  }
  return `${digits(value)} s`;
}

export function digits(value: number): string {
  return value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0);
}

/** `135 MiB` */
export function mebibytes(value: number | undefined): string {
  return value === undefined ? 'unknown' : `${Math.round(value)} MiB`;
}

/** `15,000` */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
