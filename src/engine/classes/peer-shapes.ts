import { Classes, WorkloadClass } from './classes';

/** What peers look like to rules that do not select them: the kind of each, `HOST_KIND` for pods on the host network. */
export interface Kinds {
  /** By number of the peer: classes first, then blocks of addresses outside. */
  readonly of: Int32Array;
  /** A class of each kind; the last kind is that of the blocks outside and has none. */
  readonly examples: readonly WorkloadClass[];
  readonly sizes: Int32Array;
  /** The size of the smallest kind of classes. */
  readonly smallest: number;
  readonly hostClasses: readonly WorkloadClass[];
}

/** The kind number of pods on the host network. */
export const HOST_KIND = -1;

/** Sorts all peers by kind. */
export function kindsOf({ list }: Classes, blockCount: number): Kinds {
  const numbers = new Map<string, number>();
  const examples: WorkloadClass[] = [];
  const of = new Int32Array(list.length + blockCount);
  for (const peer of list) {
    if (peer.workloads[0].hostNetwork) {
      of[peer.index] = HOST_KIND;
      continue;
    }
    const key = `${peer.whereabouts.key}|${peer.portTable.key}`;
    const number = numbers.get(key) ?? examples.push(peer) - 1;
    numbers.set(key, number);
    of[peer.index] = number;
  }
  of.fill(examples.length, list.length);
  const sizes = new Int32Array(examples.length + 1);
  for (const kind of of) {
    if (kind !== HOST_KIND) {
      sizes[kind] += 1;
    }
  }
  const hostClasses = list.filter(({ index }) => of[index] === HOST_KIND);
  return { of, examples, sizes, smallest: Math.min(...sizes.subarray(0, examples.length)), hostClasses };
}
