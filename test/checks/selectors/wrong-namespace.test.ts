import { wrongNamespace } from '../../../src/checks/selectors/wrong-namespace';
import { deployment, labeled, namespace, policy } from '../../fixture';
import { findings, found, onlyFinding } from '../findings';

const ORDERS = deployment('shop/orders', { app: 'orders' });
const PROMETHEUS = deployment('monitoring/prometheus', { app: 'prometheus' });
const PODS = [ORDERS, PROMETHEUS];

const PROMETHEUSES = { podSelector: labeled({ app: 'prometheus' }) };
const IN = (name: string) => ({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': name }) });

function from(...peers: object[]): object {
  return policy('shop/orders', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: peers }] });
}

function subject(name: string, podSelector: object): object {
  return policy(name, { podSelector, policyTypes: ['Ingress'] });
}

test('a peer without its namespace gets it under the same dash', () => {
  expect(findings(wrongNamespace, [...PODS, from(PROMETHEUSES)])).toEqual([{
    check: 'wrong-namespace',
    severity: 'warning',
    title: 'ingress rule 1 of policy `shop/orders` asks for pods in `shop`: such pods are in `monitoring` only',
    at: { object: 'NetworkPolicy shop/orders' },
    evidence: [
      { label: 'from', text: 'app=prometheus', mark: { part: 'app=prometheus', remark: '0 of 1 workload in `shop`' } },
      { label: 'such pods', text: 'monitoring/prometheus' },
    ],
    effect: undefined,
    notes: ['checked against the 1 workload in `shop` that the input has; pods created elsewhere are not seen'],
    help: [[
      'if these are meant, give the peer their namespace, under the same dash:',
      'from:',
      '  - namespaceSelector:',
      '      matchLabels:',
      '        kubernetes.io/metadata.name: monitoring',
      '    podSelector:',
      '      matchLabels:',
      '        app: prometheus',
    ].join('\n')],
  }]);
});

test('a policy beside its pods leaves them open, and gets their namespace', () => {
  expect(findings(wrongNamespace, [...PODS, subject('monitoring/orders', labeled({ app: 'orders' }))])).toEqual([{
    check: 'wrong-namespace',
    severity: 'warning',
    title: 'policy `monitoring/orders` selects no pod: such pods are in `shop` only',
    at: { object: 'NetworkPolicy monitoring/orders' },
    evidence: [
      { label: 'podSelector', text: 'app=orders', mark: { part: 'app=orders', remark: '0 of 1 workload in `monitoring`' } },
      { label: 'such pods', text: 'shop/orders' },
    ],
    effect: 'no other policy selects `shop/orders` for ingress, so everybody can reach it on every port',
    notes: ['checked against the 1 workload in `monitoring` that the input has; pods created elsewhere are not seen'],
    help: ['if these are meant, give the policy their namespace: `namespace: shop`'],
  }]);
});

const ROWS: Record<string, [object[], string[]]> = {
  'a policy in a namespace that nothing else stands in': [[...PODS, subject('shp/orders', labeled({ app: 'orders' }))],
    ['warning: policy `shp/orders` selects no pod: such pods are in `shop` only']],
  'a namespace that is declared may get its pods later': [[...PODS, namespace('later'), subject('later/orders', labeled({ app: 'orders' }))], []],
  'a peer in a namespace that has others': [
    [...PODS, deployment('lab/x', { app: 'x' }), from({ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'lab' }), ...PROMETHEUSES })],
    ['warning: ingress rule 1 of policy `shop/orders` asks for pods in lab: such pods are in `monitoring` only'],
  ],
  'a namespace that the input has no pods of may have such pods': [[...PODS, from({ ...IN('lab'), ...PROMETHEUSES })], []],
  'of two namespaces nobody knows which is meant': [[...PODS, deployment('lab/prometheus', { app: 'prometheus' }), from(PROMETHEUSES)], []],
  'such a pod is there': [[...PODS, deployment('shop/prometheus', { app: 'prometheus' }), from(PROMETHEUSES)], []],
  'such pods may be made by an operator': [[...PODS, {
    apiVersion: 'x.example/v1', kind: 'Thing', metadata: { name: 't', namespace: 'shop' }, spec: { podLabels: { app: 'prometheus' } },
  }, from(PROMETHEUSES)], []],
  'all pods of a namespace without any': [[...PODS, subject('shp/orders', {})], []],
  'what a selector leaves out is found anywhere': [
    [...PODS, from({ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['orders'] }] } })], [],
  ],
  'pods that leave their namespace open may be meant for that of the policy': [
    [ORDERS, deployment('prometheus', { app: 'prometheus' }), from(PROMETHEUSES)], [],
  ],
  'and a policy that does so for that of the pods': [[...PODS, deployment('cron', { app: 'cron' }), subject('orders', labeled({ app: 'orders' }))], []],
};

test.each(Object.entries(ROWS))('pods in another namespace: %s', (_, [given, expected]) => {
  expect(found(wrongNamespace, given)).toEqual(expected);
});

test('one item where two were meant: pods of the own namespace, asked for in another one', () => {
  const [item] = onlyFinding(wrongNamespace, [...PODS, from({ ...IN('monitoring'), podSelector: labeled({ app: 'orders' }) })]).help;
  expect(item.split('\n')).toEqual([
    'if these are meant, leave out the namespaceSelector; if all pods in monitoring are meant too, make two items:',
    'from:',
    '  - namespaceSelector:',
    '      matchLabels:',
    '        kubernetes.io/metadata.name: monitoring',
    '  - podSelector:',
    '      matchLabels:',
    '        app: orders',
  ]);
});
