import { expectGolden } from './golden';
import { DENY_ALL, ordersAccept, pods, policy, readAsConstructs, WEB_TO_ORDERS } from './shop';
import { ACCEPTABLE, acceptancesFrom } from '../../src/analysis/acceptance';
import {
  assertionOf, AssertionText, IsolationText, isolationAssertionOf, onlyAssertionOf, OnlyText,
} from '../../src/analysis/parties';
import { tracesOf } from '../../src/assertions/flows';
import { mustBeIsolated } from '../../src/assertions/must-be-isolated';
import { mustNotReach } from '../../src/assertions/must-not-reach';
import { mustOnlyBeReachedBy, mustOnlyReach } from '../../src/assertions/must-only';
import { mustReach } from '../../src/assertions/must-reach';
import { sift } from '../../src/diagnosis/acceptances';
import { renderFinding, renderProblem } from '../../src/render/human';
import { renderMatrix } from '../../src/render/matrix';
import { matrixOf } from '../../src/semantics/matrix';
import { TrafficSet } from '../../src/sets/traffic-set';
import { explained } from '../explained';
import { addresses, facts } from '../fixture';
import { Cidr, Direction, Pods, Port } from 'cdk8s-netpol';

const PODS = pods('web', 'orders', 'admin');
const WEB = Pods.labeled({ app: 'web' });
const ORDERS = Pods.labeled({ app: 'orders' });
const ADMIN = Pods.labeled({ app: 'admin' });
const HTTP = [Port.tcp(8080)];
const BOTH_SIDES = PODS + DENY_ALL + WEB_TO_ORDERS + ordersAccept('from: [{ podSelector: { matchLabels: { app: web } } }]');
const FROM_ADDRESSES = PODS + ordersAccept('from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]');

type Question = Pick<AssertionText, 'source' | 'destination' | 'ports' | 'reason'>;

function assertionFor(question: Question) {
  const at = { object: 'Guard', constructPath: 'app/shop/Guard', source: 'lib/shop.ts:77' };
  return assertionOf({ at, namespace: 'shop', ...question });
}

const ASSERTIONS: Record<string, [typeof mustReach, string, Question]> = {
  'must-reach-one-side-denied': [mustReach, PODS + DENY_ALL + WEB_TO_ORDERS, { source: WEB, destination: ORDERS, ports: HTTP }],
  'must-reach-both-sides-denied': [mustReach, PODS + DENY_ALL, {
    source: Pods.all(), destination: ORDERS, ports: HTTP, reason: 'the shop sells nothing without it',
  }],
  'must-reach-partly-denied': [mustReach, BOTH_SIDES, { source: Pods.all(), destination: ORDERS, ports: HTTP }],
  'must-reach-from-outside-denied': [mustReach, FROM_ADDRESSES, { source: Cidr.internet(), destination: ORDERS, ports: HTTP }],
  'must-reach-unknown': [mustReach, FROM_ADDRESSES, { source: WEB, destination: ORDERS, ports: HTTP }],
  'must-reach-vacuous': [mustReach, PODS, { source: Pods.labeled({ app: 'wbe' }), destination: ORDERS, ports: HTTP }],
  'must-reach-no-port': [mustReach, PODS, { source: WEB, destination: ORDERS, ports: [Port.named('grpc')] }],
  'must-not-reach-allowed': [mustNotReach, BOTH_SIDES, { source: WEB, destination: ORDERS, reason: 'orders hold card data' }],
  'must-not-reach-open': [mustNotReach, PODS, { source: Pods.all().inAllNamespaces(), destination: ORDERS, ports: [Port.POSTGRES] }],
  'must-not-reach-from-outside': [mustNotReach, FROM_ADDRESSES, { source: Cidr.internet(), destination: ORDERS }],
  'must-not-reach-to-outside': [mustNotReach, PODS, { source: WEB, destination: Cidr.internet() }],
  'must-not-reach-unknown': [mustNotReach, FROM_ADDRESSES, { source: WEB, destination: ORDERS, ports: HTTP }],
  'must-not-reach-vacuous': [mustNotReach, PODS, { source: WEB, destination: Pods.labeled({ app: 'db' }).inNamespace('data') }],
  'must-not-reach-no-port': [mustNotReach, PODS, { source: WEB, destination: ORDERS, ports: [Port.named('grpc')] }],
};

