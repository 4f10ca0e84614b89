import { AddressSet } from '../../sets/addresses';
import { lastAtMost } from '../../sets/sorted';

/** Atoms from `start` up to, but not including, `end`. */
export interface AtomRange {
  readonly start: number;
  readonly end: number;
}

/** What policies can see of the addresses of an endpoint. No policy can tell apart addresses with equal keys. */
export interface AddressSignature {
  readonly key: string;
  /** The atoms that the addresses lie in. */
  readonly ranges: readonly AtomRange[];
}

/**
 * All addresses, cut wherever one of the given sets begins or ends.
 *
 * An atom is an interval between two cuts: every set contains all of it or nothing of it. The engine computes with the
 * numbers of atoms instead of addresses.
 */
export class AddressAtoms {
  /** The first address of each atom, in order. */
  public readonly starts: readonly bigint[];
  /** By atom: a number for the group of sets that contain it. Atoms in exactly the same sets have the same number. */
  public readonly signatures: Int32Array;
  private readonly known = new Map<AddressSet, AddressSignature>();

  public constructor(sets: readonly AddressSet[]) {
    const intervals = sets.flatMap(set => set.intervals);
    const cuts = new Set([0n, ...intervals.map(({ start }) => start), ...intervals.map(({ end }) => end)]);
    this.starts = [...cuts].sort((left, right) => (left < right ? -1 : 1));
    this.signatures = this.signaturesOf(sets);
  }

  /** The atom that the address lies in. */
  public indexOf(address: bigint): number {
    return lastAtMost(this.starts, address);
  }

  /** The atoms that the set touches. */
  public rangesOf(set: AddressSet): AtomRange[] {
    return set.intervals.map(({ start, end }) => ({ start: this.indexOf(start), end: this.indexOf(end - 1n) + 1 }));
  }

  /** The signature of an endpoint that may have any address of the set. */
  public signatureOf(set: AddressSet): AddressSignature {
    let found = this.known.get(set);
    if (found === undefined) {
      const ranges = this.rangesOf(set);
      const seen = new Set(ranges.flatMap(({ start, end }) => [...this.signatures.subarray(start, end)]));
      found = { key: [...seen].sort((left, right) => left - right).join(), ranges };
      this.known.set(set, found);
    }
    return found;
  }

  /** The signature of an endpoint that has exactly this address. */
  public signatureAt(address: bigint): AddressSignature {
    const atom = this.indexOf(address);
    return { key: `${this.signatures[atom]}`, ranges: [{ start: atom, end: atom + 1 }] };
  }

  /** Goes through the atoms in order and keeps track of the sets that contain the current one. */
  private signaturesOf(sets: readonly AddressSet[]): Int32Array {
    const changes: number[][] = this.starts.map(() => []);
    sets.forEach((set, index) => this.rangesOf(set).forEach(({ start, end }) => {
      changes[start].push(index);
      changes[end]?.push(index);
    }));
    const numbers = new Map<string, number>();
    const inside = new Set<number>();
    return Int32Array.from(changes, change => {
      change.forEach(index => (inside.delete(index) ? undefined : inside.add(index)));
      const signature = [...inside].sort((left, right) => left - right).join();
      const number = numbers.get(signature) ?? numbers.size;
      numbers.set(signature, number);
      return number;
    });
  }
}
