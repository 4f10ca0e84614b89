import { NamespaceScope, Peer } from '../model/peer';
import { TrafficDirection, Policy, Rule, Subject } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { formatSelector } from '../model/selector';
import { NAMESPACE_NAME_LABEL } from '../model/snapshot';
import { ALL_PORTS, formatPorts } from '../sets/ports';
import { oneLine } from '../sets/visible';

/** `rule 1: to app=orders, TCP 8080`: the rule in terms of the manifest, where rules count from 1. */
export function describeRule(policy: Policy, direction: TrafficDirection, rule: Rule): string {
  const peers = rule.peers.map(peer => describePeer(peer, policy.namespace)).join(' or ') || 'nobody';
  return `${nameRule(rule)}: ${toWhom(direction, peers, rule)}`;
}

/** `rule 1, item 2 of 5: to app=orders, TCP 8080`: of a rule with many peers only the one that is spoken of. */
export function describeItem(policy: Policy, direction: TrafficDirection, rule: Rule, peer: Peer): string {
  const { length } = rule.peers;
  const place = length === 1 ? '' : `, item ${rule.peers.indexOf(peer) + 1} of ${length}`;
  return `${nameRule(rule)}${place}: ${toWhom(direction, describePeer(peer, policy.namespace), rule)}`;
}

function toWhom(direction: TrafficDirection, peers: string, { ports }: Rule): string {
  return `${direction === 'egress' ? 'to' : 'from'} ${peers}, ${describePortMatches(ports)}`;
}

/** `rule 1`, or `rule 1 (metadata)` where the manifest gives it a name. */
export function nameRule({ index, name }: Pick<Rule, 'index' | 'name'>): string {
  return name === undefined ? `rule ${index + 1}` : oneLine(`rule ${index + 1} (${name})`);
}

/** `app=web`, `app=web in shop`, `10.0.0.0/8 except 10.1.0.0/16`, `anybody`. */
export function describePeer(peer: Peer, policyNamespace: string): string {
  switch (peer.kind) {
    case 'everyone':
      return 'anybody';
    case 'outsiders':
      return [...peer.world ? ['addresses outside'] : [], ...peer.nodes === 'no' ? [] : ['nodes']].join(' and ');
    case 'nodes':
      return peer.nodes.requirements.length === 0 ? 'all nodes' : `nodes with ${formatSelector(peer.nodes)}`;
    case 'names':
      return oneLine(peer.names.join(' or '));
    case 'addresses':
      return peer.exceptCidrs.length === 0 ? peer.cidr : `${peer.cidr} except ${peer.exceptCidrs.join(', ')}`;
    case 'pods': {
      const pods = peer.pods.requirements.length === 0 ? 'all pods' : formatSelector(peer.pods);
      const isLocal = peer.namespaces.kind === 'named' && peer.namespaces.name === policyNamespace;
      return isLocal ? pods : `${pods} in ${describeScope(peer.namespaces)}`;
    }
  }
}

/** `app=web in shop`, `all pods in namespaces with team=a`. */
export function describeSubject({ namespaces, pods }: Subject): string {
  return `${pods.requirements.length === 0 ? 'all pods' : formatSelector(pods)} in ${describeScope(namespaces)}`;
}

/** `shop`, `all namespaces`, `namespaces with team=a`. */
export function describeScope(scope: NamespaceScope): string {
  if (scope.kind === 'named') {
    return scope.name;
  }
  const { requirements } = scope.selector;
  if (requirements.length === 0) {
    return 'all namespaces';
  }
  const [only] = requirements;
  return requirements.length === 1 && only.key === NAMESPACE_NAME_LABEL && only.operator === 'In'
    ? only.values.join(' or ') : `namespaces with ${formatSelector(scope.selector)}`;
}

export function describePortMatches(matches: readonly PortMatch[]): string {
  return matches.map(describePortMatch).join(', ') || 'no port';
}

function describePortMatch(match: PortMatch): string {
  switch (match.kind) {
    case 'any': return 'every port';
    case 'named': return `${match.protocol} ${match.name}`;
    case 'numbered':
      return match.ports.equals(ALL_PORTS)
        ? `every ${match.protocol} port` : `${match.protocol} ${formatPorts(match.ports)}`;
  }
}
