/** The candidate of which the text is most likely a misspelling, or undefined when none is similar enough. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(text.length / 3));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) > limit) {
      continue;
    }
    const distance = editDistance(text, candidate);
    if (distance < limit || (distance === limit && best === undefined)) {
      best = candidate;
      limit = distance;
    }
  }
  return best;
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
