import { AddressAtoms, AtomRange } from './address-atoms';
import { ClassSelections, Selection, selectionKey } from './class-selections';
import { PortTable } from './classes';
import { AddressesPeer, Direction, Peer, PortMatch, Rule } from '../model/policy';
import { AddressSet } from '../sets/addresses';
import { ALL_PORTS, portRange } from '../sets/ports';
import { Ternary } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';

/** The peers of a rule, with every selector and block looked up. */
export interface CompiledPeers {
  /** The same for rules with equal peers. */
  readonly key: string;
  readonly everyone: boolean;
  readonly pods: Selection;
  /** Whether the rule admits addresses outside, whichever they are. */
  readonly world: boolean;
  /** Whether it admits nodes, whatever their addresses. */
  readonly nodes: Ternary;
  readonly addresses: Readonly<Record<Appearing, readonly AtomRange[]>>;
}

/** What an endpoint may count as when its address is compared. */
export type Appearing = 'pod' | 'node' | 'outside';

/** A rule, ready to be asked about classes and atoms. */
export interface CompiledRule {
  /** The same for rules that admit the same. */
  readonly key: string;
  readonly peers: CompiledPeers;
  /** The ports that are known by number. */
  readonly traffic: TrafficSet;
  /** Ports that the destination's table must be asked for, as `TCP http`; none for ingress, where that is the subject. */
  readonly portNames: readonly string[];
  /** Whether it admits traffic of protocols that no rule can name. */
  readonly everyProtocol: boolean;
}

/** Compiles each distinct rule once. */
export class RuleCompiler {
  private readonly compiledPeers = new Map<Rule, CompiledPeers>();
  private readonly peersByKey = new Map<string, CompiledPeers>();
  private readonly rules = new Map<Rule, Map<string, CompiledRule>>();
  private readonly rulesByKey = new Map<string, CompiledRule>();
  private readonly blocks = new Map<AddressSet, readonly AtomRange[]>();

  public constructor(private readonly selections: ClassSelections, private readonly atoms: AddressAtoms) {}

  /** The rule as it stands for a subject with these ports; one and the same object for rules that admit the same. */
  public compile(rule: Rule, direction: Direction, subject: PortTable): CompiledRule {
    const byTable = this.rules.get(rule) ?? new Map<string, CompiledRule>();
    this.rules.set(rule, byTable);
    const table = direction === 'ingress' && rule.ports.some(({ kind }) => kind === 'named') ? subject : undefined;
    const compiled = byTable.get(table?.key ?? '') ?? this.compileFor(rule, direction, table);
    byTable.set(table?.key ?? '', compiled);
    return compiled;
  }

  private compileFor(rule: Rule, direction: Direction, table: PortTable | undefined): CompiledRule {
    const peers = this.peersOf(rule);
    const names = [...new Set(rule.ports.flatMap(match => (match.kind === 'named' ? [nameKey(match)] : [])))].sort();
    const numbered = rule.ports.map(trafficOf).reduce((sum, traffic) => sum.union(traffic), TrafficSet.NONE);
    const traffic = table === undefined ? numbered : numbered.union(namedTraffic(names, table));
    const portNames = direction === 'egress' ? names : [];
    const everyProtocol = rule.ports.some(({ kind }) => kind === 'any');
    const key = JSON.stringify([peers.key, `${traffic}`, portNames, everyProtocol]);
    const compiled = this.rulesByKey.get(key) ?? { key, peers, traffic, portNames, everyProtocol };
    this.rulesByKey.set(key, compiled);
    return compiled;
  }

  private peersOf(rule: Rule): CompiledPeers {
    let compiled = this.compiledPeers.get(rule);
    if (compiled === undefined) {
      const key = JSON.stringify([...new Set(rule.peers.map(peer => this.keyOf(peer)))].sort());
      compiled = this.peersByKey.get(key) ?? this.compilePeers(key, rule.peers);
      this.peersByKey.set(key, compiled);
      this.compiledPeers.set(rule, compiled);
    }
    return compiled;
  }

  private compilePeers(key: string, peers: readonly Peer[]): CompiledPeers {
    const nodes = peers.map(peer => (peer.kind === 'outsiders' ? peer.nodes : 'no'));
    const blocks = peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses');
    const rangesOf = (some: readonly AddressesPeer[]) => some.flatMap(({ addresses }) => this.rangesOf(addresses));
    return {
      key,
      everyone: peers.some(({ kind }) => kind === 'everyone'),
      pods: unite(peers.flatMap(peer => (peer.kind === 'pods' ? [this.selections.of(peer.namespaces, peer.pods)] : []))),
      world: peers.some(peer => peer.kind === 'outsiders' && peer.world),
      nodes: nodes.includes('yes') ? 'yes' : nodes.includes('unknown') ? 'unknown' : 'no',
      addresses: {
        pod: rangesOf(blocks.filter(({ matchesPods }) => matchesPods)),
        node: rangesOf(blocks.filter(({ matchesNodes }) => matchesNodes)),
        outside: rangesOf(blocks),
      },
    };
  }

  private keyOf(peer: Peer): string {
    switch (peer.kind) {
      case 'everyone': return 'everyone';
      case 'outsiders': return `outsiders ${peer.world} ${peer.nodes}`;
      case 'addresses': {
        const ranges = this.rangesOf(peer.addresses).map(({ start, end }) => `${start}-${end}`);
        return `addresses ${ranges} ${peer.matchesPods} ${peer.matchesNodes}`;
      }
      case 'pods': return selectionKey(peer.namespaces, peer.pods);
    }
  }

  private rangesOf(addresses: AddressSet): readonly AtomRange[] {
    const ranges = this.blocks.get(addresses) ?? this.atoms.rangesOf(addresses);
    this.blocks.set(addresses, ranges);
    return ranges;
  }
}

/** The traffic to the ports that the destination calls so. */
export function namedTraffic(names: readonly string[], { numbers }: PortTable): TrafficSet {
  return names.flatMap(name => (numbers.get(name) ?? []).map(port =>
    TrafficSet.of(name.slice(0, name.indexOf(' ')) as 'TCP' | 'UDP' | 'SCTP', portRange(port))))
    .reduce((sum, traffic) => sum.union(traffic), TrafficSet.NONE);
}

function nameKey({ protocol, name }: PortMatch & { kind: 'named' }): string {
  return `${protocol} ${name}`;
}

function trafficOf(match: PortMatch): TrafficSet {
  switch (match.kind) {
    case 'any': return TrafficSet.ALL;
    // Numbers that are no port, as in a policy that no server has checked, match no packet.
    case 'numbered': return TrafficSet.of(match.protocol, match.ports.intersect(ALL_PORTS));
    case 'named': return TrafficSet.NONE;
  }
}

function unite(selections: readonly Selection[]): Selection {
  if (selections.length === 1) {
    return selections[0];
  }
  const certain = new Set(selections.flatMap(selection => [...selection.certain]));
  const perhaps = new Set(selections.flatMap(selection => [...selection.perhaps]).filter(index => !certain.has(index)));
  return { certain: Int32Array.from(certain).sort(), perhaps: Int32Array.from(perhaps).sort() };
}
