import { AtomRange, Whereabouts } from './address-atoms';
import { PortTable } from './classes';
import { Appearing, CompiledRule, namedTraffic } from './compiled-rules';
import { Passages } from './passages';
import { Placement } from './whereabouts';
import { Ternary } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';

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
  readonly whereabouts: Whereabouts;
  /** The ports of a pod; of others no port has a name. */
  readonly portTable?: PortTable;
  /** Of what may count as a node, whether that is the subject's own. */
  readonly placement?: Placement;
}

/** One guise of a peer: what it counts as, and which rules have its address in a block. */
interface Guise {
  readonly appears: Appearing;
  readonly isOwnNode: boolean;
  readonly addressed: readonly boolean[] | undefined;
}

/** What a subject lets pass, peer by peer; every distinct answer is computed once. */
export class Admission {
  /** Whether addresses decide about peers that count as this. */
  public readonly looksAtAddresses: Readonly<Record<Appearing, boolean>>;
  public readonly looksAtPortNames: boolean;
  /** The `selected` of a peer that no rule selects. */
  public readonly unselected: string;
  private readonly byKind = new Map<string, number[]>();
  private readonly answers = new Map<string, number>();
  private readonly variants = new Map<string, readonly (readonly boolean[])[]>();

  /** `dropped` is what the enforcer keeps from the subject, whatever the policies say. */
  public constructor(
    public readonly isolation: Isolation, private readonly passages: Passages, private readonly dropped: TrafficSet,
  ) {
    const looksAt = (appears: Appearing) => isolation.rules.some(({ peers }) => peers.addresses[appears].length > 0);
    this.looksAtAddresses = { pod: looksAt('pod'), node: looksAt('node'), outside: looksAt('outside') };
    this.unselected = '0'.repeat(isolation.rules.length);
    this.looksAtPortNames = isolation.rules.some(({ portNames }) => portNames.length > 0);
  }

  /** The passages to peers that are so selected, by the number of their kind, as far as anybody has asked. */
  public passagesByKind(selected: string): number[] {
    let known = this.byKind.get(selected);
    if (known === undefined) {
      known = [];
      this.byKind.set(selected, known);
    }
    return known;
  }

  /** The number of the passage between the subject and the peer. */
  public passage(peer: PeerView): number {
    const key = this.keyOf(peer);
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.decide(peer, rule => trafficToPod(rule, peer), rule => rule.traffic);
      this.answers.set(key, answer);
    }
    return answer;
  }

  /** The same for traffic of a protocol that has no ports: it counts as everything or nothing. */
  public passageWithoutPorts(peer: PeerView): number {
    const traffic = ({ everyProtocol }: CompiledRule) => (everyProtocol ? TrafficSet.ALL : TrafficSet.NONE);
    return this.decide(peer, traffic, traffic);
  }

  /** The cuts of the atoms at which a block of some rule begins or ends, in order. */
  public cuts(appears: Appearing): number[] {
    const ranges = this.isolation.rules.flatMap(({ peers }) => peers.addresses[appears]);
    return [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((left, right) => left - right);
  }

  private keyOf({ selected, appears, whereabouts, portTable, placement }: PeerView): string {
    const address = appears.some(one => this.looksAtAddresses[one]) ? whereabouts.key : '';
    return `${selected}|${appears}|${placement}|${address}|${this.looksAtPortNames ? portTable?.key : ''}`;
  }

  /** Certain is what passes in every guise of the peer, possible what passes in some. */
  private decide(
    peer: PeerView, toPod: (rule: CompiledRule) => TrafficSet, toOthers: (rule: CompiledRule) => TrafficSet,
  ): number {
    const { rules, groups, isPerhapsOpen, ownNode, subjectIsPerhapsNode } = this.isolation;
    let certain = TrafficSet.ALL;
    let possible = TrafficSet.NONE;
    for (const guise of this.guisesOf(peer)) {
      if (guise.isOwnNode && ownNode !== 'no') {
        certain = ownNode === 'yes' ? certain : TrafficSet.NONE;
        possible = TrafficSet.ALL;
        continue;
      }
      const traffic = guise.appears === 'pod' ? toPod : toOthers;
      const answers = rules.map((rule, index) => admits(rule, index, guise, peer.selected));
      const admitted = (places: readonly number[], enough: number) => places
        .filter(place => answers[place] >= enough).map(place => traffic(rules[place]))
        .reduce((sum, some) => sum.union(some), TrafficSet.NONE);
      certain = groups === undefined ? TrafficSet.NONE
        : groups.reduce((rest, group) => (rest.isEmpty ? rest : rest.intersect(admitted(group, CERTAINLY))), certain);
      possible = isPerhapsOpen ? TrafficSet.ALL : possible.union(admitted([...rules.keys()], PERHAPS));
    }
    return this.passages.numberOf(
      certain.subtract(this.dropped), (subjectIsPerhapsNode ? TrafficSet.ALL : possible).subtract(this.dropped));
  }

  private guisesOf({ appears, whereabouts, placement }: PeerView): Guise[] {
    return appears.flatMap(one => this.addressVariants(one, whereabouts).flatMap(addressed =>
      ownNodeCases(one, placement).map(isOwnNode => ({ appears: one, isOwnNode, addressed }))));
  }

  /** Which rules have a block with the peer's address, for each of its possible addresses; no variant twice. */
  private addressVariants(
    appears: Appearing, { key, ranges }: Whereabouts,
  ): readonly (readonly boolean[] | undefined)[] {
    if (!this.looksAtAddresses[appears]) {
      return [undefined];
    }
    const name = `${appears} ${key}`;
    let variants = this.variants.get(name);
    if (variants === undefined) {
      const cuts = this.cuts(appears);
      const atoms = ranges.flatMap(({ start, end }) => [start, ...cuts.filter(cut => start < cut && cut < end)]);
      const blocks = this.isolation.rules.map(({ peers }) => peers.addresses[appears]);
      const found = new Map(atoms.map((atom): [string, boolean[]] => {
        const variant = blocks.map(some => some.some(range => contains(range, atom)));
        return [variant.map(Number).join(''), variant];
      }));
      variants = [...found.values()];
      this.variants.set(name, variants);
    }
    return variants;
  }
}

const PERHAPS = 1;
const CERTAINLY = 2;
const ANSWERS = { yes: CERTAINLY, unknown: PERHAPS, no: 0 };

function admits({ peers }: CompiledRule, index: number, { appears, addressed }: Guise, selected: string): number {
  if (peers.everyone || addressed?.[index]) {
    return CERTAINLY;
  }
  switch (appears) {
    case 'pod': return selected.charCodeAt(index) - ZERO;
    case 'node': return ANSWERS[peers.nodes];
    case 'outside': return peers.world ? CERTAINLY : 0;
  }
}

const ZERO = '0'.charCodeAt(0);

function trafficToPod(rule: CompiledRule, { portTable }: PeerView): TrafficSet {
  return rule.portNames.length === 0 || portTable === undefined
    ? rule.traffic : rule.traffic.union(namedTraffic(rule.portNames, portTable));
}

function contains({ start, end }: AtomRange, atom: number): boolean {
  return start <= atom && atom < end;
}

function ownNodeCases(appears: Appearing, placement: Placement | undefined): boolean[] {
  if (appears !== 'node') {
    return [false];
  }
  return placement === 'same' ? [true] : placement === 'different' ? [false] : [true, false];
}

