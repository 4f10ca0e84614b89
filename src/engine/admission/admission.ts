import { Appearing, CompiledRule, RuleCompiler } from './compiled-rules';
import { addressVariants, admitsGuise, CERTAINLY, CompiledGuise, Isolation, ownNodeCases, PeerView, PERHAPS } from './isolation';
import { AddressSignature } from '../atoms/address-atoms';
import { BoundsTable } from '../atoms/bounds-table';
import { ALL_TRAFFIC, NO_TRAFFIC } from '../atoms/traffic-table';
import { WorkloadClass } from '../classes/classes';
import { includes } from '../classes/selections';

/** What a subject lets pass, peer by peer; every distinct answer is computed once. */
export class Admission {
  /** Whether addresses decide about peers that count as this. */
  public readonly looksAtAddresses: Readonly<Record<Appearing, boolean>>;
  /** Whether the answer about a pod depends on what its ports are called. */
  public readonly looksAtPortNames: boolean;
  /** Whether all are alike that no rule selects, wherever and whatever they are, apart from the subject's own node. */
  public readonly onlySelects: boolean;
  /** Whether what rules admit adds up: there is at most one group of them. */
  public readonly addsUp: boolean;
  /** Whether the passage to pods is what the rules that select them admit, added up, and nothing else. */
  public readonly canAdd: boolean;
  /** The passage to all that no rule selects, where they are alike. */
  public readonly toOthers: number;
  private answers: Map<string, number> | undefined;
  private variants: Map<string, readonly (readonly boolean[])[]> | undefined;

  /** `dropped` is the traffic that the enforcer keeps from the subject, whatever the policies say. */
  public constructor(
    public readonly isolation: Isolation,
    private readonly boundsTable: BoundsTable,
    private readonly compiler: RuleCompiler,
    private readonly dropped: number,
  ) {
    const { rules, groups, isPerhapsOpen, subjectIsPerhapsNode } = isolation;
    this.onlySelects = rules.every(({ peers }) => peers.onlySelected);
    this.looksAtAddresses = this.onlySelects ? AT_NO_ADDRESSES
      : { pod: looksAt('pod', rules), node: looksAt('node', rules), outside: looksAt('outside', rules) };
    this.looksAtPortNames = rules.some(({ portNames }) => portNames.length > 0);
    this.addsUp = groups === undefined || groups.length === 1;
    this.canAdd = this.onlySelects && this.addsUp;
    this.toOthers = boundsTable.numberOf(
      boundsTable.trafficTable.subtract(groups?.length === 0 ? ALL_TRAFFIC : NO_TRAFFIC, dropped),
      boundsTable.trafficTable.subtract(isPerhapsOpen || subjectIsPerhapsNode ? ALL_TRAFFIC : NO_TRAFFIC, dropped));
  }

  /** The `selected` of a peer that no rule selects. */
  public get unselected(): string {
    return '0'.repeat(this.isolation.rules.length);
  }

  /** The number of the passage between the subject and the peer. */
  public boundsFor(peer: PeerView): number {
    const key = this.keyOf(peer);
    this.answers ??= new Map();
    let answer = this.answers.get(key);
    if (answer === undefined) {
      const { portTable } = peer;
      const toPod = (rule: CompiledRule) =>
        (portTable === undefined ? rule.traffic : this.compiler.trafficTo(rule, portTable));
      answer = this.decide(peer, toPod, rule => rule.traffic);
      this.answers.set(key, answer);
    }
    return answer;
  }

  /** The same for traffic of a protocol that has no ports: it counts as everything or nothing. */
  public boundsWithoutPorts(peer: PeerView): number {
    const traffic = ({ everyProtocol }: CompiledRule) => (everyProtocol ? ALL_TRAFFIC : NO_TRAFFIC);
    return this.decide(peer, traffic, traffic);
  }

  /** The passage to pods that are not on the host network, where it can be added up. */
  public boundsForClass({ index, portTable }: WorkloadClass): number {
    const { rules, groups } = this.isolation;
    const { trafficTable } = this.boundsTable;
    let certain = NO_TRAFFIC;
    let possible = NO_TRAFFIC;
    for (let place = 0; place < rules.length; place += 1) {
      const { certain: selected, perhaps } = rules[place].peers.pods;
      const isSelected = includes(selected, index);
      if (isSelected || includes(perhaps, index)) {
        const traffic = this.compiler.trafficTo(rules[place], portTable);
        possible = trafficTable.union(possible, traffic);
        certain = isSelected && includes(groups?.[0] ?? NONE, place) ? trafficTable.union(certain, traffic) : certain;
      }
    }
    return possible === NO_TRAFFIC ? this.toOthers : this.boundsIfSelected(this.toOthers, certain, possible);
  }

