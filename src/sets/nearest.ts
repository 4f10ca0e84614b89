/** More slips than this are no misspelling, however long the text is: `payment-api` is another name than `payment-web`. */
const MOST_SLIPS = 2;

/** A text and what it may be a misspelling of have so many letters to each slip, and one slip is always forgiven. */
const LETTERS_TO_A_SLIP = 3;

/** The candidate of which the text is most likely a misspelling, or undefined when none is similar enough. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = Infinity;
  for (const candidate of candidates) {
    const forgiven = slipsForgiven(text, candidate);
    if (Math.abs(candidate.length - text.length) > Math.min(forgiven, limit)) {
      continue;
    }
    const distance = editDistance(text, candidate);
    if (distance <= forgiven && distance < limit) {
      best = candidate;
      limit = distance;
    }
  }
  return best;
}

/** By the shorter of the two, so that neither text is corrected to what has little in common with it. */
function slipsForgiven(text: string, candidate: string): number {
  const letters = Math.min(text.length, candidate.length);
  return Math.min(MOST_SLIPS, Math.max(1, Math.floor(letters / LETTERS_TO_A_SLIP)));
}

/** The number of insertions, deletions, substitutions and swaps of neighbours that turn one text into the other. */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution = previous[column - 1] + (left[row - 1] === right[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1
        && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        substitution, previous[column] + 1, current[column - 1] + 1,
        isSwap ? beforePrevious[column - 2] + 1 : Infinity);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length];
}
