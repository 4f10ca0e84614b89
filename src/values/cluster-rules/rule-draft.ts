import { clusterPeerOf, ClusterPeer } from './cluster-peer';
import { clusterPortOf, ClusterPort } from './cluster-port';
import { kindOfPeer } from '../given';
import { IPeer } from '../peers/peer';
import { Port } from '../ports/port';
import { refuse } from '../refuse';
import { checkPlaced } from './placed-pods';
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

/** The rule in the words of the manifest, without the peers' field, which is called by the direction. */
interface WrittenRule {
  readonly name?: string;
  readonly action: RuleAction;
  readonly protocols?: readonly ClusterPort[];
  readonly peers: readonly ClusterPeer[];
}

/** Refuses what is wrong whatever workloads and somebody else's peers turn out to be at the synthesis. */
export function checkClusterRule(place: RulePlace, rule: ClusterRuleDraft): void {
  writeRule(place, rule, (field, peer) => {
    checkPlaced(place.where, field, peer);
    const kind = kindOfPeer(peer);
    return kind !== undefined && kind !== 'pods';
  });
}

/** Writes the rule, and refuses what the API server would refuse. To be called at synthesis. */
export function clusterRuleOf(place: RulePlace, rule: ClusterRuleDraft): object {
  const { peers, ...rest } = writeRule(place, rule, () => true);
  return { ...rest, [place.direction === 'ingress' ? 'from' : 'to']: peers };
}

function writeRule(
  place: RulePlace, rule: ClusterRuleDraft, isWritten: (field: string, peer: IPeer) => boolean,
): WrittenRule {
  const { name, action, peers, ports } = rule;
  const named = ports?.find(port => port.name !== undefined);
  const written = peers.flatMap((peer, index): ClusterPeer[] => {
    const field = `${place.peersField}[${index}]`;
    if (!isWritten(field, peer)) {
      return [];
    }
    const one = clusterPeerOf(place.where, field, peer);
    if (!('pods' in one) && !('namespaces' in one)) {
      refuseOutsider(place, { field, peer, written: one, action, named });
    }
    return [one];
  });
  return {
    ...(name !== undefined ? { name } : {}),
    action,
    ...(ports !== undefined ? { protocols: ports.map(clusterPortOf) } : {}),
    peers: written,
  };
}

interface Outsider {
  readonly field: string;
  readonly peer: IPeer;
  readonly written: ClusterPeer;
  readonly action: RuleAction;
  readonly named: Port | undefined;
}

/** Refuses addresses, nodes and domain names where only pods may stand. */
function refuseOutsider({ where, direction }: RulePlace, { field, peer, written, action, named }: Outsider): void {
  if (direction === 'ingress') {
    refuse(where, `\`${field}\` is ${shown(peer)}, but the source of an ingress rule can only be pods of the cluster`,
      'for connections to it write an egress rule; who may connect from outside is said by NetworkPolicies: '
      + '`DefaultDenyIngress` and `AllowCidr` in the namespace of the pods');
  }
  if ('domainNames' in written && action !== 'Accept') {
    refuse(where, `\`${field}\` is ${shown(peer)}, but only a rule that accepts can name domain names`,
      'accept the names that may be reached, and behind that deny the addresses: `ClusterRule.deny({ peers: [Cidr.internet()] })`');
  }
  if (named !== undefined) {
    refuse(where, `\`${field}\` is ${shown(peer)}, which has no port that is called \`${named.name}\``,
      'write the number of the port, or a rule for the pods and another one for the rest');
  }
}
