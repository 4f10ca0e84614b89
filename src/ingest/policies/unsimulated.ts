import { NETWORK_POLICY_API } from './network-policy';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { ManifestObject } from '../reading/manifest-object';

const IN_A_NAMESPACE = [
  'CiliumNetworkPolicy', 'StagedNetworkPolicy', 'StagedKubernetesNetworkPolicy', 'AuthorizationPolicy', 'MultiNetworkPolicy',
  // Of another group than Kubernetes' own, such as Calico's.
  'NetworkPolicy',
];

const OF_THE_CLUSTER = [
  'CiliumClusterwideNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy',
  'GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy',
];

/** Kinds of policies that change what is reachable and that are not simulated. */
export const UNSIMULATED_POLICIES: readonly ObjectKind[] = [
  ...IN_A_NAMESPACE.map(kind => ({ kind, read: reportUnsimulated })),
  ...OF_THE_CLUSTER.map(kind => ({ kind, isClusterScoped: true, read: reportUnsimulated })),
];

/** A NetworkPolicy of an API version that no cluster serves any more. */
export const REMOVED_NETWORK_POLICY: ObjectKind = {
  kind: 'NetworkPolicy', groups: ['', 'extensions', 'networking.k8s.io'], read: reportRemoved,
};

/** Says of a policy that the answers leave it out. */
function reportUnsimulated(
  { kind, apiVersion, origin }: ManifestObject, { problems, ciliumPolicies }: Collected,
): void {
  problems.push({
    severity: 'warning',
    message: `\`${kind}\` of ${apiVersion ?? 'no apiVersion'} is not simulated; the answers ignore ${origin.object}`,
    at: origin,
    field: 'kind',
    help: 'read the answers as if this policy were not there',
  });
  if (apiVersion?.startsWith('cilium.io/')) {
    ciliumPolicies.push(origin);
  }
}

/** Says of a policy that no cluster will take it any more. */
function reportRemoved({ apiVersion, origin }: ManifestObject, { problems }: Collected): void {
  problems.push({
    severity: 'warning',
    message: `\`apiVersion\` is "${apiVersion}", which no longer serves NetworkPolicy; ${origin.object} is ignored`,
    at: origin,
    field: 'apiVersion',
    help: `write \`${NETWORK_POLICY_API}\``,
  });
}
