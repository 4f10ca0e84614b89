import { ResourceAddressBlock, ResourcePeer } from '../../model/network-policy';
import { AddressesPeer, Peer, PodsPeer } from '../../model/policy';
import { SELECT_ALL, Selector } from '../../model/selector';
import { CiliumOptions } from './options';
import { isAtLeast } from './version';
import { lookUpOnNamespaces, lookUpOnPods } from './label-lookup';

/** What one item of `from` or `to` admits. */
export function translatePeer(
  peer: ResourcePeer, namespace: string, hasPorts: boolean, options: CiliumOptions,
): Peer[] {
  return peer.ipBlock === undefined ? translateSelectors(peer, namespace, options)
    : translateBlock(peer.ipBlock, hasPorts, options);
}

function translateSelectors({ podSelector, namespaceSelector }: ResourcePeer, namespace: string, options: CiliumOptions): Peer[] {
  const { version } = options;
  const pods: PodsPeer = {
    kind: 'pods',
    namespaces: namespaceSelector === undefined
      ? { kind: 'named', name: namespace }
      : { kind: 'labeled', selector: lookUpOnNamespaces(namespaceSelector, version) },
    pods: lookUpOnPods(podSelector ?? SELECT_ALL, version),
  };
  if (namespaceSelector === undefined || !hasOnlyNegativeRequirements(namespaceSelector, podSelector ?? SELECT_ALL)) {
    return [pods];
  }
  // Without a positive requirement the selector fits identities that are no pods. From 1.19 it is read for the local
  // cluster only, which leaves out the world; whether nodes still fit is an open bug (cilium#46949).
  const isLocal = isAtLeast(version, '1.19');
  return [pods, { kind: 'outsiders', world: !isLocal, nodes: isLocal ? 'unknown' : 'yes' }];
}

function hasOnlyNegativeRequirements(namespaces: Selector, pods: Selector): boolean {
  return namespaces.requirements.length > 0
    && [...namespaces.requirements, ...pods.requirements]
      .every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
}

/** An ipBlock means what is outside the cluster, unless the agent is told to match nodes or pods by address too. */
function translateBlock({ cidr, except, addresses }: ResourceAddressBlock, hasPorts: boolean, options: CiliumOptions): Peer[] {
  if (addresses.isEmpty && hasPorts && !isAtLeast(options.version, '1.16')) {
    // Up to 1.15 a block whose exceptions cover it whole becomes an empty list of peers, which admits everybody.
    return [{ kind: 'everyone' }];
  }
  const block: AddressesPeer = {
    kind: 'addresses',
    addresses,
    cidr,
    exceptCidrs: except,
    matchesPods: options.cidrMatchesPods && isAtLeast(options.version, '1.20'),
    matchesNodes: options.cidrMatchesNodes,
  };
  return [block];
}
