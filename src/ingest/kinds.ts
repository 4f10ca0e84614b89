import { ObjectKind } from './collecting/object-kind';
import { NAMESPACE } from './objects/namespaces';
import { NODE } from './objects/nodes';
import { SERVICE } from './objects/services';
import { CUSTOM_CONTROLLER, WORKLOADS } from './objects/workloads';
import { NETWORK_POLICY } from './policies/network-policy';
import { REMOVED_NETWORK_POLICY, UNSIMULATED_POLICIES } from './policies/unsimulated';
import { valueAt } from './reading/fields';

/** Every kind that is read. Of two lines with one kind, the first that has the object's group and version counts. */
const KINDS: readonly ObjectKind[] = [
  NAMESPACE, NODE, SERVICE, ...WORKLOADS, NETWORK_POLICY, REMOVED_NETWORK_POLICY, ...UNSIMULATED_POLICIES,
];

const BY_NAME = new Map<string, readonly ObjectKind[]>();
KINDS.forEach(kind => BY_NAME.set(kind.kind, [...BY_NAME.get(kind.kind) ?? [], kind]));

/**
 * The kind of an object, or undefined when it is of no interest. Without an apiVersion the name of the kind alone
 * decides, so that nothing is lost because of it.
 */
export function kindOf(name: string, apiVersion: string | undefined, content: unknown): ObjectKind | undefined {
  const known = BY_NAME.get(name)?.find(kind => apiVersion === undefined || isServedAs(kind, apiVersion));
  return known ?? (hasPodTemplate(content) ? CUSTOM_CONTROLLER : undefined);
}

function isServedAs({ groups, version }: ObjectKind, apiVersion: string): boolean {
  const slash = apiVersion.lastIndexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return (groups === undefined || groups.includes(group))
    && (version === undefined || version === apiVersion.slice(slash + 1));
}

/** Pods that a custom controller makes are pods like any other: an Argo Rollout, an OpenShift DeploymentConfig. */
function hasPodTemplate(content: unknown): boolean {
  const pod = ['spec', 'template', 'spec'].reduce(valueAt, content);
  return Array.isArray(valueAt(pod, 'containers'));
}

/** Whether objects of the kind stand beside the namespaces, not in one. */
export function isClusterScoped(name: string): boolean {
  return BY_NAME.get(name)?.some(kind => kind.isClusterScoped === true) ?? false;
}
