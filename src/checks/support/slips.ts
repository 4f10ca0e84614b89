/** So many letters make a word that can be misspelled; with fewer a name is another one: `team-a`, `eu-1`. */
const SHORTEST_WORD = 3;

/**
 * Whether one name can be a misspelling of the other, as far as their words tell: those in which the two differ are
 * words, and differ in letters. `team-a` and `team-b`, or `shop-1` and `shop-2`, are near and yet two names.
 */
export function isSlipInName(written: string, name: string): boolean {
  const [left, right] = [written, name].map(text => text.split(/[-._/]/));
  if (left.length !== right.length) {
    return left.join('') === right.join('');
  }
  return left.every((word, index) => word === right[index] || (
    Math.min(word.length, right[index].length) >= SHORTEST_WORD && lettersOf(word) !== lettersOf(right[index])));
}

function lettersOf(word: string): string {
  return word.replace(/\d/g, '');
}
