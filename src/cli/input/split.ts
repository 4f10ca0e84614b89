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

/**
 * Divides a text that is one JSON object after the other, as `kubectl get -o json` writes for several commands and logs
 * do a line each; undefined where there are not several.
 */
export function jsonPiecesOf(text: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let start = skipSpaces(text, 0); start < text.length; start = skipSpaces(text, pieces[pieces.length - 1].end)) {
    const end = text[start] === '{' ? endOfObject(text, start) : undefined;
    if (end === undefined) {
      return undefined;
    }
    pieces.push({ start, end });
  }
  return pieces.length > 1 ? pieces : undefined;
}

const SPACES = /[ \t\r\n]*/y;

function skipSpaces(text: string, start: number): number {
  SPACES.lastIndex = start;
  SPACES.test(text);
  return SPACES.lastIndex;
}

/** Whatever opens or closes an object, or begins a string, which may hold either. */
const MARKS = /[{}"]/g;

function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  MARKS.lastIndex = start;
  for (let match = MARKS.exec(text); match !== null; match = MARKS.exec(text)) {
    if (match[0] === '"') {
      MARKS.lastIndex = endOfString(text, match.index);
    } else {
      depth += match[0] === '{' ? 1 : -1;
      if (depth === 0) {
        return MARKS.lastIndex;
      }
    }
  }
  return undefined;
}

/** The place behind the quotation mark that ends the string, or the end of the text. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0 && isEscaped(text, quote)) {
    quote = text.indexOf('"', quote + 1);
  }
  return quote < 0 ? text.length : quote + 1;
}

function isEscaped(text: string, place: number): boolean {
  let before = place;
  while (text[before - 1] === '\\') {
    before -= 1;
  }
  return (place - before) % 2 === 1;
}
