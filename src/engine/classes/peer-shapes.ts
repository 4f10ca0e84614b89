import { Classes, WorkloadClass } from './classes';

/** The shapes of peers. Peers of one shape look alike to every rule that does not select them. */
export interface PeerShapes {
  /** By number of the peer (classes first, then blocks of addresses outside): its shape, or `HOST_NETWORK_SHAPE`. */
  readonly of: Int32Array;
  /** By shape: a class that has it. The last shape is that of the blocks outside and has no example. */
  readonly examples: readonly WorkloadClass[];
  /** By shape: how many peers have it. */
  readonly sizes: Int32Array;
  /** The size of the smallest shape that classes have. */
  readonly smallest: number;
  /** The classes of pods on the host network. */
  readonly hostClasses: readonly WorkloadClass[];
}

/** In place of a shape for pods on the host network: the bounds for them depend on where the subject runs. */
export const HOST_NETWORK_SHAPE = -1;

/** Sorts all peers by shape. */
export function peerShapesOf({ list }: Classes, blockCount: number): PeerShapes {
  const numbers = new Map<string, number>();
  const examples: WorkloadClass[] = [];
  const of = new Int32Array(list.length + blockCount);
  for (const peer of list) {
    if (peer.workloads[0].hostNetwork) {
      of[peer.index] = HOST_NETWORK_SHAPE;
      continue;
    }
    const key = `${peer.addressSignature.key}|${peer.portTable.key}`;
    const number = numbers.get(key) ?? examples.push(peer) - 1;
    numbers.set(key, number);
    of[peer.index] = number;
  }
  of.fill(examples.length, list.length);
  const sizes = new Int32Array(examples.length + 1);
  for (const shape of of) {
    if (shape !== HOST_NETWORK_SHAPE) {
      sizes[shape] += 1;
    }
  }
  const hostClasses = list.filter(({ index }) => of[index] === HOST_NETWORK_SHAPE);
  return { of, examples, sizes, smallest: Math.min(...sizes.subarray(0, examples.length)), hostClasses };
}
