import { k8s } from 'cdk8s-plus-29';
import { checkCount } from './check-rule';
import { PLACE_HELP } from './placed-pods';
import { AddressSet } from '../../sets/addresses';
import { formatCidrs, parseCidr } from '../../sets/cidr';
import { toKubeSelector } from '../labels/kube-selector';
import { IPeer, IpBlockConfig, PeerConfig } from '../peers/peer';
import { configsOf } from '../peers/peer-config';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** All pods of some namespaces, or some of them: what a subject and the peers of both directions may be. */
export type ClusterPods =
  | { readonly pods: { readonly namespaceSelector: k8s.LabelSelector; readonly podSelector: k8s.LabelSelector } }
  | { readonly namespaces: k8s.LabelSelector };

/** One peer in the words of the manifest, where exactly one field is set. */
export type ClusterPeer =
  | ClusterPods
  | { readonly networks: readonly string[] }
  | { readonly nodes: k8s.LabelSelector }
  | { readonly domainNames: readonly string[] };

/** So many blocks are written out in place of one with exceptions. */
const MOST_BLOCKS = 8;

/** Writes the peer, and refuses what the API server would refuse. What pods select is certain only at synthesis. */
export function clusterPeersOf(where: string, field: string, peer: IPeer): ClusterPeer[] {
  const configs = configsOf(where, peer);
  if (configs.length === 0) {
    refuse(where, `\`${field}\` is ${shown(peer)}, which is nobody`, 'name the peers');
  }
  return configs.map(config => clusterPeerOf(where, field, peer, config));
}

function clusterPeerOf(where: string, field: string, peer: IPeer, config: PeerConfig): ClusterPeer {
  const { podSelector, namespaceSelector, ipBlocks, nodeSelector, domainNames } = config;
  checkExactlyOne(where, field, peer, config);
  if (ipBlocks !== undefined) {
    return { networks: networksOf(where, field, peer, ipBlocks) };
  }
  if (nodeSelector !== undefined) {
    return { nodes: toKubeSelector(where, nodeSelector) };
  }
  if (domainNames !== undefined) {
    return { domainNames: [...new Set(domainNames)] };
  }
  if (namespaceSelector === undefined) {
    refuse(where, `\`${field}\` is ${shown(peer)}, but a policy of the whole cluster has no namespace in which they could be`, PLACE_HELP);
  }
  const namespaces = toKubeSelector(where, namespaceSelector);
  return podSelector === undefined ? { namespaces }
    : { pods: { namespaceSelector: namespaces, podSelector: toKubeSelector(where, podSelector) } };
}

/** Refuses what is no one kind of thing. */
function checkExactlyOne(where: string, field: string, peer: IPeer, config: PeerConfig): void {
  const { podSelector, namespaceSelector, ipBlocks, nodeSelector, domainNames } = config;
  const kinds = [podSelector ?? namespaceSelector, ipBlocks, nodeSelector, domainNames]
    .filter(part => part !== undefined);
  if (kinds.length !== 1) {
    refuse(where, `\`${field}\` is ${shown(peer)}, which is ${kinds.length === 0 ? 'nobody' : 'several kinds of peers at once'}`,
      'let its configuration say one of pods, addresses, nodes and domain names');
  }
}

function networksOf(where: string, field: string, peer: IPeer, blocks: readonly IpBlockConfig[]): string[] {
  if (blocks.length === 0) {
    refuse(where, `\`${field}\` is ${shown(peer)}, which is nobody`, 'name the addresses');
  }
  checkCount(where, field, blocks, 'blocks', 'make several peers of them');
  if (blocks.some(({ exceptCidrs }) => exceptCidrs.length > 0)) {
    refuse(where, `\`${field}\` is ${shown(peer)}, but addresses in a policy of the whole cluster have no exceptions`,
      exceptionsHelp(blocks));
  }
  return [...new Set(blocks.map(({ cidr }) => parseCidr(cidr)!.canonical))];
}

function exceptionsHelp(blocks: readonly IpBlockConfig[]): string {
  const left = blocks.flatMap(({ cidr, exceptCidrs }) => formatCidrs(
    exceptCidrs.reduce((rest, except) => rest.subtract(addressesOf(except)), addressesOf(cidr))));
  const exceptions = blocks.flatMap(({ exceptCidrs }) => exceptCidrs).map(cidr => `Cidr.of('${cidr}')`);
  const before = `write a rule before this one that decides about the exceptions: \`ClusterRule.pass({ peers: [${exceptions.join(', ')}] })\``;
  return left.length > MOST_BLOCKS ? before
    : `name the blocks that are left: ${left.map(cidr => `\`Cidr.of('${cidr}')\``).join(', ')}; or ${before}`;
}

function addressesOf(cidr: string): AddressSet {
  return parseCidr(cidr)!.addresses;
}
