import { Origin } from '../../model/origin';
import { Snapshot } from '../../model/snapshot';

/** Something that stands in a namespace. */
interface Placed {
  readonly namespace: string;
  readonly origin: Origin;
}

/**
 * The namespace of the object, and where it was read from if it leaves its namespace to the tool that applies it. Of two folders
 * that do so nobody knows whether they are applied to one namespace.
 */
export function placeOf({ unplaced }: Snapshot, { namespace, origin }: Placed): string {
  return unplaced?.has(origin) ? `${namespace} ${folderOf(origin)}` : namespace;
}

/** Whether both certainly stand in one namespace. */
export function isSurelyTogether(snapshot: Snapshot, one: Placed, other: Placed): boolean {
  return placeOf(snapshot, one) === placeOf(snapshot, other);
}

function folderOf({ file = '' }: Origin): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
