import { Cell, renderWrapped } from './wrapped-columns';
import { EVERY_POD } from '../model/peer';
import { absentName } from '../wording/endpoints';
import { ANYWHERE, NODES, OUTSIDE } from '../wording/folding';

/** What the words for many endpoints mean. */
const WORDS: readonly (readonly [string, string])[] = [
  [ANYWHERE, 'all workloads, other pods, nodes and outside'],
  [absentName(EVERY_POD), 'pods that the input does not have, unless a policy of their own namespace closes it'],
  [NODES, 'nodes other than the one on which the pod runs'],
  [OUTSIDE, 'addresses outside the cluster'],
];

/** Says what the words in the rows mean, after a line that is empty. */
export function legendOf(rows: readonly (readonly Cell[])[], width: number): string[] {
  const items = new Set(rows.flat(2));
  const isUsed = (word: string) => items.has(word) || [...items].some(item => item.startsWith(`${word} (`));
  const used = WORDS.filter(([word]) => isUsed(word) || isUsed(ANYWHERE));
  return used.length === 0 ? [] : ['', ...renderWrapped(used.map(([word, meaning]): Cell[] => [[`${word}:`], [meaning]]), width)];
}
