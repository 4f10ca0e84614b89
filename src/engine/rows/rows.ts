import { BlockRows } from './block-rows';
import { SelectedTraffic } from './selected-traffic';
import { Admission } from '../admission/admission';
import { viewOfPods } from '../admission/peer-views';
import { CLOSED } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { HOST_NETWORK_SHAPE, PeerShapes } from '../classes/peer-shapes';

/**
 * The bounds between one subject and every peer.
 *
 * Peers are numbered: classes first, then blocks of addresses outside. Peers of one shape look alike to rules that do
 * not select them, so a row holds bounds for each shape, and exceptions for the peers that differ from their shape.
 * Pods on the host network are in no row, because the bounds for them may depend on where the subject runs.
 */
export interface Row {
  readonly admission: Admission;
  /** By shape: the number of the bounds. */
  readonly byShape: readonly number[];
  /** The peers whose bounds differ from those of their shape, ascending. */
  readonly exceptions: Int32Array;
  /** By place in `exceptions`: the number of the bounds. */
  readonly exceptionBounds: Int32Array;
}

/** A row while it is built. */
interface RowDraft {
  readonly byShape: number[];
  readonly exceptions: number[];
  readonly exceptionBounds: number[];
}

/** Computes rows. */
export class RowBuilder {
  public constructor(
    private readonly classes: Classes,
    private readonly peerShapes: PeerShapes,
    private readonly selected: SelectedTraffic,
    private readonly blocks: BlockRows,
  ) {}

  /** The bounds between any subject with this admission and all peers. */
  public build(admission: Admission): Row {
    const unselected = this.unselected(admission);
    const draft: RowDraft = { byShape: [...unselected], exceptions: [], exceptionBounds: [] };
    const admitted = this.selected.collect(admission);
    if (admitted.length > 0) {
      this.addClasses(draft, unselected, admitted, this.boundsOfAdmitted(admission, unselected, admitted));
    }
    this.addBlocks(draft, admission);
    return {
      admission,
      byShape: draft.byShape,
      exceptions: Int32Array.from(draft.exceptions),
      exceptionBounds: Int32Array.from(draft.exceptionBounds),
    };
  }

  /** By shape: the bounds for pods that no rule selects. */
  private unselected(admission: Admission): readonly number[] {
    const { examples } = this.peerShapes;
    if (admission.onlySelects) {
      const bounds = admission.unselectedBounds;
      return examples.map(() => bounds);
    }
    const { selectedByNone } = admission;
    return examples.map(({ index }) => this.boundsFor(admission, index, selectedByNone));
  }

  /** By place in `admitted`: the bounds for the class. Classes on the host network are skipped by `addException`. */
  private boundsOfAdmitted(
    admission: Admission, unselected: readonly number[], admitted: readonly number[],
  ): readonly number[] {
    const { peerShapes, selected } = this;
    const known = new Map<number, number>();
    return admitted.map(index => {
      const shape = peerShapes.of[index];
      if (shape === HOST_NETWORK_SHAPE) {
        return CLOSED;
      }
      if (admission.addsUp) {
        return admission.boundsIfSelected(unselected[shape], selected.must[index], selected.may[index]);
      }
      const key = selected.alike[index] * peerShapes.sizes.length + shape;
      const bounds = known.get(key) ?? this.boundsFor(admission, index);
      known.set(key, bounds);
      return bounds;
    });
  }

  private addClasses(
    draft: RowDraft, unselected: readonly number[], admitted: readonly number[], admittedBounds: readonly number[],
  ): void {
    const { of, smallest } = this.peerShapes;
    const majorities = admitted.length * 2 > smallest ? this.majorities(admitted, admittedBounds) : NO_MAJORITIES;
    if (majorities.size === 0) {
      admitted.forEach((index, place) => addException(draft, index, of[index], admittedBounds[place]));
      return;
    }
    majorities.forEach((bounds, shape) => { draft.byShape[shape] = bounds; });
    let place = 0;
    for (let index = 0; index < this.classes.list.length; index += 1) {
      if (admitted[place] === index) {
        addException(draft, index, of[index], admittedBounds[place]);
        place += 1;
      } else if (majorities.has(of[index])) {
        addException(draft, index, of[index], unselected[of[index]]);
      }
    }
  }

  /** By shape: the bounds that more than half of its classes get by being selected. The others become exceptions. */
  private majorities(admitted: readonly number[], admittedBounds: readonly number[]): ReadonlyMap<number, number> {
    const { of, sizes } = this.peerShapes;
    const majorities = new Map<number, number>();
    const counts = new Map<number, Map<number, number>>();
    admitted.forEach((index, place) => {
      const bounds = admittedBounds[place];
      const ofThisShape = counts.get(of[index]) ?? new Map<number, number>();
      counts.set(of[index], ofThisShape.set(bounds, (ofThisShape.get(bounds) ?? 0) + 1));
    });
    counts.forEach((ofThisShape, shape) => ofThisShape.forEach((amount, bounds) => {
      if (shape !== HOST_NETWORK_SHAPE && amount * 2 > sizes[shape]) {
        majorities.set(shape, bounds);
      }
    }));
    return majorities;
  }

  private addBlocks(draft: RowDraft, admission: Admission): void {
    const first = this.classes.list.length;
    const { usual, exceptions } = this.blocks.of(admission);
    draft.byShape.push(usual);
    for (const { from, to, bounds } of exceptions) {
      for (let block = from; block < to; block += 1) {
        draft.exceptions.push(first + block);
        draft.exceptionBounds.push(bounds);
      }
    }
  }

  private boundsFor(admission: Admission, index: number, selected?: string): number {
    return admission.boundsFor(viewOfPods(admission, this.classes.list[index], selected));
  }
}

const NO_MAJORITIES: ReadonlyMap<number, number> = new Map();

function addException(draft: RowDraft, index: number, shape: number, bounds: number): void {
  if (shape !== HOST_NETWORK_SHAPE && bounds !== draft.byShape[shape]) {
    draft.exceptions.push(index);
    draft.exceptionBounds.push(bounds);
  }
}

/** Writes the bounds of a row for every peer. For pods on the host network the caller has to overwrite them. */
export function spread(row: Row, { of }: PeerShapes, target: Int32Array): Int32Array {
  const { byShape, exceptions, exceptionBounds } = row;
  for (let index = 0; index < of.length; index += 1) {
    target[index] = byShape[of[index]];
  }
  for (let place = 0; place < exceptions.length; place += 1) {
    target[exceptions[place]] = exceptionBounds[place];
  }
  return target;
}
