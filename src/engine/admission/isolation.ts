import { Appearing, CompiledRule } from './compiled-rules';
import { Ternary } from '../../sets/ternary';
import { AtomRange, AddressSignature } from '../atoms/address-atoms';
import { PortTable } from '../classes/classes';
import { Placement } from '../classes/placement';

/** What the policies say about a subject in one direction, whichever subject that is. */
export interface Isolation {
  /** The rules of all policies that apply, for certain or perhaps. */
  readonly rules: readonly CompiledRule[];
  /**
   * Places in `rules`, grouped: traffic is certainly admitted when every group has a rule that certainly admits it.
   * Undefined when nothing is certain to be admitted.
   */
  readonly groups: readonly (readonly number[])[] | undefined;
  /** Whether perhaps no policy isolates the subject, so that perhaps everything is admitted. */
  readonly isPerhapsOpen: boolean;
  /** Whether any policy applies, for certain or perhaps. */
  readonly isSelected: boolean;
  /** Whether the node that the subject runs on passes by itself, or it is open whether it does. */
  readonly ownNode: Ternary;
  /** Whether the subject perhaps counts as a node, which no policy isolates. */
  readonly subjectIsPerhapsNode: boolean;
}

/** The other end of a flow, as far as the rules of a subject can tell. */
export interface PeerView {
  /** For each rule `2` if it certainly selects the pod, `1` if perhaps, else `0`; empty for what is no pod. */
  readonly selected: string;
  readonly appears: readonly Appearing[];
  readonly addressSignature: AddressSignature;
  /** The ports of a pod; of others no port has a name. */
  readonly portTable?: PortTable;
  /** Of what may count as a node, whether that is the subject's own. */
  readonly placement?: Placement;
}

/** One guise of a peer: what it counts as, and which rules have its address in a block. */
export interface CompiledGuise {
  readonly appears: Appearing;
  readonly isOwnNode: boolean;
  readonly addressed: readonly boolean[] | undefined;
}

export const PERHAPS = 1;
export const CERTAINLY = 2;

const ANSWERS = { yes: CERTAINLY, unknown: PERHAPS, no: 0 };
const ZERO = '0'.charCodeAt(0);

/** Whether the rule at this place admits the peer in this guise: `CERTAINLY`, `PERHAPS`, or 0 where it does not. */
export function admitsGuise(
  { peers }: CompiledRule, place: number, { appears, addressed }: CompiledGuise, selected: string,
): number {
  if (peers.everyone || addressed?.[place]) {
    return CERTAINLY;
  }
  switch (appears) {
    case 'pod': return selected.charCodeAt(place) - ZERO;
    case 'node': return ANSWERS[peers.nodes];
    case 'outside': return peers.world ? CERTAINLY : 0;
  }
}

/** Whether what appears so may be the subject's own node. */
export function ownNodeCases(appears: Appearing, placement: Placement | undefined): boolean[] {
  if (appears !== 'node') {
    return [false];
  }
  return placement === 'same' ? [true] : placement === 'different' ? [false] : [true, false];
}

/** Which rules have a block with the address, for each of the atoms that it may be in; no variant twice. */
export function addressVariants(
  rules: readonly CompiledRule[], appears: Appearing, ranges: readonly AtomRange[], cuts: readonly number[],
): readonly (readonly boolean[])[] {
  const atoms = ranges.flatMap(({ start, end }) => [start, ...cuts.filter(cut => start < cut && cut < end)]);
  const blocks = rules.map(({ peers }) => peers.addresses[appears]);
  const found = new Map(atoms.map((atom): [string, boolean[]] => {
    const variant = blocks.map(some => some.some(({ start, end }) => start <= atom && atom < end));
    return [variant.map(Number).join(''), variant];
  }));
  return [...found.values()];
}
