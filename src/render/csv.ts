import { oneLine } from '../sets/visible';

/** A line of CSV, as RFC 4180 has it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\n`;
}

/** A program that opens the table takes what begins like a formula for one. */
function cell(value: string): string {
  const text = oneLine(value).replace(/^[=+@-]/, '\'$&');
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
