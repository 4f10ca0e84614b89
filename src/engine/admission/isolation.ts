import { Appearance, CompiledPeers, CompiledRule } from './compiled-rules';
import { CompiledLadder } from './ladder';
import { selectsNodes } from '../../model/node-selection';
import { Snapshot } from '../../model/snapshot';
import { Ternary } from '../../sets/ternary';
import { AtomRange, AddressSignature } from '../atoms/address-atoms';
import { PortTable } from '../classes/classes';
import { Placement } from '../classes/placement';

/** What the policies that apply to a subject say in one direction. Subjects may share it: it does not name them. */
export interface Isolation {
  /** The rules of all policies that apply, for certain or perhaps. */
  readonly rules: readonly CompiledRule[];
  /**
   * Indexes into `rules`, grouped: traffic passes for certain if every group has a rule that admits it for certain.
   * If there are no groups, everything passes. Undefined when nothing passes for certain.
   */
  readonly groups: readonly (readonly number[])[] | undefined;
  /** Whether it is possible that no policy isolates the subject, so that everything passes. */
  readonly isPerhapsOpen: boolean;
  /** Whether any policy applies, for certain or perhaps. */
  readonly isSelected: boolean;
  /** Whether traffic with the node that the subject runs on passes, whatever the rules say. */
  readonly ownNode: Ternary;
  /** What stands above and below the policies that isolate; absent where there is nothing. */
  readonly ladder?: CompiledLadder;
}

/** The nodes of the input. */
export type NodesByName = Pick<Snapshot, 'nodes'>;

/** A peer, as far as the rules of a subject can tell. */
export interface PeerView {
  /** One digit for each rule: `2` if it selects the pod for certain, `1` if perhaps, else `0`. Empty unless a pod. */
  readonly selected: string;
  /** What the peer counts as. */
  readonly appearance: Appearance;
  readonly addressSignature: AddressSignature;
  /** The port table of a pod; other peers have no port names. */
  readonly portTable?: PortTable;
  /** For a peer that counts as a node: whether it is the node that the subject runs on. */
  readonly placement?: Placement;
  /** For a peer that is a node or shares the address of one: which nodes that may be, and any if none are named. */
  readonly node?: { readonly names: readonly string[] | undefined };
}

/** One guise of a peer: one way in which it may appear to the rules of a subject. */
export interface CompiledGuise {
  readonly appearance: Appearance;
  /** Whether it is the node that the subject runs on. */
  readonly isOwnNode: boolean;
  /** By place of the rule: whether one of its blocks contains the address. Undefined if addresses do not count. */
  readonly addressed: readonly boolean[] | undefined;
}

export const PERHAPS = 1;
export const CERTAINLY = 2;

const ANSWERS = { yes: CERTAINLY, unknown: PERHAPS, no: 0 };
const ZERO = '0'.charCodeAt(0);

/** Whether the rule at this place matches the peer in this guise: `CERTAINLY`, `PERHAPS`, or 0 where it does not. */
export function matchesGuise(
  nodes: NodesByName, { peers, isOpen }: CompiledRule, place: number, guise: CompiledGuise,
  { selected, node }: PeerView,
): number {
  if (peers.nodeSelectors.length === 0 && !peers.names && !isOpen) {
    return matchesPlainly(peers, place, guise, selected);
  }
  const mayBeNamed = peers.names && (node !== undefined || guise.appearance === 'outside');
  const answer = Math.max(
    matchesPlainly(peers, place, guise, selected),
    mayBeNamed ? PERHAPS : 0,
    ...node === undefined ? []
      : peers.nodeSelectors.map(selector => ANSWERS[selectsNodes(nodes, selector, node.names)]));
  return isOpen ? Math.min(answer, PERHAPS) : answer;
}

function matchesPlainly(
  peers: CompiledPeers, place: number, { appearance, addressed }: CompiledGuise, selected: string,
): number {
  if (peers.everyone || addressed?.[place]) {
    return CERTAINLY;
  }
  switch (appearance) {
    case 'pod': return selected.charCodeAt(place) - ZERO;
    case 'node': return ANSWERS[peers.nodes];
    case 'outside': return ANSWERS[peers.world];
  }
}

/** The possible values of `CompiledGuise.isOwnNode` for a peer with this appearance. */
export function ownNodeCases(appearance: Appearance, placement: Placement | undefined): boolean[] {
  if (appearance !== 'node') {
    return [false];
  }
  return placement === 'same' ? [true] : placement === 'different' ? [false] : [true, false];
}

/** The distinct values of `CompiledGuise.addressed` for addresses in the ranges. @param cuts from `Admission.cuts` */
export function addressVariants(
  rules: readonly CompiledRule[], appearance: Appearance, ranges: readonly AtomRange[], cuts: readonly number[],
): readonly (readonly boolean[])[] {
  const atoms = ranges.flatMap(({ start, end }) => [start, ...cuts.filter(cut => start < cut && cut < end)]);
  const blocks = rules.map(({ peers }) => peers.addresses[appearance]);
  const found = new Map(atoms.map((atom): [string, boolean[]] => {
    const variant = blocks.map(some => some.some(({ start, end }) => start <= atom && atom < end));
    return [variant.map(Number).join(''), variant];
  }));
  return [...found.values()];
}
