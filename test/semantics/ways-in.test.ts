import { explainWaysIn } from '../../src/explanations/ways-in';
import { DeclaredFacts } from '../../src/model/cluster';
import { formatWorkload } from '../../src/model/workload';
import { reachedByIngressController } from '../../src/semantics/ingress-controller';
import { waysIn } from '../../src/semantics/ways-in';
import { cluster, deployment, facts, labeled, namespace, node, pod, policy } from '../fixture';
import { gatewayApi, ingress, ingressClass, ingressRule, route, service } from '../ways-in';

/** `allowed via controller: Ingress shop/web -> web:80 -> shop/web TCP 8080`, and below it whom the pods may see. */
function ways(objects: readonly object[], known?: DeclaredFacts): string[] {
  return explainWaysIn(waysIn(cluster(objects, known))).map(way => [
    `${way.verdict} via ${way.via}: ${way.entry.kind} ${way.entry.namespace}/${way.entry.name} -> ${way.service.name}:${way.service.port}`,
    `-> ${formatWorkload(way.target)} ${way.protocol} ${way.port}`,
    ...way.clients === undefined ? [] : [`for ${way.clients.join(', ')}`],
  ].join(' '));
}

function verdicts(objects: readonly object[], known?: DeclaredFacts): string[] {
  return waysIn(cluster(objects, known)).map(({ verdict }) => verdict);
}

const WEB = [namespace('shop'), deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] }), service('shop/web', { app: 'web' }, ['80:http'])];
const INGRESS = ingress('shop/web', { ingressClassName: 'nginx', rules: [ingressRule('a.example.com', { '/': 'web:80' })] });

function from(...peers: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'], ingress: peers.map(peer => ({ from: [peer] })) });
}

const OPEN = policy('shop/web', { podSelector: {}, ingress: [{}] });
const CLOSED = policy('shop/web', { podSelector: {}, policyTypes: ['Ingress'] });
const FROM_NGINX = from({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'ingress-nginx' }) });
const FROM_ANY_POD = from({ namespaceSelector: {} });
const NGINX_LABELS = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };
const NGINX = deployment('ingress-nginx/controller', NGINX_LABELS);
const CLASS = ingressClass('nginx', 'k8s.io/ingress-nginx');

describe('traffic that a controller passes on', () => {
  test.each<[string, readonly object[], string]>([
    ['no policy: whoever it is may connect', [], 'allowed'],
    ['a rule that admits everybody', [OPEN], 'allowed'],
    ['nothing is admitted: on the host network, that of the own node reaches the pods', [CLOSED], 'unknown'],
    ['a namespace by its name is perhaps that of the controller', [FROM_NGINX], 'unknown'],
    ['every pod is admitted, but a controller on the host network is none', [FROM_ANY_POD], 'unknown'],
    ['every pod of the namespace, where the controller perhaps stands', [from({ podSelector: {} })], 'unknown'],
    ['a controller of the input whose class is known, admitted', [FROM_NGINX, NGINX, CLASS], 'allowed'],
    ['a controller of the input whose class is known, not admitted', [from({ podSelector: {} }), NGINX, CLASS], 'denied'],
    ['a controller of the input by the usual name of its class, admitted', [FROM_NGINX, NGINX], 'allowed'],
    ['a controller of the input by the usual name of its class, not admitted: it may be another', [CLOSED, NGINX], 'unknown'],
    ['a controller on the host network may be a node to policies',
      [FROM_NGINX, CLASS, deployment('ingress-nginx/controller', NGINX_LABELS, { hostNetwork: true })], 'unknown'],
    ['a controller on the host network is never certainly kept out',
      [CLOSED, CLASS, deployment('ingress-nginx/controller', NGINX_LABELS, { hostNetwork: true })], 'unknown'],
    ['a controller whose own policies let nothing out',
      [FROM_NGINX, NGINX, CLASS, policy('ingress-nginx/out', { podSelector: {}, policyTypes: ['Egress'] })], 'denied'],
    ['the jobs of a chart are no controller',
      [CLOSED, CLASS, deployment('ingress-nginx/job', { ...NGINX_LABELS, 'app.kubernetes.io/component': 'admission-webhook' })], 'unknown'],
    ['a class that means a controller of another kind', [CLOSED, NGINX, ingressClass('nginx', 'example.com/other')], 'unknown'],
  ])('%s', (_, more, expected) => {
    expect(verdicts([...WEB, INGRESS, ...more])).toEqual([expected]);
  });

  test.each<[string, object, readonly object[], string]>([
    ['without a class any controller of the input may be meant, or none', {}, [NGINX, FROM_NGINX], 'unknown'],
    ['without a class the default class counts', {},
      [NGINX, FROM_NGINX, ingressClass('x', 'k8s.io/ingress-nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' })], 'allowed'],
    ['a load balancer of a cloud is no pod', { ingressClassName: 'alb' }, [FROM_ANY_POD], 'unknown'],
    ['a load balancer of a cloud by its class object', { ingressClassName: 'x' }, [ingressClass('x', 'ingress.k8s.aws/alb'), OPEN], 'allowed'],
  ])('%s', (_, spec, more, expected) => {
    expect(verdicts([...WEB, ingress('shop/web', { ...spec, rules: [ingressRule(undefined, { '/': 'web:80' })] }), ...more])).toEqual([expected]);
  });

  test('an unknown one names whom the pods may see, and the rule that would admit it', () => {
    const [way] = explainWaysIn(waysIn(cluster([...WEB, INGRESS, FROM_NGINX])));
    expect(way.sources.map(({ name, verdict, why }) => `${name}: ${verdict}: ${why}`)).toEqual([
      'a controller in any namespace: unknown: isolated by shop/web; perhaps admitted by shop/web, rule 1: from all pods in ingress-nginx, every port',
      'one in `shop`: denied: isolated by shop/web; no rule admits it',
      'a node: unknown: isolated by shop/web; no rule admits it, but from the node that the pod runs on it is always open',
    ]);
  });

  test('a router of OpenShift is known by its label, and the Route by the port of the pods', () => {
    const router = deployment('openshift-ingress/router-default', { 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' });
    const rules = from({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'openshift-ingress' }) });
    expect(ways([...WEB, router, rules, route('shop/r', { to: { kind: 'Service', name: 'web' }, port: { targetPort: 8080 } })]))
      .toEqual(['allowed via controller: Route shop/r -> web:80 -> shop/web TCP 8080']);
  });
});

