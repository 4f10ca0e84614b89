import { Peer } from '../model/peer';
import { Effect, Policy, Rule, Section, Subject } from '../model/policy';
import { PortMatch } from '../model/port-match';
import {
  AdminAction, AdminNetwork, AdminPeer, AdminPods, AdminPolicyResource, AdminPort, AdminRule,
} from '../resources/admin-policy';
import { portRange, PROTOCOLS } from '../sets/ports';

/** What an enforcer may read in its own way. */
export interface AdminReading {
  /** The pods that a selector of labels means, and those of namespaces. */
  readonly podsOf: (pods: AdminPods) => Subject;
  readonly peersOf: (pods: AdminPods) => readonly Peer[];
  readonly networkOf: (network: AdminNetwork) => Peer;
  /** Whether it is not known what it makes of nodes that are selected by labels. */
  readonly nodesAreOpen: boolean;
}

/** What the specification says. */
export const AS_SPECIFIED: AdminReading = {
  podsOf: selectedPods,
  peersOf: pods => [{ kind: 'pods', ...selectedPods(pods) }],
  networkOf: ({ cidr, addresses }) =>
    ({ kind: 'addresses', addresses, cidr, exceptCidrs: [], matchesPods: true, matchesNodes: true }),
  nodesAreOpen: false,
};

/**
 * A ClusterNetworkPolicy, or one of the two kinds before it. It never isolates: what none of its rules matches is left to
 * the policies after it.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/
 */
export function translateAdminPolicy(resource: AdminPolicyResource, reading: AdminReading): Policy {
  const { kind, tier, priority, name, subject, origin } = resource;
  return {
    kind,
    tier,
    priority,
    namespace: '',
    name,
    subject: reading.podsOf(subject),
    egress: translateSection(resource.egress, reading),
    ingress: translateSection(resource.ingress, reading),
    origin,
  };
}

function selectedPods({ namespaceSelector, podSelector }: AdminPods): Subject {
  return {
    namespaces: { kind: 'labeled', selector: { requirements: namespaceSelector.requirements } },
    pods: { requirements: podSelector.requirements },
    skipsHostNetwork: true,
  };
}

function translateSection(rules: readonly AdminRule[], reading: AdminReading): Section | undefined {
  return rules.length === 0 ? undefined : { isolates: false, rules: rules.map(rule => translateRule(rule, reading)) };
}

/**
 * A rule of which an enforcer does not know a field fails closed: to accept, it matches nothing, and otherwise it denies
 * everything.
 */
function translateRule({ index, name, action, peers, ports, isOpen }: AdminRule, reading: AdminReading): Rule {
  const named = { index, ...name === undefined ? {} : { name } };
  if (peers.some(({ kind }) => kind === 'unknown')) {
    return action === 'Accept' ? { ...named, effect: 'allow', peers: [], ports: [] }
      : { ...named, effect: 'deny', peers: [{ kind: 'everyone' }], ports: [{ kind: 'any' }] };
  }
  const isOpenHere = isOpen || (reading.nodesAreOpen && peers.some(({ kind }) => kind === 'nodes'));
  return {
    ...named,
    effect: EFFECTS[action],
    peers: peers.flatMap(peer => translatePeer(peer, reading)),
    ports: ports === undefined ? [{ kind: 'any' }] : ports.flatMap(translatePort),
    ...isOpenHere ? { isOpen: true } : {},
  };
}

const EFFECTS: Readonly<Record<AdminAction, Effect>> = { Accept: 'allow', Deny: 'deny', Pass: 'pass' };

function translatePeer(peer: AdminPeer, reading: AdminReading): readonly Peer[] {
  switch (peer.kind) {
    case 'pods': return reading.peersOf(peer);
    case 'networks': return peer.networks.map(reading.networkOf);
    case 'nodes': return [{ kind: 'nodes', nodes: { requirements: peer.nodes.requirements } }];
    case 'domain-names': return [{ kind: 'names', names: peer.names }];
    case 'unknown': return [];
  }
}

/** The name of a port is looked up whatever its protocol. */
function translatePort(port: AdminPort): PortMatch[] {
  return port.kind === 'numbers' ? [{ kind: 'numbered', protocol: port.protocol, ports: portRange(port.first, port.last) }]
    : PROTOCOLS.map(protocol => ({ kind: 'named', protocol, name: port.name }));
}
