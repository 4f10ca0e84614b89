import { BlockRows } from './block-rows';
import { SelectedTraffic } from './selected-traffic';
import { Snapshot } from '../../model/snapshot';
import { Admission } from '../admission/admission';
import { viewOfClass } from '../admission/peer-views';
import { CLOSED } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { HOST_NETWORK_SHAPE, PeerShapes } from '../classes/peer-shapes';

/**
 * The bounds between a subject and every peer.
 *
 * Peers are numbered: classes first, then blocks of addresses outside. Peers that no selector singles out look alike
 * if they are of one shape, so a row holds a bounds for each shape and the peers that differ from their shape. Pods on
 * the host network are in no row, because what holds for them may depend on where the subject runs.
 */
export interface Row {
  readonly admission: Admission;
  readonly byShape: readonly number[];
  /** In order. */
  readonly exceptions: Int32Array;
  readonly exceptionBounds: Int32Array;
}

/** A row while it is made. */
interface Draft {
  readonly byShape: number[];
  readonly exceptions: number[];
  readonly exceptionBounds: number[];
}

/** Computes rows. */
export class RowBuilder {
  public constructor(
    private readonly snapshot: Snapshot,
    private readonly classes: Classes,
    private readonly peerShapes: PeerShapes,
    private readonly selected: SelectedTraffic,
    private readonly blocks: BlockRows,
  ) {}

  /** The bounds between any subject with this admission and all peers. */
  public build(admission: Admission): Row {
    const unselected = this.unselected(admission);
    const draft: Draft = { byShape: [...unselected], exceptions: [], exceptionBounds: [] };
    const touched = this.selected.collect(admission);
    if (touched.length > 0) {
      this.addClasses(draft, unselected, touched, this.boundsOfTouched(admission, unselected, touched));
    }
    this.addBlocks(draft, admission);
    return {
      admission,
      byShape: draft.byShape,
      exceptions: Int32Array.from(draft.exceptions),
      exceptionBounds: Int32Array.from(draft.exceptionBounds),
    };
  }

  /** The bounds to pods that no rule selects, shape by shape. */
  private unselected(admission: Admission): readonly number[] {
    const { examples } = this.peerShapes;
    if (admission.onlySelects) {
      const bounds = admission.toOthers;
      return examples.map(() => bounds);
    }
    const { unselected } = admission;
    return examples.map(({ index }) => this.boundsTo(admission, index, unselected));
  }

  private boundsOfTouched(
    admission: Admission, unselected: readonly number[], touched: readonly number[],
  ): readonly number[] {
    const { peerShapes, selected } = this;
    return touched.map(index => {
      if (peerShapes.of[index] === HOST_NETWORK_SHAPE) {
        return CLOSED;
      }
      return admission.addsUp
        ? admission.boundsIfSelected(unselected[peerShapes.of[index]], selected.must[index], selected.may[index])
        : this.boundsTo(admission, index);
    });
  }

  private addClasses(
    draft: Draft, unselected: readonly number[], touched: readonly number[], touchedBounds: readonly number[],
  ): void {
    const { of, smallest } = this.peerShapes;
    const turned = touched.length * 2 > smallest ? this.majorities(touched, touchedBounds) : NO_MAJORITY;
    if (turned.size === 0) {
      touched.forEach((index, place) => except(draft, index, of[index], touchedBounds[place]));
      return;
    }
    turned.forEach((bounds, shape) => { draft.byShape[shape] = bounds; });
    let place = 0;
    for (let index = 0; index < this.classes.list.length; index += 1) {
      if (touched[place] === index) {
        except(draft, index, of[index], touchedBounds[place]);
        place += 1;
      } else if (turned.has(of[index])) {
        except(draft, index, of[index], unselected[of[index]]);
      }
    }
  }

  /** Where most classes of a shape are selected to one effect, that is what holds for the shape, and others are exceptions. */
  private majorities(touched: readonly number[], touchedBounds: readonly number[]): ReadonlyMap<number, number> {
    const { of, sizes } = this.peerShapes;
    const turned = new Map<number, number>();
    const counts = new Map<number, Map<number, number>>();
    touched.forEach((index, place) => {
      const ofThisShape = counts.get(of[index]) ?? new Map<number, number>();
      counts.set(of[index], ofThisShape.set(touchedBounds[place], (ofThisShape.get(touchedBounds[place]) ?? 0) + 1));
    });
    counts.forEach((ofThisShape, shape) => ofThisShape.forEach((amount, bounds) => {
      if (shape !== HOST_NETWORK_SHAPE && amount * 2 > sizes[shape]) {
        turned.set(shape, bounds);
      }
    }));
    return turned;
  }

  private addBlocks(draft: Draft, admission: Admission): void {
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

  private boundsTo(admission: Admission, index: number, selected?: string): number {
    return admission.boundsFor(viewOfClass(this.snapshot, admission, this.classes.list[index], undefined, selected));
  }
}

const NO_MAJORITY: ReadonlyMap<number, number> = new Map();

function except(draft: Draft, index: number, shape: number, bounds: number): void {
  if (shape !== HOST_NETWORK_SHAPE && bounds !== draft.byShape[shape]) {
    draft.exceptions.push(index);
    draft.exceptionBounds.push(bounds);
  }
}

/** The bounds of a row to every peer, pods on the host network left as they are. */
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
