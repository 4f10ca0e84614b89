/** A part of a text: from `start` up to, but not including, `end`. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Neighbouring pieces, each most likely one document. */
export interface Chunk extends Piece {
  readonly pieces: readonly Piece[];
}

/** So many characters are parsed at once: enough that a call costs nothing, few enough that its garbage is cheap. */
const CHUNK_SIZE = 4_096;

/**
 * Divides a YAML text at its lines that begin with `---`. No document can contain such a line, not even in a block
 * scalar or in quotes. A text with directives stays whole, as a directive belongs to the document that follows it.
 */
export function chunksOf(text: string): Chunk[] {
  const whole: Piece = { start: 0, end: text.length };
  const pieces = text.startsWith('%') || text.includes('\n%') ? [whole] : piecesOf(text);
  const chunks: Chunk[] = [];
  let open: Piece[] = [];
  for (const piece of pieces) {
    open.push(piece);
    if (piece.end - open[0].start >= CHUNK_SIZE) {
      chunks.push(chunkOf(open));
      open = [];
    }
  }
  return open.length === 0 ? chunks : [...chunks, chunkOf(open)];
}

function chunkOf(pieces: readonly Piece[]): Chunk {
  return { start: pieces[0].start, end: pieces[pieces.length - 1].end, pieces };
}

function piecesOf(text: string): Piece[] {
  const cuts = [0];
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 1)) {
    if (at + 4 === text.length || ' \t\r\n'.includes(text[at + 4])) {
      cuts.push(at + 1);
    }
  }
  return cuts.map((start, index) => ({ start, end: cuts[index + 1] ?? text.length }));
}
