import { Agent } from './agent';
import { lookUpOnNamespaces, lookUpOnPods } from './label-lookup';
import { isAtLeast } from './version';
import { AddressesPeer, Peer, PodsPeer } from '../../model/peer';
import { SELECT_ALL, Selector } from '../../model/selector';
import { ResourceAddressBlock, ResourcePeer } from '../../resources/network-policy';

/** The peers that one item of `from` or `to` admits. */
export function translatePeer(peer: ResourcePeer, namespace: string, hasPorts: boolean, agent: Agent): Peer[] {
  return peer.ipBlock === undefined
    ? translateSelectors(peer, namespace, agent) : [translateBlock(peer.ipBlock, hasPorts, agent)];
}

function translateSelectors({ podSelector, namespaceSelector }: ResourcePeer, namespace: string, agent: Agent): Peer[] {
  const pods: PodsPeer = {
    kind: 'pods',
    namespaces: namespaceSelector === undefined
      ? { kind: 'named', name: namespace }
      : { kind: 'labeled', selector: lookUpOnNamespaces(namespaceSelector, agent) },
    pods: lookUpOnPods(podSelector ?? SELECT_ALL, agent),
  };
  const admitsOutsiders = agent.quirks.has('negative-selector-admits-outsiders') && namespaceSelector !== undefined
    && hasOnlyNegativeRequirements(namespaceSelector, podSelector ?? SELECT_ALL);
  if (!admitsOutsiders) {
    return [pods];
  }
  // Without a positive requirement the selector matches identities that are not pods. From 1.19 it is limited to the
  // local cluster, which excludes the world; whether it still matches nodes is not settled (cilium#46949).
  const isLocal = isAtLeast(agent.options.version, '1.19');
  return [pods, { kind: 'outsiders', world: !isLocal, nodes: isLocal ? 'unknown' : 'yes' }];
}

function hasOnlyNegativeRequirements(namespaces: Selector, pods: Selector): boolean {
  return namespaces.requirements.length > 0
    && [...namespaces.requirements, ...pods.requirements]
      .every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
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
