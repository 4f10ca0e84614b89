/** A part of a text: from `start` up to, but not including, `end`. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/**
 * Divides a YAML text at its lines that begin with `---`, most likely into single documents. No document can contain
 * such a line, not even in a block scalar or in quotes. A text with directives stays whole, as a directive belongs to
 * the document that follows it.
 */
export function piecesOf(text: string): Piece[] {
  if (text.startsWith('%') || text.includes('\n%')) {
    return [{ start: 0, end: text.length }];
  }
  const cuts = [0];
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 1)) {
    if (at + 4 === text.length || ' \t\r\n'.includes(text[at + 4])) {
      cuts.push(at + 1);
    }
  }
  return cuts.map((start, index) => ({ start, end: cuts[index + 1] ?? text.length }));
}
