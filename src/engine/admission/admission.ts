import { Appearance, CompiledRule, RuleCompiler } from './compiled-rules';
import {
  addressVariants, CERTAINLY, CompiledGuise, Isolation, matchesGuise, NodesByName, ownNodeCases, PeerView, PERHAPS,
} from './isolation';
import { boundsOnLadder } from './ladder-bounds';
import { selectsNodes } from '../../model/node-selection';
import { AddressSignature } from '../atoms/address-atoms';
import { BoundsTable } from '../atoms/bounds-table';
import { ALL_TRAFFIC, NO_TRAFFIC } from '../atoms/traffic-table';
import { WorkloadClass } from '../classes/classes';
import { includes } from '../classes/selections';

/** What the policies of a subject admit in one direction, peer by peer. Peers that look alike are computed once. */
export class Admission {
  /** Whether some rule has an address block that applies to peers with this appearance. */
  public readonly looksAtAddresses: Readonly<Record<Appearance, boolean>>;
  /** Whether some rule names ports that have to be looked up on the peer. */
  public readonly looksAtPortNames: boolean;
  /** What rules ask of the labels of nodes, or that they name DNS names. */
  public readonly looksAtNodes: boolean;
  /** Whether rules admit only pods that they select: all other peers, except the own node, get `unselectedBounds`. */
  public readonly onlySelects: boolean;
  /** Whether each rule adds to the bounds by itself. With several groups it does not, since all of them must agree. */
  public readonly addsUp: boolean;
  /** Whether `boundsForClass` may be asked: which rules select a pod is all that counts, and each adds by itself. */
  public readonly canAdd: boolean;
  /** The bounds for peers that no rule selects; meaningful only with `onlySelects`. */
  public readonly unselectedBounds: number;
  private boundsByKey: Map<string, number> | undefined;
  private variants: Map<string, readonly (readonly boolean[])[]> | undefined;
  private cutsByAppearance: Map<Appearance, readonly number[]> | undefined;

  /** @param dropped the traffic that the enforcer drops, whatever the policies say */
  public constructor(
    public readonly isolation: Isolation,
    private readonly boundsTable: BoundsTable,
    private readonly compiler: RuleCompiler,
    private readonly dropped: number,
    private readonly nodes: NodesByName,
  ) {
    const { rules, groups, isPerhapsOpen, ladder } = isolation;
    this.onlySelects = ladder === undefined && rules.every(({ peers }) => peers.onlySelected);
    this.looksAtNodes = rules.some(({ peers }) => peers.nodeSelectors.length > 0);
    this.looksAtAddresses = this.onlySelects ? LOOKS_AT_NO_ADDRESSES
      : { pod: hasBlocksFor('pod', rules), node: hasBlocksFor('node', rules), outside: hasBlocksFor('outside', rules) };
    this.looksAtPortNames = rules.some(({ portNames }) => portNames.length > 0);
    this.addsUp = ladder === undefined && (groups === undefined || groups.length === 1);
    this.canAdd = this.onlySelects && this.addsUp;
    this.unselectedBounds = boundsTable.numberOf(
      boundsTable.trafficTable.subtract(groups?.length === 0 ? ALL_TRAFFIC : NO_TRAFFIC, dropped),
      boundsTable.trafficTable.subtract(isPerhapsOpen ? ALL_TRAFFIC : NO_TRAFFIC, dropped));
  }

  /** `PeerView.selected` of a pod that no rule selects. */
  public get selectedByNone(): string {
    return '0'.repeat(this.isolation.rules.length);
  }

  /** The number of the bounds that the policies of the subject set on traffic with the peer. */
  public boundsFor(peer: PeerView): number {
    const key = this.keyOf(peer);
    this.boundsByKey ??= new Map();
    let bounds = this.boundsByKey.get(key);
    if (bounds === undefined) {
      const { portTable } = peer;
      const podTraffic = (rule: CompiledRule) =>
        (portTable === undefined ? rule.traffic : this.compiler.trafficTo(rule, portTable));
      bounds = this.decide(peer, podTraffic, rule => rule.traffic);
      this.boundsByKey.set(key, bounds);
    }
    return bounds;
  }

  /**
   * As `boundsFor`, for a protocol without ports, such as ICMP: `ALL_TRAFFIC` is all of it, `NO_TRAFFIC` none.
   *
   * @param isProtocolOpen whether it is open what isolation means for it
   */
  public boundsWithoutPorts(peer: PeerView, isProtocolOpen: boolean): number {
    const traffic = ({ everyProtocol }: CompiledRule) => (everyProtocol ? ALL_TRAFFIC : NO_TRAFFIC);
    return this.decide(peer, traffic, traffic, isProtocolOpen);
  }

  /** As `boundsFor`, but faster, for pods that are not on the host network. Requires `canAdd`. */
  public boundsForClass({ index, portTable }: WorkloadClass): number {
    const { rules, groups } = this.isolation;
    const { trafficTable } = this.boundsTable;
    let must = NO_TRAFFIC;
    let may = NO_TRAFFIC;
    for (let place = 0; place < rules.length; place += 1) {
      const { certain, perhaps } = rules[place].peers.pods;
      const isCertain = includes(certain, index);
      if (isCertain || includes(perhaps, index)) {
        const traffic = this.compiler.trafficTo(rules[place], portTable);
        may = trafficTable.union(may, traffic);
        must = isCertain && includes(groups?.[0] ?? NONE, place) ? trafficTable.union(must, traffic) : must;
      }
    }
    return may === NO_TRAFFIC ? this.unselectedBounds : this.boundsIfSelected(this.unselectedBounds, must, may);
  }

