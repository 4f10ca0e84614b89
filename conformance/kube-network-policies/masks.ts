import { Manifest } from './manifest';
import { asClusterNetworkPolicy, hasNamedPort, hasNodes, inDirection, withNodesAsNetworks } from './rewriting';

/** A known fault of the peer, and how to ask so that it does not show. */
export interface Mask {
  readonly name: string;
  /** The text that settles who is right. */
  readonly because: string;
  /** The clusters to ask about instead: a flow is allowed if it is in all of them. The same one where there is no need. */
  readonly rewrite: (cluster: readonly Manifest[]) => readonly (readonly Manifest[])[];
}

export const MASKS: readonly Mask[] = [
  {
    name: '`nodes` of v1alpha1 are taken for the pods that run on them',
    because: 'the peer "defines a way to select a set of nodes in the cluster"; pods have peers of their own '
      + '(AdminNetworkPolicyEgressPeer.nodes, v0.1.5; NPEP-126)',
    rewrite: manifests => [hasNodes(manifests)
      ? manifests.map(manifest => withNodesAsNetworks(manifest, manifests)) : manifests],
  },
  {
    name: 'a port name of v1alpha1 matches every port of a pod that has the name',
    because: '"NamedPort selects a port on a pod(s) based on name": that port, and no other '
      + '(AdminNetworkPolicyPort.namedPort, v0.1.5)',
    rewrite: manifests => [hasNamedPort(manifests) ? manifests.map(asClusterNetworkPolicy) : manifests],
  },
  {
    name: 'a NetworkPolicy that selects a pod decides in both directions',
    because: 'the egress of a pod selected by a NetworkPolicy with egress rules is not evaluated against the baseline, and "the '
      + 'same applies for ingress direction traffic" (network-policy-api, Getting Started with AdminNetworkPolicy)',
    rewrite: manifests => (manifests.some(({ kind }) => kind === 'NetworkPolicy')
      ? [manifests.flatMap(inDirection('egress')), manifests.flatMap(inDirection('ingress'))] : [manifests]),
  },
];
