import { Policy } from '../../model/policy';

const DENIALS = /^(deny|denied|denies|block|blocked|isolate|isolated|isolation|restrict|restricted|lockdown|closed)$/;
const OPENINGS = /^(allow|allowed|accept|permit|open|public|unrestricted|any|all|anyone|everyone|everybody)$/;

/** Whether who named the policy wants it to close something. */
export function isCalledDenial({ name }: Policy): boolean {
  return wordsOf(name).some(word => DENIALS.test(word)) && !saysOpen(name);
}

/** Whether the name says that the policy opens something. */
export function saysOpen(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word, index) => OPENINGS.test(word) && !(word === 'all' && DENIALS.test(words[index - 1] ?? '')));
}

/** Names are in lower case for the API server: `default-deny-all` is `default`, `deny` and `all`. */
function wordsOf(name: string): string[] {
  return name.split(/[^a-z]+/);
}
