import { AddressAtoms } from './address-atoms';
import { Admission } from './admissions';
import { Classes } from './classes';
import { HOST_KIND, Kinds } from './kinds';
import { passageOfClass, viewOfAddress } from './peer-views';
import { Snapshot } from '../model/snapshot';

/**
 * The passages between a subject and every peer.
 *
 * Peers are numbered: classes first, then blocks of addresses outside. Peers that no selector singles out look alike
 * if they are of one kind, so a row holds a passage for each kind and the peers that differ from their kind. Pods on
 * the host network are in no row, because what holds for them may depend on where the subject runs.
 */
export interface Row {
  readonly admission: Admission;
  readonly ofKind: Int32Array;
  /** In order. */
  readonly exceptions: Int32Array;
  readonly exceptionPassages: Int32Array;
  /** Of pods on the host network, as far as anybody has asked. */
  readonly ofHostClasses: Map<number, number>;
}

/** A row while it is made. */
interface Draft {
  readonly ofKind: Int32Array;
  readonly exceptions: number[];
  readonly passages: number[];
}

/** Computes rows; keeps its scratch space from one to the next. */
export class RowBuilder {
  /** For each class, the number of the word that says which rules select it; 0 where none does. */
  private readonly states: Int32Array;
  private readonly blockAtoms: Int32Array;

  public constructor(
    private readonly snapshot: Snapshot,
    private readonly atoms: AddressAtoms,
    private readonly classes: Classes,
    private readonly blockRepresentatives: readonly bigint[],
    private readonly kinds: Kinds,
  ) {
    this.states = new Int32Array(classes.list.length);
    this.blockAtoms = Int32Array.from(blockRepresentatives, address => atoms.indexOf(address));
  }

  /** The passages between any subject with this admission and all peers. */
  public build(admission: Admission): Row {
    const draft: Draft = { ofKind: new Int32Array(this.kinds.sizes.length), exceptions: [], passages: [] };
    const { touched, words } = this.mark(admission);
    this.addClasses(admission, draft, touched, words);
    for (const index of touched) {
      this.states[index] = 0;
    }
    this.addBlocks(admission, draft);
    return {
      admission,
      ofKind: draft.ofKind,
      exceptions: Int32Array.from(draft.exceptions),
      exceptionPassages: Int32Array.from(draft.passages),
      ofHostClasses: new Map(),
    };
  }

  /** Runs through all that the rules select, and notes for each class which rules do. */
  private mark({ isolation: { rules }, unselected }: Admission) {
    const { states } = this;
    const words = [unselected];
    const numbers = new Map([[words[0], 0]]);
    const touched: number[] = [];
    const add = (selected: Int32Array, rule: number, answer: '1' | '2') => {
      const next: number[] = [];
      for (let place = 0; place < selected.length; place += 1) {
        const index = selected[place];
        const before = states[index];
        let state = next[before];
        if (state === undefined) {
          const word = words[before].slice(0, rule) + answer + words[before].slice(rule + 1);
          state = numbers.get(word) ?? words.push(word) - 1;
          numbers.set(word, state);
          next[before] = state;
        }
        if (before === 0) {
          touched.push(index);
        }
        states[index] = state;
      }
    };
    rules.forEach(({ peers }, rule) => {
      add(peers.pods.certain, rule, '2');
      add(peers.pods.perhaps, rule, '1');
    });
    return { touched, words };
  }

  private addClasses(admission: Admission, draft: Draft, touched: readonly number[], words: readonly string[]): void {
    const { states, kinds } = this;
    const known = words.map(word => admission.passagesByKind(word));
    const passageOf = (index: number) => known[states[index]][kinds.of[index]]
      ?? passageOfClass(this.snapshot, admission, this.classes.list[index], kinds, undefined, words[states[index]]);
    const unselected = kinds.examples.map(peer =>
      passageOfClass(this.snapshot, admission, peer, kinds, undefined, words[0]));
    draft.ofKind.set(unselected);
    const turned = this.majorities(touched, passageOf);
    turned.forEach((passage, kind) => { draft.ofKind[kind] = passage; });
    const except = (index: number, passage: number) => {
      if (passage !== draft.ofKind[kinds.of[index]]) {
        draft.exceptions.push(index);
        draft.passages.push(passage);
      }
    };
    if (turned.size === 0) {
      Int32Array.from(touched).sort().filter(index => kinds.of[index] !== HOST_KIND)
        .forEach(index => except(index, passageOf(index)));
      return;
    }
    for (let index = 0; index < states.length; index += 1) {
      if (states[index] !== 0 && kinds.of[index] !== HOST_KIND) {
        except(index, passageOf(index));
      } else if (turned.has(kinds.of[index])) {
        except(index, unselected[kinds.of[index]]);
      }
    }
  }

  /** Where most classes of a kind are selected to one effect, that is what holds for the kind, and others are exceptions. */
  private majorities(touched: readonly number[], passageOf: (index: number) => number): ReadonlyMap<number, number> {
    const { of, sizes } = this.kinds;
    const turned = new Map<number, number>();
    if (touched.length * 2 <= this.kinds.smallest) {
      return turned;
    }
    const counts = new Map<number, Map<number, number>>();
    for (const index of touched) {
      if (of[index] !== HOST_KIND) {
        const passage = passageOf(index);
        const ofThisKind = counts.get(of[index]) ?? new Map<number, number>();
        counts.set(of[index], ofThisKind.set(passage, (ofThisKind.get(passage) ?? 0) + 1));
      }
    }
    counts.forEach((ofThisKind, kind) => ofThisKind.forEach((amount, passage) => {
      if (amount * 2 > sizes[kind]) {
        turned.set(kind, passage);
      }
    }));
    return turned;
  }

  private addBlocks(admission: Admission, draft: Draft): void {
    const count = this.blockRepresentatives.length;
    const first = this.classes.list.length;
    const segments: { readonly from: number; readonly to: number; readonly passage: number }[] = [];
    const sizes = new Map<number, number>();
    const cuts = [...admission.cuts('outside'), Infinity];
    let from = 0;
    for (const cut of cuts) {
      let to = from;
      while (to < count && this.blockAtoms[to] < cut) {
        to += 1;
      }
      if (from < to) {
        const passage = admission.passage(viewOfAddress(this.atoms.at(this.blockRepresentatives[from])));
        segments.push({ from, to, passage });
        sizes.set(passage, (sizes.get(passage) ?? 0) + to - from);
      }
      from = to;
    }
    const [usual] = [...sizes].sort(([, left], [, right]) => right - left)[0] ?? [0];
    draft.ofKind[this.kinds.sizes.length - 1] = usual;
    for (const segment of segments.filter(({ passage }) => passage !== usual)) {
      for (let block = segment.from; block < segment.to; block += 1) {
        draft.exceptions.push(first + block);
        draft.passages.push(segment.passage);
      }
    }
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
