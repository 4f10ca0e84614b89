import { account, apiServer, apiService, binding, podWith, webhooks } from '../api-server';
import { controller, deployment, labeled, namespace, node, pod, policy } from '../fixture';
import { podMonitor, serviceMonitor } from '../monitors';
import { gatewayApi, ingress, ingressClass, ingressRule, route, service } from '../ways-in';

/** Objects of every kind that is read, with an answer that names each of them. */
export const EVERY_KIND: readonly object[] = [
  namespace('shop', { team: 'a' }),
  node('one', '192.168.0.1', '10.0.0.0/24'),
  pod('shop/web-1-a', { app: 'web' }, { owner: 'ReplicaSet web-1', ip: '10.0.0.1', node: 'one', ports: ['http=80'] }),
  deployment('shop/db', { app: 'db' }, { ports: ['http=80'] }),
  controller('apps/v1', 'StatefulSet', 'lab/a', { app: 'a' }, {}, { replicas: 2, ordinals: { start: 1 } }),
  controller('batch/v1', 'Job', 'shop/run', {}, {}, { completionMode: 'Indexed', completions: 3 }),
  service('shop/web', { app: 'web' }, ['http=80:http'], { type: 'LoadBalancer', externalIPs: ['192.0.2.1'] }),
  ingress('shop/web', { ingressClassName: 'nginx', tls: [{ hosts: ['a.example.com'] }], rules: [ingressRule('a.example.com', { '/': 'web:80' })] }),
  ingressClass('nginx', 'k8s.io/ingress-nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' }),
  route('shop/r', { host: 'b.example.com', path: '/', to: { kind: 'Service', name: 'web' }, port: { targetPort: 'http' }, tls: {} }),
  gatewayApi('Gateway', 'shop/gate', {
    gatewayClassName: 'x',
    listeners: [{
      name: 'http',
      protocol: 'HTTP',
      port: 80,
      hostname: '*.example.com',
      allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }], namespaces: { from: 'Selector', selector: labeled({ team: 'a' }) } },
    }],
  }),
  gatewayApi('HTTPRoute', 'shop/h', {
    parentRefs: [{ name: 'gate', sectionName: 'http', port: 80 }],
    hostnames: ['c.example.com'],
    rules: [{ matches: [{ path: { value: '/' } }], backendRefs: [{ name: 'web', port: 80 }] }],
  }),
  policy('shop/p', {
    podSelector: labeled({ app: 'db' }),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{
      from: [
        { podSelector: labeled({ app: 'web' }) },
        { podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['b'] }] }, namespaceSelector: labeled({ x: 'y' }) },
        { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
      ],
      ports: [{ protocol: 'TCP', port: 1, endPort: 2 }, { port: 'http' }],
    }],
    egress: [{ to: [{ podSelector: labeled({ app: 'absent' }) }] }],
  }),
  webhooks('Validating', 'guard', { 'guard.example.com': 'shop/web' }, { failurePolicy: 'Fail' }),
  apiService('v1.example.com', 'shop/web'),
  ...apiServer(6443, '192.0.2.1'),
  account('shop/db'),
  binding('shop/reader', 'shop/db'),
  podWith('shop/tool', { app: 'db' }, { serviceAccountName: 'db', containers: [{ name: 'c', image: 'kubectl', command: ['kubectl'], args: ['-localip', '169.254.20.10'] }] }),
  serviceMonitor('lab/m', { app: 'web' }, { port: 'http' }, { namespaceSelector: { matchNames: ['shop'] } }),
  podMonitor('lab/m', { app: 'web' }, { targetPort: 'http' }),
  { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'c', namespace: 'lab' }, spec: { endpointSelector: labeled({ app: 'a' }) } },
];

/** A place in these objects that holds text of whoever wrote them: a key, or a string. */
export interface TextPlace {
  /** `NetworkPolicy: spec.podSelector (key)` */
  readonly name: string;
  readonly isKey: boolean;
  /** The objects with another text there. */
  readonly with: (change: (text: string) => string) => readonly object[];
}

const KEY = ' (key)';

type Change = (text: string) => string;

/** Every string and every key. */
export const TEXT_PLACES: readonly TextPlace[] = EVERY_KIND.flatMap((object, index) =>
  placesIn(object).map(({ path, changed }): TextPlace => ({
    isKey: path.endsWith(KEY),
    name: `${(object as { kind: string }).kind}: ${path}`,
    with: change => EVERY_KIND.map((other, position) => (position === index ? changed(change) as object : other)),
  })));

interface PlaceIn {
  readonly path: string;
  readonly changed: (change: Change) => unknown;
}

function placesIn(value: unknown): PlaceIn[] {
  if (typeof value === 'string') {
    return [{ path: '', changed: change => change(value) }];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const entries = Object.entries(value);
  const rebuilt = (pairs: readonly (readonly [string, unknown])[]) =>
    (Array.isArray(value) ? pairs.map(([, item]) => item) : Object.fromEntries(pairs));
  return entries.flatMap(([key, item], index) => [
    ...Array.isArray(value) ? [] : [{
      path: `${key}${KEY}`,
      changed: (change: Change) =>
        rebuilt(entries.map(([other, kept], at) => [at === index ? change(other) : other, kept])),
    }],
    ...placesIn(item).map(({ path, changed }) => ({
      path: path === '' ? key : `${key}.${path}`,
      changed: (change: Change) =>
        rebuilt(entries.map(([other, kept], at) => [other, at === index ? changed(change) : kept])),
    })),
  ]);
}
