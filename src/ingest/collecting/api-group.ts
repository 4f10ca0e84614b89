import { groupOf } from '../reading/api-versions';

/** The kinds of Kubernetes itself, and the groups in which they are served. */
const USUAL_GROUPS: ReadonlyMap<string, string> = new Map([
  ...['Namespace', 'Node', 'Pod', 'ReplicationController', 'Service'].map(kind => [kind, ''] as const),
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].map(kind => [kind, 'apps'] as const),
  ...['Job', 'CronJob'].map(kind => [kind, 'batch'] as const),
  ...['NetworkPolicy', 'Ingress', 'IngressClass'].map(kind => [kind, 'networking.k8s.io'] as const),
]);

/** Served in two groups for a while; an object of one was also there in the other. */
const ONCE_IN_EXTENSIONS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'NetworkPolicy', 'Ingress']);

/**
 * The API group that tells an object from those of the same kind and name in other groups: '' for the core group. The
 * version does not matter, since a server has each object in all versions. Without an apiVersion it is the group of
 * Kubernetes' own kind, or undefined where there is no such kind.
 */
export function apiGroupOf(kind: string, apiVersion: string | undefined): string | undefined {
  const usual = USUAL_GROUPS.get(kind);
  if (apiVersion === undefined) {
    return usual;
  }
  const group = groupOf(apiVersion);
  return group === 'extensions' && ONCE_IN_EXTENSIONS.has(kind) ? usual : group;
}

/** Whether it may be one group. One that is not known is taken for the other, as long as nothing speaks against it. */
export function isSameGroup(left: string | undefined, right: string | undefined): boolean {
  return left === right || left === undefined || right === undefined;
}
