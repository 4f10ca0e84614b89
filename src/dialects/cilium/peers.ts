import { Agent } from './agent';
import { podsOfNamespace, podsOfNamespaces } from './label-lookup';
import { CiliumOptions } from './options';
import { isAtLeast } from './version';
import { AddressesPeer, OutsidersPeer, Peer } from '../../model/peer';
import { Selector } from '../../model/selector';
import { ResourceAddressBlock, ResourcePeer, ResourceSelector } from '../../resources/network-policy';

/** The peers that one item of `from` or `to` admits. */
export function translatePeer(peer: ResourcePeer, namespace: string, hasPorts: boolean, agent: Agent): Peer[] {
  return peer.ipBlock === undefined
    ? translateSelectors(peer, namespace, agent) : [translateBlock(peer.ipBlock, hasPorts, agent)];
}

function translateSelectors(
  { podSelector = SELECT_ALL_PODS, namespaceSelector }: ResourcePeer, namespace: string, agent: Agent,
): Peer[] {
  if (namespaceSelector === undefined) {
    return [{ kind: 'pods', ...podsOfNamespace(podSelector, namespace, agent) }];
  }
  return [
    { kind: 'pods', ...podsOfNamespaces(podSelector, namespaceSelector, agent) },
    ...agent.quirks.has('negative-selector-admits-outsiders')
      ? outsidersOf(namespaceSelector, podSelector, agent.options) : [],
  ];
}

const SELECT_ALL_PODS: ResourceSelector = { requirements: [], matchLabels: [] };

/**
 * Without a positive requirement a selector matches identities that are not pods (cilium#46949). From 1.19 on it asks
 * for the local cluster too, which no address outside is in, and nodes are only where their labels are made identities.
 */
function outsidersOf(
  namespaces: Selector, pods: Selector, { version, nodeSelectorLabels }: CiliumOptions,
): OutsidersPeer[] {
  const isNegative = ({ requirements }: Selector) =>
    requirements.every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
  if (namespaces.requirements.length === 0 || !isNegative(namespaces)) {
    return [];
  }
  const isLocal = isAtLeast(version, '1.19');
  const world = !isLocal && isNegative(pods);
  // A node with labels may meet or miss what is asked of pods.
  const nodes = nodeSelectorLabels && (isLocal || pods.requirements.length > 0) ? 'unknown' : world ? 'yes' : 'no';
  return world || nodes !== 'no' ? [{ kind: 'outsiders', world, nodes }] : [];
}

/** An ipBlock matches only addresses outside the cluster, unless the agent is configured to match nodes or pods too. */
function translateBlock({ cidr, except, addresses }: ResourceAddressBlock, hasPorts: boolean, agent: Agent): Peer {
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
