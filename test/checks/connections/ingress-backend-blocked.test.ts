import { ingressBackendBlocked } from '../../../src/checks/connections/ingress-backend-blocked';
import { deployment, labeled, policy } from '../../fixture';
import { gatewayApi, ingress, ingressClass, ingressRule, route, service } from '../../ways-in';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const FRONT = service('shop/web', { app: 'web' }, ['80:8080']);
const CONTROLLER = deployment('edge/nginx', { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' });
const CLASS = ingressClass('nginx', 'k8s.io/ingress-nginx');
const BY_NGINX = ingress('shop/web', { ingressClassName: 'nginx', rules: [ingressRule('a.example.com', { '/': 'web:80' })] });
const BY_ANYBODY = ingress('shop/web', { rules: [ingressRule('a.example.com', { '/': 'web:80' })] });
const BY_ALB = ingress('shop/web', { ingressClassName: 'alb', rules: [ingressRule('a.example.com', { '/': 'web:80' })] });
const KNOWN = [WEB, FRONT, CONTROLLER, CLASS, BY_NGINX];
const OPENSHIFT = route('shop/web', { to: { kind: 'Service', name: 'web' }, port: { targetPort: 8080 } });
const GATEWAY_ROUTE = gatewayApi('HTTPRoute', 'shop/web', { parentRefs: [{ name: 'gate' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] });

function accepts(...rules: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'], ingress: rules });
}

function open(type: string, more: object = {}): object {
  return service('shop/web', { app: 'web' }, ['80:8080'], { type, ...more });
}

const fromNamespace = (name: string) => ({ from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': name }) }] });
const WHO = { controller: 'its controller `edge/nginx` may not send to it', nobody: 'no controller may send to it' };
const leadsTo = (severity: string, object: string, who: string) => `${severity}: ${object} shop/web leads to \`shop/web\` on TCP 8080, but ${who}`;
const OUTSIDE = 'nobody outside the pods may send to it';

const ROWS: Record<string, [object[], string[]]> = {
  'the controller of the input is not admitted': [[...KNOWN, accepts(fromNamespace('shop'))], [leadsTo('error', 'Ingress', WHO.controller)]],
  'it is admitted on another port': [[...KNOWN, accepts({ ...fromNamespace('edge'), ports: [{ port: 80 }] })], [leadsTo('error', 'Ingress', WHO.controller)]],
  'it is admitted': [[...KNOWN, accepts(fromNamespace('edge'))], []],
  'it may not send': [[...KNOWN, policy('edge/out', { podSelector: {}, policyTypes: ['Egress'] })], [leadsTo('error', 'Ingress', WHO.controller)]],
  'nothing isolates the pods': [KNOWN, []],
  'one of two controllers of the class is admitted': [[
    ...KNOWN, deployment('other/nginx', { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' }),
    accepts(fromNamespace('other')),
  ], []],
  'the controller is not in the input, and nobody is admitted': [[WEB, FRONT, BY_ANYBODY, accepts()], [leadsTo('warning', 'Ingress', WHO.nobody)]],
  'it is not in the input, and some namespace is admitted': [[WEB, FRONT, BY_ANYBODY, accepts(fromNamespace('edge'))], []],
  'it is not in the input, and pods of the own namespace are admitted, among which it may be': [[WEB, FRONT, BY_ANYBODY, accepts({ from: [{ podSelector: {} }] })], []],
  'it is not in the input, and addresses are admitted': [[WEB, FRONT, BY_ANYBODY, accepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], []],
  'the load balancer of a cloud is not admitted': [[WEB, FRONT, BY_ALB, accepts({ from: [{ namespaceSelector: {} }] })],
    [leadsTo('warning', 'Ingress', 'its load balancer, which is no pod, may not send to it')]],
  'addresses are admitted, one of which it may have': [[WEB, FRONT, BY_ALB, accepts({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], []],
  'a Route of OpenShift': [[WEB, FRONT, OPENSHIFT, accepts()], [leadsTo('warning', 'Route', WHO.nobody)]],
  'a route of the Gateway API, of which the Gateway is elsewhere': [[WEB, FRONT, GATEWAY_ROUTE, accepts()], [leadsTo('warning', 'HTTPRoute', WHO.nobody)]],
  'a load balancer of a Service that hands on by nodes': [[WEB, open('LoadBalancer'), accepts({ from: [{ namespaceSelector: {} }] })], [leadsTo('warning', 'Service', OUTSIDE)]],
  'a load balancer of a Service that keeps the clients': [
    [WEB, open('LoadBalancer', { externalTrafficPolicy: 'Local' }), accepts({ from: [{ namespaceSelector: {} }] })], [leadsTo('error', 'Service', OUTSIDE)],
  ],
  'node ports that keep the clients, and that perhaps nobody uses': [
    [WEB, open('NodePort', { externalTrafficPolicy: 'Local' }), accepts({ from: [{ namespaceSelector: {} }] })], [leadsTo('warning', 'Service', OUTSIDE)],
  ],
  'clients of a Service are admitted': [[WEB, open('LoadBalancer'), accepts({ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] })], []],
  'a Service for the inside': [[WEB, FRONT, accepts()], []],
  'a Service that perhaps selects the pods': [[
    deployment('shop/web', { app: 'web' }), service('shop/web', { 'app': 'web', 'pod-template-hash': 'abc' }, ['80:8080']), BY_ANYBODY, accepts(),
  ], []],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(ingressBackendBlocked, given)).toEqual(expected);
});

test('the finding shows the way in and why it ends', () => {
  expect(findings(ingressBackendBlocked, [...KNOWN, accepts(fromNamespace('shop'))])).toEqual([{
    check: 'ingress-backend-blocked',
    severity: 'error',
    title: 'Ingress shop/web leads to `shop/web` on TCP 8080, but its controller `edge/nginx` may not send to it',
    at: { object: 'NetworkPolicy shop/web' },
    evidence: [
      { label: 'way in', text: 'Ingress shop/web -> Service shop/web, port 80 -> shop/web TCP 8080' },
      { label: 'ingress', columns: ['shop/web', 'denied'], text: 'isolated by shop/web; no rule admits it' },
    ],
    effect: 'requests from outside are not answered: they time out, or the controller answers with 502, 503 or 504',
    notes: [],
    help: [[
      'admit the controller:',
      'new AllowPods(this, \'controller\', {',
      '  subject: Pods.labeled({ app: \'web\' }).inNamespace(\'shop\'),',
      '  peers: [Pods.labeled({ \'app.kubernetes.io/name\': \'ingress-nginx\' }).inNamespace(\'edge\')],',
      '  ports: [Port.tcp(8080)],',
      '  direction: Direction.INGRESS,',
      '});',
    ].join('\n')],
  }]);
});

test('where the controller itself may not send, the code is for it', () => {
  const finding = onlyFinding(ingressBackendBlocked, [...KNOWN, policy('edge/out', { podSelector: {}, policyTypes: ['Egress'] })]);
  expect(evidenceOf(finding, 'egress')).toEqual(['isolated by edge/out; no rule admits it']);
  expect(finding.help[0]).toBe([
    'let the controller send to the pods:',
    'new AllowPods(this, \'controller\', {',
    '  subject: Pods.labeled({ \'app.kubernetes.io/name\': \'ingress-nginx\' }).inNamespace(\'edge\'),',
    '  peers: [Pods.labeled({ app: \'web\' }).inNamespace(\'shop\')],',
    '  ports: [Port.tcp(8080)],',
    '  direction: Direction.EGRESS,',
    '});',
  ].join('\n'));
});

test('what is only likely claims no effect, and says why it may come through', () => {
  const { effect, notes } = onlyFinding(ingressBackendBlocked, [WEB, FRONT, GATEWAY_ROUTE, accepts()]);
  expect(effect).toBeUndefined();
  expect(notes).toEqual([
    'only from the node on which a pod runs it is reached all the same, so that some requests may get through',
    'whether anything comes in by it is not known, since the input has only a part of it',
  ]);
});

test('all pods behind one Ingress are one finding', () => {
  const finding = onlyFinding(ingressBackendBlocked, [WEB, FRONT, deployment('shop/api', { app: 'api' }), service('shop/api', { app: 'api' }, ['80:9000']),
    ingress('shop/web', { rules: [ingressRule('a.example.com', { '/': 'web:80', '/api': 'api:80' })] }),
    policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] })]);
  expect(evidenceOf(finding, 'likewise')).toEqual(['shop/api TCP 9000']);
});
