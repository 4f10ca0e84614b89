import { unprotectedNamespace } from '../../../src/checks/isolation/unprotected-namespace';
import { unprotectedWorkload } from '../../../src/checks/isolation/unprotected-workload';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { existingPods } from '../../../src/model/existing-pods';
import { cluster, deployment, labeled, pod, policy } from '../../fixture';
import { contextOfSnapshot } from '../contexts';
import { evidenceOf, findings, found, onlyFinding } from '../findings';
import { app, clusterPolicy } from '../tiers/policies';

const PODS = ['web', 'orders', 'stock', 'cache'].map(name => deployment(`shop/${name}`, { app: name }));
const closed = (...apps: readonly string[]) => apps.map(name =>
  policy(`shop/${name}`, { podSelector: labeled({ app: name }), policyTypes: ['Ingress'] }));
const THREE = closed('web', 'orders', 'stock');

const FORGOTTEN = ['warning: no policy is for `shop/cache`, while policies are for the 3 other workloads of `shop`'];
const CILIUM_POLICY = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'cache', namespace: 'shop' },
  spec: { endpointSelector: labeled({ app: 'cache' }), ingress: [{}] },
};

const EXCEPTIONS: Record<string, [object[], string[]]> = {
  'one of four has none': [[...PODS, ...THREE], FORGOTTEN],
  'a policy in the other direction is one too': [[...PODS, ...THREE, policy('shop/c', { podSelector: labeled({ app: 'cache' }), policyTypes: ['Egress'] })], []],
  'a policy for all pods': [[...PODS, policy('shop/all', { podSelector: {}, policyTypes: ['Ingress'] })], []],
  'a policy that perhaps is for it': [[...PODS, ...THREE, policy('shop/hash', { podSelector: labeled({ 'pod-template-hash': 'abc' }) })], []],
  'a policy of the whole cluster': [[...PODS, ...THREE, clusterPolicy('guard', [{ action: 'Deny' }], { subject: app('cache') })], []],
  'a policy of a kind that is not simulated': [[...PODS, ...THREE, CILIUM_POLICY], []],
  'it is on the host network': [[...PODS.slice(0, 3), pod('shop/cache', {}, { hostNetwork: true }), ...THREE], []],
  'it is in another namespace': [[...PODS.slice(0, 3), pod('lab/cache'), ...THREE], []],
  'half of them have one': [[...PODS, ...closed('web', 'orders')], []],
  'two of three are too few to tell': [[...PODS.slice(1), ...closed('orders', 'stock')], []],
  'none has one': [PODS, []],
};

test.each(Object.entries(EXCEPTIONS))('a workload without a policy: %s', (_, [given, expected]) => {
  expect(found(unprotectedWorkload, given)).toEqual(expected);
});

const NONE = 'info: no policy is for any workload of namespace `shop`';

const NAMESPACES: Record<string, [object[], string[]]> = {
  'none has one': [PODS, [NONE]],
  'one of four has one': [[...PODS, ...closed('web')], ['info: no policy is for 3 of the 4 workloads of namespace `shop`']],
  'half of them have one': [[...PODS, ...closed('web', 'orders')], ['info: no policy is for 2 of the 4 workloads of namespace `shop`']],
  'most of them have one, which is the matter of unprotected-workload': [[...PODS, ...THREE], []],
  'all have one': [[...PODS, ...THREE, ...closed('cache')], []],
  'policies without workloads': [THREE, []],
};

test.each(Object.entries(NAMESPACES))('a namespace without policies: %s', (_, [given, expected]) => {
  expect(found(unprotectedNamespace, given)).toEqual(expected);
});

test('the workloads with and without a policy are in the finding', () => {
  expect(findings(unprotectedWorkload, [...PODS, ...THREE])).toEqual([{
    check: 'unprotected-workload',
    severity: 'warning',
    title: FORGOTTEN[0].replace('warning: ', ''),
    at: { object: 'Deployment shop/cache' },
    evidence: [
      { label: 'open', text: 'shop/cache' },
      { label: 'policies for', text: 'shop/web, shop/orders, shop/stock' },
    ],
    effect: 'everybody may connect to its pods, and they to everybody, as far as the other end lets it',
    notes: ['policies that stand elsewhere are not seen'],
    help: ['write a policy for it, or add one for all pods of the namespace, which later ones cannot fall out of: `podSelector: {}`'],
  }]);
});

test('several in one namespace are one finding, accepted where all are', () => {
  const given = [...PODS, ...closed('a', 'b'), ...['a', 'b'].map(name => pod(`shop/${name}`, { app: name })), ...closed('web', 'orders')];
  expect(findings(unprotectedWorkload, given).map(({ title, likewise }) => [title, likewise])).toEqual([[
    'no policy is for `shop/stock`, `shop/cache`, while policies are for the 4 other workloads of `shop`', [{ object: 'Deployment shop/cache' }],
  ]]);
});

test('namespaces without policies are one finding', () => {
  expect(evidenceOf(onlyFinding(unprotectedNamespace, [...PODS, pod('lab/a'), pod('lab/b')]), 'likewise')).toEqual(['lab (2 workloads)']);
});

test.each(['always', 'never'] as const)('where the enforcer is in mode %s, policies are not what isolates', mode => {
  const snapshot = cluster(PODS, undefined, cilium({ ...defaultOptions('1.18'), mode }));
  expect(unprotectedNamespace.check(contextOfSnapshot(snapshot))).toEqual([]);
});

test('pods that are only declared may have labels that a policy asks for', () => {
  const existing = [existingPods({ namespace: 'lab', labels: new Map([['app', 'x']]), ports: [], hostNetwork: false })];
  expect(unprotectedNamespace.check(contextOfSnapshot(cluster([], { existing })))).toEqual([]);
});
