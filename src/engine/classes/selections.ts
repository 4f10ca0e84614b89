import { lastAtMost } from '../../sets/sorted';

/** The classes that a selector selects, for certain or perhaps. The lists are ascending and have no common class. */
export interface Selection {
  readonly certain: readonly number[];
  readonly perhaps: readonly number[];
}

const NONE: readonly number[] = [];

/** No class at all. */
export const NO_SELECTION: Selection = { certain: NONE, perhaps: NONE };

/** A selection of these classes, which may be given in any order. */
export function selectionOf(certain: number[], perhaps: number[]): Selection {
  return {
    certain: certain.length === 0 ? NONE : inOrder(certain),
    perhaps: perhaps.length === 0 ? NONE : inOrder(perhaps),
  };
}

/** The union of the selections; a class that one of them selects for certain is certain. */
export function unite(selections: readonly Selection[]): Selection {
  if (selections.length <= 1) {
    return selections[0] ?? NO_SELECTION;
  }
  const certain = new Set(selections.flatMap(selection => selection.certain));
  const perhaps = new Set(selections.flatMap(selection => selection.perhaps).filter(index => !certain.has(index)));
  return selectionOf([...certain], [...perhaps]);
}

/** Whether an ascending list contains the value. */
export function includes(sorted: readonly number[], value: number): boolean {
  return indexIn(sorted, value) >= 0;
}

/** The index of the value in an ascending list, or -1. */
export function indexIn(sorted: ArrayLike<number>, value: number): number {
  if (sorted.length === 0 || value < sorted[0] || value > sorted[sorted.length - 1]) {
    return -1;
  }
  const place = lastAtMost(sorted, value);
  return sorted[place] === value ? place : -1;
}

/** The numbers in ascending order. Most lists are so already; these are returned as they are. */
export function inOrder(list: number[]): number[] {
  for (let index = 1; index < list.length; index += 1) {
    if (list[index - 1] > list[index]) {
      return [...Int32Array.from(list).sort()];
    }
  }
  return list;
}
