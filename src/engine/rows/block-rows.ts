import { Admission } from '../admission/admission';
import { viewOfAddress } from '../admission/peer-views';
import { AddressAtoms } from '../atoms/address-atoms';

/** The part of a row about the blocks of addresses outside: the bounds that most blocks have, and exceptions. */
export interface BlockRow {
  /** The bounds that most blocks have. */
  readonly usual: number;
  /** The blocks with other bounds, in order. */
  readonly exceptions: readonly BlockPart[];
}

/** Consecutive blocks with the same bounds: `from` up to, but not including, `to`. */
interface BlockPart {
  readonly from: number;
  readonly to: number;
  readonly bounds: number;
}

/** Computes block rows. Consecutive blocks that the rules of a subject cannot tell apart are computed once. */
export class BlockRows {
  /** By block: the atom of its representative. */
  private readonly atomOf: readonly number[];

  public constructor(private readonly atoms: AddressAtoms, private readonly representatives: readonly bigint[]) {
    this.atomOf = representatives.map(address => atoms.indexOf(address));
  }

  public of(admission: Admission): BlockRow {
    if (this.representatives.length === 0) {
      return { usual: 0, exceptions: [] };
    }
    if (!admission.looksAtAddresses.outside) {
      const usual = admission.onlySelects ? admission.unselectedBounds : this.boundsFor(admission, 0);
      return { usual, exceptions: [] };
    }
    const parts = this.partsOf(admission);
    const sizes = new Map<number, number>();
    parts.forEach(({ from, to, bounds }) => sizes.set(bounds, (sizes.get(bounds) ?? 0) + to - from));
    const [[usual]] = [...sizes].sort(([, left], [, right]) => right - left);
    return { usual, exceptions: parts.filter(({ bounds }) => bounds !== usual) };
  }

  /** All blocks, cut where the rules of the subject can tell two apart. */
  private partsOf(admission: Admission): BlockPart[] {
    const parts: BlockPart[] = [];
    let from = 0;
    for (const cut of [...admission.cuts('outside'), Infinity]) {
      let to = from;
      while (to < this.atomOf.length && this.atomOf[to] < cut) {
        to += 1;
      }
      if (from < to) {
        parts.push({ from, to, bounds: this.boundsFor(admission, from) });
      }
      from = to;
    }
    return parts;
  }

  private boundsFor(admission: Admission, block: number): number {
    return admission.boundsFor(viewOfAddress(this.atoms.signatureAt(this.representatives[block])));
  }
}
