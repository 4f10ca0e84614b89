import { metadata } from './fixture';

/** A Service: `service('shop/web', { app: 'web' }, ['http=80:8080'])`, with more for its spec. */
export function service(name: string, selector: object, ports: readonly string[], more: object = {}): object {
  return { apiVersion: 'v1', kind: 'Service', metadata: metadata(name), spec: { selector, ports: ports.map(servicePort), ...more } };
}

/** `'http=80:8080'`, `'80:http'`, `'53:53/UDP'`. */
function servicePort(text: string): object {
  const [, name, port, target, protocol] = /^(?:(.+)=)?(\d+)(?::([^/]+))?(?:\/(.+))?$/.exec(text)!;
  return {
    ...name && { name },
    port: Number(port),
    ...target && { targetPort: /^\d+$/.test(target) ? Number(target) : target },
    ...protocol && { protocol },
  };
}

/** A rule of an Ingress, whose paths lead to `web:80` or `web:http`. */
export function ingressRule(host: string | undefined, paths: Readonly<Record<string, string>>): object {
  return {
    ...host && { host },
    http: { paths: Object.entries(paths).map(([path, backend]) => ({ path, pathType: 'Prefix', backend: ingressBackend(backend) })) },
  };
}

/** `web:80`, `web:http`. */
export function ingressBackend(text: string): object {
  const [name, port] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

export function ingress(name: string, spec: object): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: metadata(name), spec };
}

/** An object that stands beside the namespaces and says which controller a class means. */
export function ingressClass(name: string, controller: string, annotations: object = {}): object {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name, annotations }, spec: { controller } };
}

/** Any kind of the Gateway API. */
export function gatewayApi(kind: string, name: string, spec: object): object {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata: metadata(name), spec };
}

/** A Route of OpenShift. */
export function route(name: string, spec: object): object {
  return { apiVersion: 'route.openshift.io/v1', kind: 'Route', metadata: metadata(name), spec };
}
