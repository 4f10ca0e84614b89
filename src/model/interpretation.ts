import { Policy } from './policy';
import { Snapshot } from './snapshot';

/** Keyed by the snapshot, so that what is kept for an interpretation is found again. */
const known = new WeakMap<Snapshot, readonly Snapshot[]>();

/** One snapshot for each enforcer that the cluster may have. A verdict is certain when it is the same in all of them. */
export function interpretationsOf(snapshot: Snapshot): readonly Snapshot[] {
  const { otherInterpretations = [], ...first } = snapshot;
  if (otherInterpretations.length === 0) {
    return [snapshot];
  }
  const all = known.get(snapshot) ?? [first, ...otherInterpretations.map(({ policies, ...differing }): Snapshot =>
    ({ ...first, policies, enforcement: { ...first.enforcement, ...differing } }))];
  known.set(snapshot, all);
  return all;
}

/** The policies as any of these enforcers reads them. */
export function everyPolicyOf(snapshot: Snapshot): readonly Policy[] {
  return interpretationsOf(snapshot).flatMap(({ policies }) => policies);
}
