import { ObjectKind } from './collecting/object-kind';
import { ACCESS_KINDS } from './objects/access';
import { API_SERVER_CALLS } from './objects/api-server-calls';
import { ENDPOINT_SLICE, ENDPOINTS } from './objects/endpoints';
import { GATEWAY_ROUTES } from './objects/gateway-routes';
import { GATEWAY, GATEWAY_CLASS, REFERENCE_GRANT } from './objects/gateways';
import { INGRESS, INGRESS_CLASS } from './objects/ingresses';
import { MAKERS, OPENSHIFT_TEMPLATE } from './objects/makers';
import { MONITORS } from './objects/monitors';
import { NAMESPACE } from './objects/namespaces';
import { NODE } from './objects/nodes';
import { OPENSHIFT_ROUTE } from './objects/openshift-routes';
import { OPERATED_KINDS } from './objects/operators';
import { SERVICE } from './objects/services';
import { hasUnseenPods, UNSEEN_PODS } from './objects/unseen-pods';
import { CUSTOM_CONTROLLER, WORKLOADS } from './objects/workloads';
import { isPassedOver } from './passed-over';
import { ADMIN_POLICIES } from './policies/admin-policy';
import { NETWORK_POLICY } from './policies/network-policy';
import { MESH_KINDS, REMOVED_NETWORK_POLICY, UNSIMULATED_POLICIES, unknownPolicyKind } from './policies/unsimulated';
import { groupOf, versionOf } from './reading/api-versions';
import { valueAt } from './reading/fields';

/** Every kind that is read. Of two lines with one kind, the first that has the object's group and version counts. */
export const KINDS: readonly ObjectKind[] = [
  NAMESPACE, NODE, SERVICE, ENDPOINT_SLICE, ENDPOINTS, ...WORKLOADS,
  INGRESS, INGRESS_CLASS, GATEWAY, GATEWAY_CLASS, ...GATEWAY_ROUTES, REFERENCE_GRANT, OPENSHIFT_ROUTE,
  NETWORK_POLICY, REMOVED_NETWORK_POLICY, ...ADMIN_POLICIES, ...UNSIMULATED_POLICIES, ...MESH_KINDS,
  ...MONITORS, ...MAKERS, ...OPERATED_KINDS, OPENSHIFT_TEMPLATE, ...API_SERVER_CALLS, ...ACCESS_KINDS,
];

const BY_NAME = new Map<string, readonly ObjectKind[]>();
KINDS.forEach(kind => BY_NAME.set(kind.kind, [...BY_NAME.get(kind.kind) ?? [], kind]));

/**
 * The kind of an object, or undefined when it is of no interest. Without an apiVersion the name of the kind alone
 * decides, so that nothing is lost because of it.
 */
export function kindOf(name: string, apiVersion: string | undefined, content: unknown): ObjectKind | undefined {
  if (apiVersion !== undefined && isPassedOver(name, apiVersion)) {
    return undefined;
  }
  const known = BY_NAME.get(name)?.find(kind => apiVersion === undefined || isServedAs(kind, apiVersion));
  const unknown = apiVersion === undefined ? undefined : unknownPolicyKind(name, groupOf(apiVersion));
  return known ?? unknown ?? (hasPodTemplate(content) ? CUSTOM_CONTROLLER
    : apiVersion !== undefined && hasUnseenPods(groupOf(apiVersion), content) ? UNSEEN_PODS : undefined);
}

function isServedAs({ groups, version }: ObjectKind, apiVersion: string): boolean {
  return (groups === undefined || groups.includes(groupOf(apiVersion)))
    && (version === undefined || version === versionOf(apiVersion));
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
