import { BlockRows } from './block-rows';
import { SelectedTraffic } from './selected-traffic';
import { Snapshot } from '../../model/snapshot';
import { CLOSED } from '../atoms/bounds-table';
import { Classes } from '../classes/classes';
import { HOST_KIND, Kinds } from '../classes/peer-shapes';
import { Admission } from '../admission/admission';
import { viewOfClass } from '../admission/peer-views';

/**
 * The passages between a subject and every peer.
 *
 * Peers are numbered: classes first, then blocks of addresses outside. Peers that no selector singles out look alike
 * if they are of one kind, so a row holds a passage for each kind and the peers that differ from their kind. Pods on
 * the host network are in no row, because what holds for them may depend on where the subject runs.
 */
export interface Row {
  readonly admission: Admission;
  readonly ofKind: readonly number[];
  /** In order. */
  readonly exceptions: Int32Array;
  readonly exceptionPassages: Int32Array;
}

/** A row while it is made. */
interface Draft {
  readonly ofKind: number[];
  readonly exceptions: number[];
  readonly exceptionPassages: number[];
}

/** Computes rows. */
export class RowBuilder {
  public constructor(
    private readonly snapshot: Snapshot,
    private readonly classes: Classes,
    private readonly kinds: Kinds,
    private readonly selected: SelectedTraffic,
    private readonly blocks: BlockRows,
  ) {}

  /** The passages between any subject with this admission and all peers. */
  public build(admission: Admission): Row {
    const unselected = this.unselected(admission);
    const draft: Draft = { ofKind: [...unselected], exceptions: [], exceptionPassages: [] };
    const touched = this.selected.collect(admission);
    if (touched.length > 0) {
      this.addClasses(draft, unselected, touched, this.passagesOf(admission, unselected, touched));
    }
    this.addBlocks(draft, admission);
    return {
      admission,
      ofKind: draft.ofKind,
      exceptions: Int32Array.from(draft.exceptions),
      exceptionPassages: Int32Array.from(draft.exceptionPassages),
    };
  }

  /** The passages to pods that no rule selects, kind by kind. */
  private unselected(admission: Admission): readonly number[] {
    const { examples } = this.kinds;
    if (admission.onlySelects) {
      const passage = admission.toOthers;
      return examples.map(() => passage);
    }
    const { unselected } = admission;
    return examples.map(({ index }) => this.passageTo(admission, index, unselected));
  }

  private passagesOf(
    admission: Admission, unselected: readonly number[], touched: readonly number[],
  ): readonly number[] {
    const { kinds, selected } = this;
    return touched.map(index => {
      if (kinds.of[index] === HOST_KIND) {
        return CLOSED;
      }
      return admission.addsUp
        ? admission.passageIfSelected(unselected[kinds.of[index]], selected.certain[index], selected.possible[index])
        : this.passageTo(admission, index);
    });
  }

  private addClasses(
    draft: Draft, unselected: readonly number[], touched: readonly number[], passages: readonly number[],
  ): void {
    const { of, smallest } = this.kinds;
    const turned = touched.length * 2 > smallest ? this.majorities(touched, passages) : NO_MAJORITY;
    if (turned.size === 0) {
      touched.forEach((index, place) => except(draft, index, of[index], passages[place]));
      return;
    }
    turned.forEach((passage, kind) => { draft.ofKind[kind] = passage; });
    let place = 0;
    for (let index = 0; index < this.classes.list.length; index += 1) {
      if (touched[place] === index) {
        except(draft, index, of[index], passages[place]);
        place += 1;
      } else if (turned.has(of[index])) {
        except(draft, index, of[index], unselected[of[index]]);
      }
    }
  }

  /** Where most classes of a kind are selected to one effect, that is what holds for the kind, and others are exceptions. */
  private majorities(touched: readonly number[], passages: readonly number[]): ReadonlyMap<number, number> {
    const { of, sizes } = this.kinds;
    const turned = new Map<number, number>();
    const counts = new Map<number, Map<number, number>>();
    touched.forEach((index, place) => {
      const ofThisKind = counts.get(of[index]) ?? new Map<number, number>();
      counts.set(of[index], ofThisKind.set(passages[place], (ofThisKind.get(passages[place]) ?? 0) + 1));
    });
    counts.forEach((ofThisKind, kind) => ofThisKind.forEach((amount, passage) => {
      if (kind !== HOST_KIND && amount * 2 > sizes[kind]) {
        turned.set(kind, passage);
      }
    }));
    return turned;
  }

  private addBlocks(draft: Draft, admission: Admission): void {
    const first = this.classes.list.length;
    const { usual, exceptions } = this.blocks.of(admission);
    draft.ofKind.push(usual);
    for (const { from, to, passage } of exceptions) {
      for (let block = from; block < to; block += 1) {
        draft.exceptions.push(first + block);
        draft.exceptionPassages.push(passage);
      }
    }
  }

  private passageTo(admission: Admission, index: number, selected?: string): number {
    return admission.passage(viewOfClass(this.snapshot, admission, this.classes.list[index], undefined, selected));
  }
}

const NO_MAJORITY: ReadonlyMap<number, number> = new Map();

function except(draft: Draft, index: number, kind: number, passage: number): void {
  if (kind !== HOST_KIND && passage !== draft.ofKind[kind]) {
    draft.exceptions.push(index);
    draft.exceptionPassages.push(passage);
  }
}

/** The passages of a row to every peer, pods on the host network left as they are. */
export function spread(row: Row, { of }: Kinds, passages: Int32Array): Int32Array {
  const { ofKind, exceptions, exceptionPassages } = row;
  for (let index = 0; index < of.length; index += 1) {
    passages[index] = ofKind[of[index]];
  }
  for (let place = 0; place < exceptions.length; place += 1) {
    passages[exceptions[place]] = exceptionPassages[place];
  }
  return passages;
}
