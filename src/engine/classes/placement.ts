/** Whether two endpoints run on the same node; `open` when what is known does not tell. */
export type Placement = 'same' | 'different' | 'open';

/** The placement of endpoints that run on any of these nodes each; `undefined` means that the nodes are unknown. */
export function placementOf(left: readonly string[] | undefined, right: readonly string[] | undefined): Placement {
  if (left === undefined || right === undefined) {
    return 'open';
  }
  if (!left.some(node => right.includes(node))) {
    return 'different';
  }
  return left.length === 1 && right.length === 1 ? 'same' : 'open';
}