test.each(Object.entries(ASSERTIONS))('the message of %s', (name, [check, input, question]) => {
  const findings = check(readAsConstructs(input).snapshot, assertionFor(question));
  expectGolden(name, findings.map(renderFinding).join('\n\n'));
});

const STATED = { at: { object: 'Guard', constructPath: 'app/shop/Guard', source: 'lib/shop.ts:77' }, namespace: 'shop' };
const FROM_ALL = PODS + ordersAccept('from: [{ namespaceSelector: {} }]');
const FROM_WEB = PODS + ordersAccept('from: [{ podSelector: { matchLabels: { app: web } } }]');
const FROM_MONITORING = PODS + ordersAccept('from: [{ podSelector: { matchLabels: { app: web } } }, '
  + '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]');

const WEB_ASKS_FOR_NAMES = `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
- to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }]
  ports: [{ port: 53, protocol: UDP }]
`;

const ABOUT_OTHERS: Record<string, [typeof mustOnlyReach, string, Omit<OnlyText, 'at' | 'namespace'>]> = {
  'must-only-be-reached-by-open': [mustOnlyBeReachedBy, FROM_ALL, { subject: ORDERS, allowed: [WEB], reason: 'orders hold card data' }],
  'must-only-be-reached-by-new-pod': [mustOnlyBeReachedBy, FROM_MONITORING, { subject: ORDERS, allowed: [WEB], ports: HTTP }],
  'must-only-be-reached-by-slip': [mustOnlyBeReachedBy, BOTH_SIDES, { subject: ORDERS, allowed: [Pods.labeled({ app: 'wbe' })] }],
  'must-only-be-reached-by-unknown': [mustOnlyBeReachedBy, FROM_WEB, { subject: ORDERS, allowed: [Cidr.of('10.0.0.0/8')] }],
  'must-only-be-reached-by-vacuous': [mustOnlyBeReachedBy, PODS, { subject: Pods.labeled({ app: 'order' }), allowed: [WEB] }],
  'must-only-reach-open': [mustOnlyReach, PODS, { subject: WEB, allowed: [ORDERS, ADMIN] }],
  'must-only-reach-new-pod': [mustOnlyReach, PODS + policy('web-egress', WEB_ASKS_FOR_NAMES), { subject: WEB, allowed: [ORDERS] }],
};

test.each(Object.entries(ABOUT_OTHERS))('the message of %s', (name, [check, input, text]) => {
  expectGolden(name, check(readAsConstructs(input).snapshot, onlyAssertionOf({ ...STATED, ...text })).map(renderFinding).join('\n\n'));
});

const ISOLATION: Record<string, [string, Omit<IsolationText, 'at' | 'namespace'>]> = {
  'must-be-isolated-open': [FROM_ALL, { subject: Pods.all(), direction: Direction.INGRESS, reason: 'the auditors ask' }],
  'must-be-isolated-new-pod': [
    ['web', 'orders', 'admin'].map(name => policy(name, `\npodSelector: { matchLabels: { app: ${name} } }`)).join('') + PODS,
    { subject: Pods.all(), direction: Direction.INGRESS },
  ],
};

test.each(Object.entries(ISOLATION))('the message of %s', (name, [input, text]) => {
  expectGolden(name, mustBeIsolated(readAsConstructs(input).snapshot, isolationAssertionOf({ ...STATED, ...text })).map(renderFinding).join('\n\n'));
});

const DECLARED = { ...facts({ pods: ['10.244.0.0/16'], nodes: ['10.0.0.0/24'] }), serviceAddresses: addresses('10.96.0.0/12') };

