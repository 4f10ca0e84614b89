import { accountKey, ServiceAccount } from '../../model/api-server';
import { Grant } from '../collecting/accounts';
import { Collected } from '../collecting/collected';
import { ObjectKind } from '../collecting/object-kind';
import { valueAt } from '../reading/fields';
import { ManifestObject } from '../reading/manifest-object';

const RBAC = ['rbac.authorization.k8s.io'];

/** What says which pods have rights on the objects of the cluster. Of what is wrong in them nothing is said. */
export const ACCESS_KINDS: readonly ObjectKind[] = [
  { kind: 'ServiceAccount', groups: [''], read: readAccount },
  { kind: 'RoleBinding', groups: RBAC, read: readBinding },
  { kind: 'ClusterRoleBinding', groups: RBAC, isClusterScoped: true, read: readBinding },
  { kind: 'Role', groups: RBAC, read: readRole },
  { kind: 'ClusterRole', groups: RBAC, isClusterScoped: true, read: readRole },
].map(kind => ({ ...kind, isForChecksOnly: true }));

function readAccount(object: ManifestObject, { accounts }: Collected): void {
  const { namespace, name, content } = object;
  accounts.add(object, { namespace, name, givesToken: valueAt(content, 'automountServiceAccountToken') !== false });
}

function readBinding(object: ManifestObject, { grants }: Collected): void {
  const { kind, namespace, name, content } = object;
  const reference = valueAt(content, 'roleRef');
  const role = textAt(reference, 'name') ?? '';
  grants.add(object, {
    binding: `${kind} ${namespace === '' ? name : accountKey(namespace, name)}`,
    role: valueAt(reference, 'kind') === 'Role' ? accountKey(namespace, role) : role,
    accounts: itemsOf(valueAt(content, 'subjects')).filter(subject => valueAt(subject, 'kind') === 'ServiceAccount')
      .map(subject => ({ namespace: textAt(subject, 'namespace') ?? namespace, name: textAt(subject, 'name') ?? '' })),
  });
}

/** To use a PodSecurityPolicy or its like is checked when a pod is made, and asks nothing of the pod. */
function readRole(object: ManifestObject, { roles }: Collected): void {
  const { namespace, name, content } = object;
  const rules = itemsOf(valueAt(content, 'rules'));
  roles.add(object, {
    role: namespace === '' ? name : accountKey(namespace, name),
    isForAdmissionOnly: rules.length > 0 && rules.every(rule => {
      const verbs = itemsOf(valueAt(rule, 'verbs'));
      return verbs.length > 0 && verbs.every(verb => verb === 'use');
    }),
  });
}

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textAt(value: unknown, key: string): string | undefined {
  const text = valueAt(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Every account that is an object or that a binding names. */
export function serviceAccountsOf(
  { accounts, grants, roles }: Collected,
): ReadonlyMap<string, ServiceAccount> {
  const admission = new Set(
    roles.results.filter(({ isForAdmissionOnly }) => isForAdmissionOnly).map(({ role }) => role));
  const found = new Map<string, ServiceAccount>(accounts.results.map(({ namespace, name, givesToken }) =>
    [accountKey(namespace, name), { givesToken, grants: [] }]));
  const useful = grants.results.filter(({ role }: Grant) => !admission.has(role));
  for (const { binding, accounts: granted } of useful) {
    for (const { namespace, name } of granted) {
      const key = accountKey(namespace, name);
      const known = found.get(key) ?? { givesToken: true, grants: [] };
      found.set(key, { ...known, grants: [...known.grants, binding] });
    }
  }
  return found;
}
