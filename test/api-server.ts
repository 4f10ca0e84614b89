import { metadata } from './fixture';

/** A webhook of the API server that leads to `shop/guard` or `shop/guard:8443`. */
export function webhooks(
  kind: 'Validating' | 'Mutating', name: string, services: Readonly<Record<string, string>>, more: object = {},
): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name },
    webhooks: Object.entries(services)
      .map(([webhook, service]) => ({ name: webhook, clientConfig: { service: reference(service) }, ...more })),
  };
}

/** An API that `shop/metrics` serves. */
export function apiService(name: string, service: string | undefined): object {
  return {
    apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name }, spec: service === undefined ? {} : { service: reference(service) },
  };
}

function reference(text: string): object {
  const [, namespace, name, port] = /^(.+)\/([^:]+)(?::(\d+))?$/.exec(text)!;
  return { namespace, name, ...port && { port: Number(port) } };
}

/** Service default/kubernetes at 10.96.0.1, port 443, and where the API server is behind it. */
export function apiServer(port: number, ...addresses: readonly string[]): object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('default/kubernetes'),
      spec: { clusterIP: '10.96.0.1', ports: [{ name: 'https', port: 443, targetPort: port }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: metadata('default/kubernetes'),
      subsets: [{ addresses: addresses.map(ip => ({ ip })), ports: [{ name: 'https', port }] }],
    },
  ];
}

/** A ServiceAccount: `account('shop/web')`. */
export function account(name: string, more: object = {}): object {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(name), ...more };
}

/** A binding that gives the rights of a ClusterRole to an account; without a slash in its name, in all namespaces. */
export function binding(name: string, to: string, roleRef: object = { kind: 'ClusterRole', name: 'edit' }): object {
  const [namespace, subject] = to.split('/');
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: name.includes('/') ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: metadata(name),
    roleRef,
    subjects: [{ kind: 'ServiceAccount', namespace, name: subject }],
  };
}

/** A bare pod with more in its spec. */
export function podWith(name: string, labels: Record<string, string>, spec: object): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: metadata(name, labels), spec: { containers: [{ name: 'main', image: 'main' }], ...spec } };
}
