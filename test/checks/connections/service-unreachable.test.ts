import { serviceUnreachable } from '../../../src/checks/connections/service-unreachable';
import { webhooks } from '../../api-server';
import { deployment, labeled, policy } from '../../fixture';
import { ingress, ingressRule, service } from '../../ways-in';
import { evidenceOf, findings, found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' });
const ORDERS = deployment('shop/orders', { app: 'orders' }, { ports: ['http=8080'] });
const FRONT = service('shop/orders', { app: 'orders' }, ['80:http']);
const PODS = [WEB, ORDERS, FRONT];
const DENY = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] });
const NOBODY = 'warning: nobody may use Service `shop/orders`: its pods admit nobody on TCP 8080';

function accepts(...ingressRules: object[]): object {
  return policy('shop/orders', { podSelector: labeled({ app: 'orders' }), policyTypes: ['Ingress'], ingress: ingressRules });
}

const WITH_PORT = { from: [{ podSelector: {} }] };

const ROWS: Record<string, [object[], string[]]> = {
  'nobody is admitted': [[...PODS, DENY], [NOBODY]],
  'somebody is admitted on another port': [[...PODS, accepts({ ...WITH_PORT, ports: [{ port: 9090 }] })], [NOBODY]],
  'a pod that the input does not have is admitted': [[...PODS, accepts({ from: [{ podSelector: labeled({ app: 'absent' }) }] })], []],
  'a namespace that the input does not have is admitted': [[...PODS, accepts({ from: [{ namespaceSelector: labeled({ team: 'a' }) }] })], []],
  'addresses are admitted': [[...PODS, accepts({ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] })], []],
  'nothing isolates the pods': [PODS, []],
  'one of its ports is admitted': [[
    WEB, ORDERS, service('shop/orders', { app: 'orders' }, ['a=80:http', 'b=90:9090']), accepts({ ...WITH_PORT, ports: [{ port: 9090 }] }),
  ], []],
  'one of two workloads behind it admits somebody': [[
    ...PODS, deployment('shop/orders-2', { app: 'orders', n: '2' }, { ports: ['http=8080'] }), DENY,
    policy('shop/two', { podSelector: labeled({ n: '2' }), policyTypes: ['Ingress'], ingress: [WITH_PORT] }),
  ], []],
  'it is headless, and perhaps there for names only': [
    [WEB, ORDERS, service('shop/orders', { app: 'orders' }, ['80:http'], { clusterIP: 'None' }), DENY], [],
  ],
  'it has no pods in the input': [[WEB, FRONT, DENY], []],
  'a rule names the port of the Service, of which another check tells': [[...PODS, accepts({ ...WITH_PORT, ports: [{ port: 80 }] })], []],
  'a rule names a port that the pods do not have, of which another check tells': [[...PODS, accepts({ ...WITH_PORT, ports: [{ port: 'web' }] })], []],
  'a rule of pods asks for the connection, of which another check tells': [[...PODS, DENY,
    policy('shop/out', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'orders' }) }] }] })], []],
  'an Ingress leads to it, of which another check tells': [
    [...PODS, DENY, ingress('shop/i', { rules: [ingressRule('a.example.com', { '/': 'orders:80' })] })], [],
  ],
  'the API server is to call it, of which another check tells': [[...PODS, DENY, webhooks('Validating', 'w', { 'a.example.com': 'shop/orders:80' })], []],
  'its pods are on the host network, where policies may not hold': [
    [deployment('shop/orders', { app: 'orders' }, { hostNetwork: true, ports: ['http=8080'] }), FRONT, DENY], [],
  ],
  'a policy perhaps isolates its pods': [
    [...PODS, policy('shop/hash', { podSelector: labeled({ 'pod-template-hash': 'abc' }), policyTypes: ['Ingress'] })], [],
  ],
  'a policy of a kind that is not simulated may open it': [
    [...PODS, DENY, { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { namespace: 'shop', name: 'c' }, spec: { endpointSelector: {} } }], [],
  ],
};

test.each(Object.entries(ROWS))('%s', (_, [given, expected]) => {
  expect(found(serviceUnreachable, given)).toEqual(expected);
});

test('the finding shows the pods behind it and what isolates them', () => {
  expect(findings(serviceUnreachable, [...PODS, DENY])).toEqual([{
    check: 'service-unreachable',
    severity: 'warning',
    title: 'nobody may use Service `shop/orders`: its pods admit nobody on TCP 8080',
    at: { object: 'NetworkPolicy shop/deny' },
    evidence: [
      { label: 'Service', text: 'shop/orders -> shop/orders, TCP 8080' },
      { label: 'ingress', columns: ['shop/orders', 'denied'], text: 'isolated by shop/deny; no rule admits it' },
    ],
    notes: ['the node on which a pod runs reaches it all the same: for probes, and for `kubectl port-forward`'],
    help: [
      [
        'admit the pods that are to use it:',
        'new AllowPods(this, \'clients\', {',
        '  subject: Pods.labeled({ app: \'orders\' }).inNamespace(\'shop\'),',
        '  peers: [Pods.labeled({ app: \'client\' }).inNamespace(\'shop\')], // the pods that are to use it',
        '  ports: [Port.tcp(8080)],',
        '  direction: Direction.INGRESS,',
        '});',
      ].join('\n'),
      'or leave the Service out, if nobody is meant to use it',
    ],
  }]);
});

test('Services that the same policies close are one finding', () => {
  const finding = onlyFinding(serviceUnreachable, [...PODS, service('shop/web', { app: 'web' }, ['80']), DENY]);
  expect(evidenceOf(finding, 'likewise')).toEqual(['Service shop/web']);
});