const RANGES: Record<string, [string, Question]> = {
  'must-not-reach-range-of-nodes': [FROM_WEB, { source: Cidr.of('10.0.0.0/16'), destination: ORDERS, ports: HTTP }],
  'must-not-reach-range-of-pods': [FROM_WEB, { source: Cidr.of('10.128.0.0/9'), destination: ORDERS, ports: HTTP }],
  'must-not-reach-range-of-services': [FROM_WEB, { source: WEB, destination: Cidr.of('10.96.0.0/11'), ports: HTTP }],
  'must-not-reach-part-of-range': [PODS + ordersAccept('from: [{ ipBlock: { cidr: 10.244.7.0/24 } }]'), { source: WEB, destination: ORDERS, ports: HTTP }],
};

test.each(Object.entries(RANGES))('the message of %s', (name, [input, question]) => {
  const snapshot = { ...readAsConstructs(input).snapshot, facts: DECLARED };
  expectGolden(name, mustNotReach(snapshot, assertionFor(question)).map(renderFinding).join('\n\n'));
});

const EXPLANATIONS: Record<string, [string, Question]> = {
  'explain-allowed': [BOTH_SIDES, { source: WEB, destination: ORDERS, ports: HTTP }],
  'explain-denied': [BOTH_SIDES, { source: Pods.labeled({ app: 'admin' }), destination: ORDERS, ports: HTTP }],
  'explain-unknown': [FROM_ADDRESSES, { source: WEB, destination: ORDERS, ports: HTTP }],
  'explain-outside': [FROM_ADDRESSES, { source: Cidr.of('10.0.0.0/8'), destination: ORDERS, ports: HTTP }],
};

test.each(Object.entries(EXPLANATIONS))('the text of %s', (name, [input, question]) => {
  const { snapshot } = readAsConstructs(input);
  expectGolden(name, tracesOf(snapshot, assertionFor(question)).map(trace => explained(snapshot, trace)).join('\n'));
});

test('the matrix of a shop with answers that are open', () => {
  expectGolden('matrix-unknown', renderMatrix(matrixOf(readAsConstructs(PODS
    + ordersAccept('from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }, { podSelector: {} }]\n    ports: [{ port: 8080 }]')
    + ordersAccept('from: [{ ipBlock: { cidr: 10.1.0.0/16 } }]\n    ports: [{ port: 9090 }]').replace('orders-ingress', 'metrics')).snapshot), TrafficSet.ALL));
});

test('the matrix of a small shop', () => {
  expectGolden('matrix', renderMatrix(matrixOf(readAsConstructs(BOTH_SIDES + FROM_ADDRESSES.replace(PODS, '')
    .replace('name: orders-ingress', 'name: visitors')).snapshot), TrafficSet.ALL));
});

const PROBLEMS: Record<string, string> = {
  'input-cidr': ordersAccept('from: [{ ipBlock: { cidr: 10.0.0.1 } }]'),
  'input-port': ordersAccept('ports: [{ port: 70000 }]'),
  'input-unknown-field': ordersAccept('form: [{ podSelector: {} }]'),
  'input-foreign-policy': `
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: allow, namespace: shop }
spec: { endpointSelector: {} }
`,
};

test.each(Object.entries(PROBLEMS))('the message of %s', (name, input) => {
  expectGolden(name, readAsConstructs(PODS + input).problems.map(renderProblem).join('\n\n'));
});

test('the message of an acceptance that nothing needs', () => {
  const accepted = [{ check: 'dns-blocked', reason: 'the pods use a hosts file', constructPath: 'shop/web-egress' }];
  const { findings } = sift([], acceptancesFrom(accepted),
    { names: ACCEPTABLE, isRun: () => true, objects: new Set() });
  expectGolden('unused-acceptance', findings.map(renderFinding).join('\n\n'));
});

test('a policy that isolates in both directions is named once for each', () => {
  const { snapshot } = readAsConstructs(PODS + policy('p', '\npodSelector: {}\npolicyTypes: [Ingress, Egress]\n'));
  const [trace] = tracesOf(snapshot, assertionFor({ source: WEB, destination: ORDERS, ports: HTTP }));
  expect(explained(snapshot, trace).match(/isolated by shop\/p/g)).toHaveLength(2);
});
