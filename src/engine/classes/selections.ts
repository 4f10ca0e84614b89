import { lastAtMost } from '../../sets/sorted';

/** The classes that are selected, each list in order and apart from the other. */
export interface Selection {
  readonly certain: readonly number[];
  readonly perhaps: readonly number[];
}

const NONE: readonly number[] = [];

/** No class at all. */
export const NO_SELECTION: Selection = { certain: NONE, perhaps: NONE };

/** A selection of these classes, which may come in any order. */
export function selectionOf(certain: number[], perhaps: number[]): Selection {
  return {
    certain: certain.length === 0 ? NONE : inOrder(certain),
    perhaps: perhaps.length === 0 ? NONE : inOrder(perhaps),
  };
}

/** What any of the selections selects. */
export function unite(selections: readonly Selection[]): Selection {
  if (selections.length <= 1) {
    return selections[0] ?? NO_SELECTION;
  }
  const certain = new Set(selections.flatMap(selection => selection.certain));
  const perhaps = new Set(selections.flatMap(selection => selection.perhaps).filter(index => !certain.has(index)));
  return selectionOf([...certain], [...perhaps]);
}

/** Whether a list in order has the number. */
export function includes(sorted: readonly number[], value: number): boolean {
  return indexIn(sorted, value) >= 0;
}

/** Where in a list in order the number is, or -1. */
export function indexIn(sorted: ArrayLike<number>, value: number): number {
  if (sorted.length === 0 || value < sorted[0] || value > sorted[sorted.length - 1]) {
    return -1;
  }
  const place = lastAtMost(sorted, value);
  return sorted[place] === value ? place : -1;
}

/** The same numbers in order; most lists are so already. */
export function inOrder(list: number[]): number[] {
  for (let index = 1; index < list.length; index += 1) {
    if (list[index - 1] > list[index]) {
      return [...Int32Array.from(list).sort()];
    }
  }
  return list;
}
