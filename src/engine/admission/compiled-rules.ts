import { PortTraffic } from './port-traffic';
import { AddressesPeer, Peer, PodsPeer } from '../../model/peer';
import { TrafficDirection, Rule } from '../../model/policy';
import { Selector } from '../../model/selector';
import { AddressSet } from '../../sets/addresses';
import { Ternary } from '../../sets/ternary';
import { AddressAtoms, AtomRange } from '../atoms/address-atoms';
import { TrafficTable } from '../atoms/traffic-table';
import { ClassSelections } from '../classes/class-selections';
import { PortTable } from '../classes/classes';
import { NO_SELECTION, Selection } from '../classes/selections';

/** The peers of a rule: selectors resolved to classes, address blocks to atoms. */
export interface CompiledPeers {
  /** Equal for rules whose peers mean the same. */
  readonly number: number;
  /** Whether only pods in `pods` are admitted: the peers are nothing but selectors. */
  readonly onlySelected: boolean;
  readonly everyone: boolean;
  /** The classes that the pod selectors of the rule select. */
  readonly pods: Selection;
  /** Whether the rule matches every address outside the cluster. */
  readonly world: Ternary;
  /** Whether the rule matches every node, whatever its address. */
  readonly nodes: Ternary;
  /** What the rule asks of the labels of a node. Pods on the host network match too, wherever they count as pods. */
  readonly nodeSelectors: readonly Selector[];
  /** Whether the rule names DNS names, which may stand for anything but a pod with an address of its own. */
  readonly names: boolean;
  /** The address blocks of the rule that apply to peers with this appearance. */
  readonly addresses: Readonly<Record<Appearance, readonly AtomRange[]>>;
}

/** What a peer may count as. It decides what can admit the peer: selectors, address blocks or `world` and `nodes`. */
export type Appearance = 'pod' | 'node' | 'outside';

/** A rule, ready to be asked about classes and atoms. Rules that admit the same are compiled to one object. */
export interface CompiledRule {
  readonly number: number;
  readonly peers: CompiledPeers;
  /** The number of the traffic that does not depend on the port names of the peer. */
  readonly traffic: number;
  /** Port names to look up on the peer, as `TCP http`. None for ingress: there the subject has the ports. */
  readonly portNames: readonly string[];
  /** Whether it matches every protocol, also those without ports, which no rule can name. */
  readonly everyProtocol: boolean;
  /** Whether it perhaps matches nothing, whatever it says. */
  readonly isOpen: boolean;
}

/** More than a cluster has sets of traffic, so that the numbers of peers and of traffic fit into one number. */
const MOST_TRAFFICS = 2 ** 24;

/** Compiles each distinct rule once. */
export class RuleCompiler {
  private readonly rules = new Map<Rule, CompiledRule>();
  /** Ingress rules with named ports, whose traffic depends on the port table of the subject. */
  private readonly rulesOfTables = new Map<PortTable, Map<Rule, CompiledRule>>();
  private readonly rulesByKey = new Map<string | number, CompiledRule>();
  private readonly peersByKey = new Map<string | number, CompiledPeers>();
  private readonly blocks = new Map<AddressSet, readonly AtomRange[]>();
  private readonly ports: PortTraffic;
  /** By port table, then `portNames` of a rule: the number of the traffic to those ports. */
  private readonly named = new Map<PortTable, Map<readonly string[], number>>();

  public constructor(
    private readonly selections: ClassSelections,
    private readonly atoms: AddressAtoms,
    private readonly trafficTable: TrafficTable,
  ) {
    this.ports = new PortTraffic(trafficTable);
  }

  /** Compiles a rule for a subject with these ports; the same object for rules that admit the same. */
  public compile(rule: Rule, direction: TrafficDirection, subject: PortTable): CompiledRule {
    const table = direction === 'ingress' && hasNamedPorts(rule) ? subject : undefined;
    const known = table === undefined ? this.rules : this.rulesFor(table);
    let compiled = known.get(rule);
    if (compiled === undefined) {
      compiled = this.compileFor(rule, direction, table);
      known.set(rule, compiled);
    }
    return compiled;
  }

  /** The number of the traffic that the rule admits to a pod with these ports. */
  public trafficTo({ traffic, portNames }: CompiledRule, table: PortTable): number {
    if (portNames.length === 0) {
      return traffic;
    }
    const known = this.named.get(table) ?? new Map<readonly string[], number>();
    this.named.set(table, known);
    const named = known.get(portNames) ?? this.ports.ofNames(portNames, table);
    known.set(portNames, named);
    return this.trafficTable.union(traffic, named);
  }

  private rulesFor(table: PortTable): Map<Rule, CompiledRule> {
    const found = this.rulesOfTables.get(table) ?? new Map<Rule, CompiledRule>();
    this.rulesOfTables.set(table, found);
    return found;
  }