  /**
   * The bounds for a pod that rules select. Requires `addsUp`.
   *
   * @param unselected the bounds for a pod of the same shape that no rule selects
   * @param must what those rules of the only group admit that certainly select the pod
   * @param may what those rules admit that select the pod for certain or perhaps
   */
  public boundsIfSelected(unselected: number, must: number, may: number): number {
    const { trafficTable } = this.boundsTable;
    const rest = this.boundsTable.get(unselected);
    return this.boundsTable.numberOf(
      trafficTable.union(rest.must, trafficTable.subtract(must, this.dropped)),
      trafficTable.union(rest.may, trafficTable.subtract(may, this.dropped)));
  }

  /** The atoms at which a block of some rule begins or ends, ascending. Rules cannot tell apart atoms in between. */
  public cuts(appearance: Appearance): readonly number[] {
    this.cutsByAppearance ??= new Map();
    let cuts = this.cutsByAppearance.get(appearance);
    if (cuts === undefined) {
      const ranges = this.isolation.rules.flatMap(({ peers }) => peers.addresses[appearance]);
      cuts = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort((left, right) => left - right);
      this.cutsByAppearance.set(appearance, cuts);
    }
    return cuts;
  }

  /** By place: what each rule that asks for labels of nodes says of the node, which is one of these. */
  public answersAboutNode(names: readonly string[] | undefined): string[][] {
    return !this.looksAtNodes ? [] : this.isolation.rules.map(({ peers }) =>
      peers.nodeSelectors.map(selector => selectsNodes(this.nodes, selector, names)));
  }

  private keyOf({ selected, appearance, addressSignature, portTable, placement, node }: PeerView): string {
    const address = this.looksAtAddresses[appearance] ? addressSignature.key : '';
    const names = node === undefined ? '' : `node ${this.looksAtNodes ? JSON.stringify(node.names) : ''}`;
    return `${selected}|${appearance}|${placement}|${address}|${this.looksAtPortNames ? portTable?.key : ''}|${names}`;
  }

  /** `must` is what passes in every guise of the peer, `may` is what passes in some guise. */
  private decide(
    peer: PeerView, podTraffic: (rule: CompiledRule) => number, otherTraffic: (rule: CompiledRule) => number,
    isProtocolOpen: boolean = false,
  ): number {
    const { rules, groups, isPerhapsOpen, ownNode, ladder } = this.isolation;
    const { trafficTable } = this.boundsTable;
    let must = ALL_TRAFFIC;
    let may = isPerhapsOpen && ladder === undefined ? ALL_TRAFFIC : NO_TRAFFIC;
    for (const guise of this.guisesOf(peer)) {
      const traffic = guise.appearance === 'pod' ? podTraffic : otherTraffic;
      const answers = rules.map((rule, place) => matchesGuise(this.nodes, rule, place, guise, peer));
      if (ladder !== undefined) {
        const said = { answers, trafficOf: traffic, isOwnNode: guise.isOwnNode, isProtocolOpen };
        const bounds = boundsOnLadder(trafficTable, this.isolation, ladder, said);
        must = trafficTable.intersect(must, bounds.must);
        may = trafficTable.union(may, bounds.may);
        continue;
      }
      if (guise.isOwnNode && ownNode !== 'no') {
        must = ownNode === 'yes' ? must : NO_TRAFFIC;
        may = ALL_TRAFFIC;
        continue;
      }
      const admitted = (places: Iterable<number>, enough: number) => {
        let sum = NO_TRAFFIC;
        for (const place of places) {
          sum = answers[place] >= enough ? trafficTable.union(sum, traffic(rules[place])) : sum;
        }
        return sum;
      };
      must = groups === undefined ? NO_TRAFFIC
        : groups.reduce((rest, group) => trafficTable.intersect(rest, admitted(group, CERTAINLY)), must);
      may = trafficTable.union(may, admitted(rules.keys(), PERHAPS));
    }
    return this.boundsTable.numberOf(
      trafficTable.subtract(must, this.dropped), trafficTable.subtract(may, this.dropped));
  }

  private guisesOf({ appearance, addressSignature, placement }: PeerView): CompiledGuise[] {
    return this.variantsOf(appearance, addressSignature).flatMap(addressed =>
      ownNodeCases(appearance, placement).map(isOwnNode => ({ appearance, isOwnNode, addressed })));
  }

  /** The distinct values of `CompiledGuise.addressed` for the peer; `undefined` alone if addresses do not count. */
  private variantsOf(
    appearance: Appearance, { key, ranges }: AddressSignature,
  ): readonly (readonly boolean[] | undefined)[] {
    if (!this.looksAtAddresses[appearance]) {
      return [undefined];
    }
    const name = `${appearance} ${key}`;
    this.variants ??= new Map();
    let variants = this.variants.get(name);
    if (variants === undefined) {
      variants = addressVariants(this.isolation.rules, appearance, ranges, this.cuts(appearance));
      this.variants.set(name, variants);
    }
    return variants;
  }
}

const NONE: readonly number[] = [];

const LOOKS_AT_NO_ADDRESSES = { pod: false, node: false, outside: false };

function hasBlocksFor(appearance: Appearance, rules: readonly CompiledRule[]): boolean {
  return rules.some(({ peers }) => peers.addresses[appearance].length > 0);
}
