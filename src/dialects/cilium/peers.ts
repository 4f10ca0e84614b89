import { Agent } from './agent';
import { CLUSTER, podsOfNamespace, podsOfNamespaces } from './label-lookup';
import { CiliumOptions } from './options';
import { isAtLeast } from './version';
import { AddressesPeer, OutsidersPeer, Peer } from '../../model/peer';
import { holds, Requirement, Selector } from '../../model/selector';
import { ResourceAddressBlock, ResourcePeer, ResourceSelector } from '../../resources/network-policy';

/** The peers that one item of `from` or `to` admits. */
export function translatePeer(peer: ResourcePeer, namespace: string, hasPorts: boolean, agent: Agent): Peer[] {
  return peer.ipBlock === undefined
    ? translateSelectors(peer, namespace, agent) : [translateBlock(peer.ipBlock, hasPorts, agent)];
}

function translateSelectors(
  { podSelector = SELECT_ALL_PODS, namespaceSelector }: ResourcePeer, namespace: string, agent: Agent,
): Peer[] {
  const pods = withNameOfCluster(podSelector, agent.options);
  if (namespaceSelector === undefined) {
    return [{ kind: 'pods', ...podsOfNamespace(pods, namespace, agent) }];
  }
  return [
    { kind: 'pods', ...podsOfNamespaces(pods, namespaceSelector, agent) },
    ...agent.quirks.has('negative-selector-admits-outsiders') ? outsidersOf(namespaceSelector, pods, agent.options) : [],
  ];
}

const SELECT_ALL_PODS: ResourceSelector = { requirements: [], matchLabels: [] };

/** From 1.19 on a peer means the local cluster unless it names one, and an empty name is none. */
function withNameOfCluster(pods: ResourceSelector, { version, clusterName }: CiliumOptions): ResourceSelector {
  return !isAtLeast(version, '1.19') ? pods : {
    ...pods,
    requirements: pods.requirements.map((requirement, place) => (requirement.key === CLUSTER
      && place < pods.matchLabels.length && requirement.values[0] === '' ? { ...requirement, values: [clusterName] } : requirement)),
  };
}

/**
 * Without a positive requirement a selector matches identities that are not pods (cilium#46949). From 1.19 on it asks
 * for the local cluster too, unless it names a cluster itself, and no address outside is in any. Nodes are in the cluster
 * only where their labels are made identities, and not all of them in every release.
 */
function outsidersOf(
  namespaces: Selector, pods: Selector, { version, clusterName, nodeSelectorLabels }: CiliumOptions,
): OutsidersPeer[] {
  const aboutCluster = pods.requirements.filter(({ key }) => key === CLUSTER);
  const others = [...namespaces.requirements, ...pods.requirements.filter(({ key }) => key !== CLUSTER)];
  if (namespaces.requirements.length === 0 || !others.every(isNegative)) {
    return [];
  }
  const asksForLocal = isAtLeast(version, '1.19') && aboutCluster.length === 0;
  const world = !asksForLocal && aboutCluster.every(isNegative);
  const inCluster = nodeSelectorLabels && isAtLeast(version, '1.19')
    ? aboutCluster.every(requirement => holds(requirement, clusterName)) : world;
  const nodes = world === inCluster ? (world ? 'yes' : 'no') : 'unknown';
  return world || nodes !== 'no' ? [{ kind: 'outsiders', world, nodes }] : [];
}

function isNegative({ operator }: Requirement): boolean {
  return operator === 'NotIn' || operator === 'DoesNotExist';
}

/** An ipBlock matches only addresses outside the cluster, unless the agent is configured to match nodes or pods too. */
export function translateBlock(
  { cidr, except, addresses }: ResourceAddressBlock, hasPorts: boolean, agent: Agent,
): Peer {
  const { options, quirks } = agent;
  if (addresses.isEmpty && hasPorts && quirks.has('empty-ip-block-admits-everybody')) {
    // Cilium turns a block that its exceptions cover entirely into an empty list of peers, which admits everybody.
    return { kind: 'everyone' };
  }
  const matchesAll = !quirks.has('ip-block-is-outside-only');
  const block: AddressesPeer = {
    kind: 'addresses',
    addresses,
    cidr,
    exceptCidrs: except,
    matchesPods: matchesAll || (options.cidrMatchesPods && isAtLeast(options.version, '1.20')),
    matchesNodes: matchesAll || options.cidrMatchesNodes,
  };
  return block;
}
