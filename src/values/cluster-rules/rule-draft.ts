import { checkCount } from './check-rule';
import { clusterPeersOf, ClusterPeer } from './cluster-peer';
import { clusterPortOf } from './cluster-port';
import { checkPlaced } from './placed-pods';
import { kindOfPeer } from '../given';
import { IPeer } from '../peers/peer';
import { PeerKind } from '../peers/peer-kind';
import { Port } from '../ports/port';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** What a rule does with the connections that it matches, in the words of the manifest. */
export type RuleAction = 'Accept' | 'Deny' | 'Pass';

/** One rule before it is a manifest. */
export interface ClusterRuleDraft {
  readonly name?: string;
  readonly action: RuleAction;
  readonly peers: readonly IPeer[];
  /** Undefined for every port of every protocol. */
  readonly ports?: readonly Port[];
}

/** Where a rule stands, for messages. */
export interface RulePlace {
  readonly where: string;
  /** What the peers are called there: `peers`, `ingress[0].peers`. */
  readonly peersField: string;
  /** Undefined where it is not known yet. */
  readonly direction?: 'ingress' | 'egress';
}

/** Refuses what is wrong whatever workloads, lazy labels and somebody else's peers turn out to be at the synthesis. */
export function checkClusterRule(place: RulePlace, rule: ClusterRuleDraft): void {
  rule.peers.forEach((peer, index) => {
    const field = `${place.peersField}[${index}]`;
    const kind = kindOfPeer(peer);
    checkPlaced(place.where, field, peer);
    if (kind === 'addresses') {
      clusterPeersOf(place.where, field, peer);
    }
    refuseOutsider(place, rule, { field, peer, kind });
  });
}

/** Writes the rule, and refuses what the API server would refuse. To be called at synthesis. */
export function clusterRuleOf(place: RulePlace, rule: ClusterRuleDraft): object {
  const { name, action, peers, ports } = rule;
  const written = peers.flatMap((peer, index) => {
    const field = `${place.peersField}[${index}]`;
    const choices = clusterPeersOf(place.where, field, peer);
    choices.forEach(one => refuseOutsider(place, rule, { field, peer, kind: kindOf(one) }));
    return choices;
  });
  checkCount(place.where, place.peersField, written, 'peers', 'write the rest into another rule that does the same');
  return {
    ...(name !== undefined ? { name } : {}),
    action,
    [place.direction === 'ingress' ? 'from' : 'to']: written,
    ...(ports !== undefined ? { protocols: ports.map(clusterPortOf) } : {}),
  };
}

function kindOf(peer: ClusterPeer): PeerKind {
  if ('networks' in peer) {
    return 'addresses';
  }
  return 'nodes' in peer ? 'nodes' : 'domainNames' in peer ? 'domain names' : 'pods';
}

interface PlacedPeer {
  readonly field: string;
  readonly peer: IPeer;
  readonly kind: PeerKind | undefined;
}

/** Refuses addresses, nodes and domain names where only pods may stand. */
function refuseOutsider(
  { where, direction }: RulePlace, { action, ports }: ClusterRuleDraft, { field, peer, kind }: PlacedPeer,
): void {
  if (kind === undefined || kind === 'pods' || kind === 'namespaces') {
    return;
  }
  if (direction === 'ingress') {
    refuse(where, `\`${field}\` is ${shown(peer)}, but the source of an ingress rule can only be pods of the cluster`,
      'for connections to it write an egress rule; who may connect from outside is said by NetworkPolicies: '
      + '`DefaultDenyIngress` and `AllowCidr` in the namespace of the pods');
  }
  if (kind === 'domain names' && action !== 'Accept') {
    refuse(where, `\`${field}\` is ${shown(peer)}, but only a rule that accepts can name domain names`,
      'accept the names that may be reached, and behind that deny the addresses: `ClusterRule.deny({ peers: [Cidr.internet()] })`');
  }
  const named = ports?.find(port => port.name !== undefined);
  if (named !== undefined) {
    refuse(where, `\`${field}\` is ${shown(peer)}, which has no port that is called \`${named.name}\``,
      'write the number of the port, or a rule for the pods and another one for the rest');
  }
}