describe('traffic through a Gateway', () => {
  const HTTP = { name: 'http', protocol: 'HTTP', port: 80 };
  const GATEWAY = gatewayApi('Gateway', 'shop/gate', { gatewayClassName: 'x', listeners: [HTTP] });
  const httpRoute = (more: object = {}) => gatewayApi('HTTPRoute', 'shop/r', {
    parentRefs: [{ name: 'gate' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }], ...more,
  });
  const granted = gatewayApi('ReferenceGrant', 'shop/g', {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' }], to: [{ group: '', kind: 'Service' }],
  });
  const fromEdge = gatewayApi('HTTPRoute', 'edge/r', {
    parentRefs: [{ name: 'gate' }], rules: [{ backendRefs: [{ name: 'web', namespace: 'shop', port: 80 }] }],
  });
  const edge = gatewayApi('Gateway', 'edge/gate', { gatewayClassName: 'x', listeners: [HTTP] });

  test.each<[string, readonly object[], readonly string[]]>([
    ['its route leads to the pods', [GATEWAY, httpRoute()], ['allowed']],
    ['whether a Gateway that is not in the input takes the route is open', [httpRoute()], ['unknown']],
    ['routes of a mesh are no way in', [httpRoute({ parentRefs: [{ group: '', kind: 'Service', name: 'web' }] })], []],
    ['its own pods are admitted by their label',
      [GATEWAY, httpRoute(), deployment('shop/gate', { 'gateway.networking.k8s.io/gateway-name': 'gate' }),
        from({ podSelector: labeled({ 'gateway.networking.k8s.io/gateway-name': 'gate' }) })], ['allowed']],
    ['a reference into another namespace that is granted', [edge, fromEdge, granted], ['allowed']],
    ['a reference into another namespace without a grant in the input', [edge, fromEdge], ['unknown']],
    ['a copy of requests goes in too',
      [GATEWAY, httpRoute({ rules: [{ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web', port: 80 } } }] }] })], ['allowed']],
  ])('%s', (_, more, expected) => {
    expect(verdicts([...WEB, ...more])).toEqual(expected);
  });
});

describe('a Service that is open by itself', () => {
  const open = (spec: object) => service('shop/open', { app: 'web' }, ['80:8080'], spec);
  const LOCAL = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
  const CLIENTS = from({ ipBlock: { cidr: '203.0.113.0/24' } });

  test.each<[string, object, readonly object[], readonly string[], DeclaredFacts?]>([
    ['no policy', { type: 'LoadBalancer' }, [], ['allowed via node: Service shop/open -> open:80 -> shop/web TCP 8080']],
    ['one for the inside of the cluster is no way in', {}, [], []],
    ['addresses of its own are a way in', { externalIPs: ['192.0.2.1'] }, [], ['allowed via node: Service shop/open -> open:80 -> shop/web TCP 8080']],
    ['the own node is never kept out', { type: 'NodePort' }, [CLOSED], ['unknown via node: Service shop/open -> open:80 -> shop/web TCP 8080']],
    ['a block for the clients does not decide where the pods may see a node', { type: 'LoadBalancer' }, [CLIENTS],
      ['unknown via node: Service shop/open -> open:80 -> shop/web TCP 8080'], facts({ nodes: ['10.0.0.0/24'] })],
    ['the address of the client is kept, and a block decides', LOCAL, [CLIENTS],
      ['allowed via client: Service shop/open -> open:80 -> shop/web TCP 8080 for 203.0.113.0/24']],
    ['the address of the client is kept, and no rule admits it', LOCAL, [CLOSED],
      ['denied via client: Service shop/open -> open:80 -> shop/web TCP 8080']],
    ['a load balancer among the nodes may send from an address of its own', LOCAL, [from({ ipBlock: { cidr: '10.0.0.0/24' } })],
      ['allowed via client: Service shop/open -> open:80 -> shop/web TCP 8080 for 10.0.0.0/24'], facts({ nodes: ['10.0.0.0/24'] })],
    ['no client has the address of a known node or pod', LOCAL, [node('one', '10.0.0.7'), from({ ipBlock: { cidr: '10.0.0.7/32' } })],
      ['denied via client: Service shop/open -> open:80 -> shop/web TCP 8080']],
  ])('%s', (_, spec, more, expected, ...[known]) => {
    expect(ways([...WEB, open(spec), ...more], known)).toEqual(expected);
  });

  test('pods that the Service only perhaps selects are perhaps reached', () => {
    const run = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { namespace: 'shop', name: 'run' }, spec: { template: { spec: { containers: [{}] } } } };
    expect(verdicts([run, service('shop/open', { 'example.com/x': 'y' }, ['80'], { type: 'LoadBalancer' })])).toEqual(['unknown']);
  });

  test('a Service without a selector leads to the pods whose addresses are listed for it', () => {
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { namespace: 'shop', name: 'x', labels: { 'kubernetes.io/service-name': 'open' } },
      endpoints: [{ addresses: ['10.0.0.1'] }],
      ports: [{ name: 'http', port: 8080 }],
    };
    expect(ways([pod('shop/one', {}, { ip: '10.0.0.1' }), pod('shop/two', {}, { ip: '10.0.0.2' }), slice,
      service('shop/open', {}, ['http=80'], { type: 'NodePort' })]))
      .toEqual(['allowed via node: Service shop/open -> open:80 -> shop/one TCP 8080']);
  });
});

test('several hosts and paths that lead to one port are one way', () => {
  const object = ingress('shop/web', {
    tls: [{ hosts: ['a.example.com'] }],
    rules: [ingressRule('a.example.com', { '/': 'web:80', '/x': 'web:80' }), ingressRule('*.example.org', { '/': 'web:80' }), { host: 'without.http' }],
    defaultBackend: { resource: { kind: 'StorageBucket', name: 'b' } },
  });
  expect(waysIn(cluster([...WEB, object])).map(({ listeners }) => listeners)).toEqual([[
    { protocol: 'HTTPS', host: 'a.example.com', path: '/' }, { protocol: 'HTTPS', host: 'a.example.com', path: '/x' },
    { protocol: 'HTTP', host: '*.example.org', path: '/' },
  ]]);
});

describe('what a controller reaches that is a pod without labels', () => {
  test.each<[string, readonly object[], readonly string[]]>([
    ['all pods are admitted', [INGRESS, FROM_ANY_POD], ['shop/web TCP 8080 / nothing']],
    ['another namespace is admitted', [INGRESS, FROM_NGINX], ['shop/web nothing / nothing']],
    ['an address may be its own', [INGRESS, from({ ipBlock: { cidr: '10.0.0.0/8' } })], ['shop/web nothing / TCP 8080']],
    ['a Service that is open by itself is not asked', [service('shop/open', { app: 'web' }, ['80:8080'], { type: 'NodePort' })], []],
    ['a port that no container declares is left out', [ingress('shop/x', { rules: [ingressRule('a', { '/': 'other:80' })] }),
      service('shop/other', { app: 'web' }, ['80:9999'])], []],
    ['a Route without a port means all ports of the Service', [route('shop/r', { to: { kind: 'Service', name: 'web' } })], ['shop/web TCP 8080 / nothing']],
  ])('%s', (_, more, expected) => {
    const found = reachedByIngressController(cluster([...WEB, ...more]));
    expect(found.map(({ workload, allowed, unknown }) => `${formatWorkload(workload)} ${allowed} / ${unknown}`)).toEqual(expected);
  });
});