  /**
   * The passage to a pod of which is known what rules that select it admit, in place of the passage to one like it that
   * no rule selects. Holds where there is at most one group of rules, the only ones that count as certain.
   */
  public boundsIfSelected(unselected: number, certain: number, possible: number): number {
    const { trafficTable } = this.boundsTable;
    const rest = this.boundsTable.get(unselected);
    return this.boundsTable.numberOf(
      trafficTable.union(rest.must, trafficTable.subtract(certain, this.dropped)),
      trafficTable.union(rest.may, trafficTable.subtract(possible, this.dropped)));
  }

  /** The cuts of the atoms at which a block of some rule begins or ends, in order. */
  public cuts(appears: Appearing): number[] {
    const ranges = this.isolation.rules.flatMap(({ peers }) => peers.addresses[appears]);
    return [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((left, right) => left - right);
  }

  private keyOf({ selected, appears, addressSignature, portTable, placement }: PeerView): string {
    const address = appears.some(one => this.looksAtAddresses[one]) ? addressSignature.key : '';
    return `${selected}|${appears}|${placement}|${address}|${this.looksAtPortNames ? portTable?.key : ''}`;
  }

  /** Certain is what passes in every guise of the peer, possible what passes in some. */
  private decide(
    peer: PeerView, toPod: (rule: CompiledRule) => number, toOthers: (rule: CompiledRule) => number,
  ): number {
    const { rules, groups, isPerhapsOpen, ownNode, subjectIsPerhapsNode } = this.isolation;
    const { trafficTable } = this.boundsTable;
    let certain = ALL_TRAFFIC;
    let possible = isPerhapsOpen || subjectIsPerhapsNode ? ALL_TRAFFIC : NO_TRAFFIC;
    for (const guise of this.guisesOf(peer)) {
      if (guise.isOwnNode && ownNode !== 'no') {
        certain = ownNode === 'yes' ? certain : NO_TRAFFIC;
        possible = ALL_TRAFFIC;
        continue;
      }
      const traffic = guise.appears === 'pod' ? toPod : toOthers;
      const answers = rules.map((rule, place) => admitsGuise(rule, place, guise, peer.selected));
      const admitted = (places: Iterable<number>, enough: number) => {
        let sum = NO_TRAFFIC;
        for (const place of places) {
          sum = answers[place] >= enough ? trafficTable.union(sum, traffic(rules[place])) : sum;
        }
        return sum;
      };
      certain = groups === undefined ? NO_TRAFFIC
        : groups.reduce((rest, group) => trafficTable.intersect(rest, admitted(group, CERTAINLY)), certain);
      possible = trafficTable.union(possible, admitted(rules.keys(), PERHAPS));
    }
    return this.boundsTable.numberOf(trafficTable.subtract(certain, this.dropped), trafficTable.subtract(possible, this.dropped));
  }

  private guisesOf({ appears, addressSignature, placement }: PeerView): CompiledGuise[] {
    return appears.flatMap(one => this.variantsOf(one, addressSignature).flatMap(addressed =>
      ownNodeCases(one, placement).map(isOwnNode => ({ appears: one, isOwnNode, addressed }))));
  }

  /** One for each set of rules that may have a block with the peer's address. */
  private variantsOf(
    appears: Appearing, { key, ranges }: AddressSignature,
  ): readonly (readonly boolean[] | undefined)[] {
    if (!this.looksAtAddresses[appears]) {
      return [undefined];
    }
    const name = `${appears} ${key}`;
    this.variants ??= new Map();
    let variants = this.variants.get(name);
    if (variants === undefined) {
      variants = addressVariants(this.isolation.rules, appears, ranges, this.cuts(appears));
      this.variants.set(name, variants);
    }
    return variants;
  }
}

const NONE: readonly number[] = [];

const AT_NO_ADDRESSES = { pod: false, node: false, outside: false };

function looksAt(appears: Appearing, rules: readonly CompiledRule[]): boolean {
  return rules.some(({ peers }) => peers.addresses[appears].length > 0);
}
