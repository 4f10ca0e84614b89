import { withShortWords } from '../sets/visible';

/** A cell of a table: a list whose items stay whole where they fit. */
export type Cell = readonly string[];

/** So wide are lines where nobody says how wide they may be. */
export const USUAL_WIDTH = 120;

const GAP = '  ';

/**
 * Rows as lines that are no wider than asked for: what does not fit into its column goes on below it. Columns are as
 * wide as their widest cell; where there is no room for that, wide ones share what narrow ones leave.
 */
export function renderWrapped(given: readonly (readonly Cell[])[], width: number): string[] {
  const rows = given.map(row => row.map(cell => cell.map(withShortWords)));
  const columns = Math.max(0, ...rows.map(row => row.length));
  const wanted = Array.from({ length: columns }, (_, index) =>
    rows.reduce((most, row) => Math.max(most, (row[index] ?? []).join(', ').length), 0));
  const most = sharedWidths(wanted, width - GAP.length * (columns - 1));
  const wrapped = rows.map(row => row.map((cell, index) => wrap(cell, most[index])));
  const widths = most.map((_, index) => widestIn(wrapped, index));
  return wrapped.flatMap(cells => {
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      cells.map((cell, index) => (cell[line] ?? '').padEnd(widths[index])).join(GAP).trimEnd());
  });
}

function widestIn(rows: readonly (readonly Cell[])[], column: number): number {
  return rows.flatMap(cells => cells[column] ?? []).reduce((most, { length }) => Math.max(most, length), 0);
}

/** Each column gets what it wants, if that is no more than an equal share of what is left; the others share the rest. */
function sharedWidths(wanted: readonly number[], total: number): number[] {
  const widths = wanted.map(() => 0);
  let left = total;
  const byWidth = [...wanted.keys()].sort((one, other) => wanted[one] - wanted[other]);
  byWidth.forEach((column, place) => {
    const share = Math.floor(left / (byWidth.length - place));
    widths[column] = Math.max(1, Math.min(wanted[column], share));
    left -= widths[column];
  });
  return widths;
}

/** The items in lines, separated by commas; one that is wider than a line is cut where it is least hard to read. */
export function wrap(given: Cell, width: number): string[] {
  const items = given.map(withShortWords);
  const lines: string[] = [''];
  items.forEach((item, index) => {
    for (const piece of piecesOf(index === items.length - 1 ? item : `${item},`, width)) {
      const last = lines[lines.length - 1];
      if (last === '') {
        lines[lines.length - 1] = piece;
      } else if (last.length + 1 + piece.length <= width) {
        lines[lines.length - 1] = `${last} ${piece}`;
      } else {
        lines.push(piece);
      }
    }
  });
  return lines;
}

/** Where a text may be cut, from the best place to the worst: between parts of a selector, between parts of a name. */
const CUTS: readonly RegExp[] = [/(?<=,)/, /(?<=[/=.-])/];

function piecesOf(text: string, width: number): string[] {
  return text.length <= width ? [text] : text.split(' ').flatMap(word => joined(cut(word, width, 0), width));
}

/** A word in parts that fit into a line. */
function cut(word: string, width: number, from: number): string[] {
  if (word.length <= width) {
    return [word];
  }
  return from < CUTS.length ? word.split(CUTS[from]).flatMap(part => cut(part, width, from + 1))
    : Array.from({ length: Math.ceil(word.length / width) }, (_, line) => word.slice(line * width, (line + 1) * width));
}

/** Parts that stood together, as long as they fit into a line. */
function joined(parts: readonly string[], width: number): string[] {
  return parts.reduce<string[]>((pieces, part) => {
    const last = pieces[pieces.length - 1];
    return last !== undefined && last.length + part.length <= width
      ? [...pieces.slice(0, -1), last + part] : [...pieces, part];
  }, []);
}
