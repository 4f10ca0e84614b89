import { Admission } from '../admission/admission';
import { viewOfAddress } from '../admission/peer-views';
import { AddressAtoms } from '../atoms/address-atoms';

/** The bounds between a subject and the blocks of addresses outside, neighbours with one bounds as one part. */
export interface BlockRow {
  /** The bounds to most of them. */
  readonly usual: number;
  /** The blocks with another one: from a number up to, but not including, another. */
  readonly exceptions: readonly BlockPart[];
}

interface BlockPart {
  readonly from: number;
  readonly to: number;
  readonly bounds: number;
}

/** Computes the bounds to the blocks, as few as the rules of a subject can tell apart. */
export class BlockRows {
  private readonly atomOf: readonly number[];

  public constructor(private readonly atoms: AddressAtoms, private readonly representatives: readonly bigint[]) {
    this.atomOf = representatives.map(address => atoms.indexOf(address));
  }

  public of(admission: Admission): BlockRow {
    if (this.representatives.length === 0) {
      return { usual: 0, exceptions: [] };
    }
    if (!admission.looksAtAddresses.outside) {
      return { usual: admission.onlySelects ? admission.toOthers : this.boundsTo(admission, 0), exceptions: [] };
    }
    const parts = this.partsOf(admission);
    const sizes = new Map<number, number>();
    parts.forEach(({ from, to, bounds }) => sizes.set(bounds, (sizes.get(bounds) ?? 0) + to - from));
    const [[usual]] = [...sizes].sort(([, left], [, right]) => right - left);
    return { usual, exceptions: parts.filter(({ bounds }) => bounds !== usual) };
  }

  private partsOf(admission: Admission): BlockPart[] {
    const parts: BlockPart[] = [];
    let from = 0;
    for (const cut of [...admission.cuts('outside'), Infinity]) {
      let to = from;
      while (to < this.atomOf.length && this.atomOf[to] < cut) {
        to += 1;
      }
      if (from < to) {
        parts.push({ from, to, bounds: this.boundsTo(admission, from) });
      }
      from = to;
    }
    return parts;
  }

  private boundsTo(admission: Admission, block: number): number {
    return admission.boundsFor(viewOfAddress(this.atoms.signatureAt(this.representatives[block])));
  }
}