  private compileFor(rule: Rule, direction: TrafficDirection, table: PortTable | undefined): CompiledRule {
    const peers = this.peersOf(rule);
    const names = hasNamedPorts(rule) ? namesIn(rule) : [];
    const numbered = this.ports.of(rule.ports);
    const traffic = table === undefined ? numbered
      : this.trafficTable.union(numbered, this.ports.ofNames(names, table));
    const portNames = direction === 'egress' ? names : [];
    const everyProtocol = rule.ports.some(({ kind }) => kind === 'any');
    const isOpen = rule.isOpen === true;
    const key = portNames.length > 0 || isOpen ? `${peers.number} ${traffic} ${everyProtocol} ${isOpen} ${JSON.stringify(portNames)}`
      : (peers.number * MOST_TRAFFICS + traffic) * 2 + Number(everyProtocol);
    let compiled = this.rulesByKey.get(key);
    if (compiled === undefined) {
      compiled = { number: this.rulesByKey.size, peers, traffic, portNames, everyProtocol, isOpen };
      this.rulesByKey.set(key, compiled);
    }
    return compiled;
  }

  private peersOf({ peers }: Rule): CompiledPeers {
    const keys = new Set(peers.map(peer => this.keyOf(peer)));
    const key = keys.size === 1 ? [...keys][0] : [...keys].sort().join('|');
    let compiled = this.peersByKey.get(key);
    if (compiled === undefined) {
      compiled = this.compilePeers(this.peersByKey.size, peers);
      this.peersByKey.set(key, compiled);
    }
    return compiled;
  }

  private compilePeers(number: number, peers: readonly Peer[]): CompiledPeers {
    if (peers.length === 1 && peers[0].kind === 'pods') {
      // `peersByKey` asks about each selection only once, so the cache of `ClassSelections` is not needed.
      return { ...NOBODY, number, pods: this.selections.select(peers[0]) };
    }
    const nodes = peers.map(peer => (peer.kind === 'outsiders' ? peer.nodes : 'no'));
    const blocks = peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses');
    const rangesOf = (some: readonly AddressesPeer[]) => some.flatMap(({ addresses }) => this.rangesOf(addresses));
    return {
      number,
      onlySelected: peers.every(({ kind }) => kind === 'pods'),
      everyone: peers.some(({ kind }) => kind === 'everyone'),
      pods: this.selections.ofAny(peers.filter((peer): peer is PodsPeer => peer.kind === 'pods')),
      world: peers.some(peer => peer.kind === 'outsiders' && peer.world) ? 'yes' : 'no',
      nodes: nodes.includes('yes') ? 'yes' : nodes.includes('unknown') ? 'unknown' : 'no',
      nodeSelectors: peers.flatMap(peer => (peer.kind === 'nodes' ? [peer.nodes] : [])),
      names: peers.some(({ kind }) => kind === 'names'),
      addresses: blocks.length === 0 ? NOBODY.addresses : {
        pod: rangesOf(blocks.filter(({ matchesPods }) => matchesPods)),
        node: rangesOf(blocks.filter(({ matchesNodes }) => matchesNodes)),
        outside: rangesOf(blocks),
      },
    };
  }

  /** Equal for peers that mean the same. A number for pod selectors, as most peers are: quicker than a text. */
  private keyOf(peer: Peer): string | number {
    switch (peer.kind) {
      case 'everyone': return 'everyone';
      case 'outsiders': return `outsiders ${peer.world} ${peer.nodes}`;
      case 'addresses': {
        const ranges = this.rangesOf(peer.addresses).map(({ start, end }) => `${start}-${end}`);
        return `addresses ${ranges} ${peer.matchesPods} ${peer.matchesNodes}`;
      }
      case 'nodes': return `nodes ${JSON.stringify(peer.nodes.requirements)}`;
      case 'names': return 'names';
      case 'pods': return this.selections.numberOf(peer);
    }
  }

  private rangesOf(addresses: AddressSet): readonly AtomRange[] {
    const ranges = this.blocks.get(addresses) ?? this.atoms.rangesOf(addresses);
    this.blocks.set(addresses, ranges);
    return ranges;
  }
}

const NOBODY: Omit<CompiledPeers, 'number'> = {
  onlySelected: true,
  everyone: false,
  pods: NO_SELECTION,
  world: 'no',
  nodes: 'no',
  nodeSelectors: [],
  names: false,
  addresses: { pod: [], node: [], outside: [] },
};

function hasNamedPorts({ ports }: Rule): boolean {
  return ports.some(({ kind }) => kind === 'named');
}

function namesIn({ ports }: Rule): string[] {
  const names = ports.flatMap(match => (match.kind === 'named' ? [`${match.protocol} ${match.name}`] : []));
  return [...new Set(names)].sort();
}
