/** What an object is to us. */
export type Role =
  | 'namespace' | 'node' | 'service' | 'workload' | 'network-policy'
  /** A policy that changes what is reachable and that is not simulated. */
  | 'foreign-policy'
  /** A NetworkPolicy of an API version that no cluster serves any more. */
  | 'removed-policy'
  | 'other';

interface KnownKind {
  readonly role: Role;
  readonly groups: readonly string[];
}

const WORKLOAD_GROUPS = ['apps', 'extensions'];

const KINDS: ReadonlyMap<string, KnownKind> = new Map<string, KnownKind>([
  ['Namespace', { role: 'namespace', groups: [''] }],
  ['Node', { role: 'node', groups: [''] }],
  ['Service', { role: 'service', groups: [''] }],
  ['Pod', { role: 'workload', groups: [''] }],
  ['ReplicationController', { role: 'workload', groups: [''] }],
  ['Deployment', { role: 'workload', groups: WORKLOAD_GROUPS }],
  ['ReplicaSet', { role: 'workload', groups: WORKLOAD_GROUPS }],
  ['DaemonSet', { role: 'workload', groups: WORKLOAD_GROUPS }],
  ['StatefulSet', { role: 'workload', groups: WORKLOAD_GROUPS }],
  ['Job', { role: 'workload', groups: ['batch'] }],
  ['CronJob', { role: 'workload', groups: ['batch'] }],
  ['NetworkPolicy', { role: 'network-policy', groups: ['networking.k8s.io'] }],
]);

const FOREIGN_POLICIES: ReadonlySet<string> = new Set([
  'CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy',
  'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy',
  'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy', 'StagedKubernetesNetworkPolicy',
  'AuthorizationPolicy', 'MultiNetworkPolicy',
]);

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace', 'Node',
  'CiliumClusterwideNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy',
  'GlobalNetworkPolicy', 'StagedGlobalNetworkPolicy',
]);

/** Without an apiVersion the kind alone decides, so that nothing is lost because of it. */
export function roleOf(kind: string, apiVersion: string | undefined): Role {
  if (FOREIGN_POLICIES.has(kind)) {
    return 'foreign-policy';
  }
  const known = KINDS.get(kind);
  if (known === undefined) {
    return 'other';
  }
  if (kind === 'NetworkPolicy' && apiVersion !== undefined) {
    return networkPolicyRole(apiVersion);
  }
  return apiVersion === undefined || known.groups.includes(groupOf(apiVersion)) ? known.role : 'other';
}

/** The apiVersion under which a NetworkPolicy is read. */
export const NETWORK_POLICY_API = 'networking.k8s.io/v1';

function networkPolicyRole(apiVersion: string): Role {
  if (apiVersion === NETWORK_POLICY_API) {
    return 'network-policy';
  }
  return ['', 'extensions', 'networking.k8s.io'].includes(groupOf(apiVersion)) ? 'removed-policy' : 'foreign-policy';
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.lastIndexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Whether objects of the kind stand beside the namespaces, not in one. */
export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind);
}
