import { parsed, suggestFor, wanted } from './suggested';
import { renderFinding } from '../../src/render/human';
import { manifestOfPolicy } from '../../src/suggestions/manifest';
import { SuggestedPeer, SuggestedPolicy } from '../../src/suggestions/suggestion';
import { yamlOfPolicy } from '../../src/suggestions/yaml';
import { describePortMatches } from '../../src/wording/rules';
import { expectGolden } from '../golden/golden';
import { Cidr, LabelExpression, Pods, Port } from 'cdk8s-netpol';

const pod = (name: string, namespace = 'shop', labels = `app: ${name}`) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { containers: [{ name: c, image: i, ports: [{ name: http, containerPort: 8080 }] }] }
---`;
const policy = (name: string, spec: string, namespace = 'shop') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---`;
const PODS = ['web', 'orders', 'db'].map(name => pod(name)).join('');
const CLOSED = policy('deny', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const DENY_ADMIN = `
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: no-db }
spec:
  tier: Admin
  priority: 1
  subject: { pods: { podSelector: { matchLabels: { app: db } } } }
  ingress: [{ action: Deny, from: [{ namespaces: {} }] }]
---`;

const app = (name: string) => Pods.labeled({ app: name });

/** `shop/orders-ingress for app=orders: from app=web, TCP 8080` */
function inWords({ namespace, name, subject, direction, rules }: SuggestedPolicy): string {
  const labels = (pairs: readonly (readonly [string, string])[]) => pairs.map(([key, value]) => `${key}=${value}`).join(',') || 'all';
  const peer = (one: SuggestedPeer) => (one.kind === 'block' ? [one.cidr, ...one.exceptCidrs].join(' except ')
    : `${labels(one.labels)}${one.namespace === namespace ? '' : ` in ${one.namespace}`}`);
  return `${namespace}/${name} for ${labels(subject)}: ${rules.map(({ peers, ports }) =>
    `${direction === 'egress' ? 'to' : 'from'} ${peers.map(peer).join(' or ')}, ${describePortMatches(ports)}`).join('; ')}`;
}

const said = (...args: Parameters<typeof suggestFor>) => {
  const { policies, unmet, sideEffects } = suggestFor(...args);
  return { policies: policies.map(inWords), unmet: unmet.map(({ title }) => title), sideEffects: sideEffects.length };
};

describe('no more than what is missing', () => {
  test.each<[string, string, ReturnType<typeof wanted>[], string[]]>([
    ['both ends are isolated', PODS + CLOSED, [wanted(app('web'), app('orders'), Port.tcp(8080))], [
      'shop/web-egress for app=web: to app=orders, TCP 8080',
      'shop/orders-ingress for app=orders: from app=web, TCP 8080',
    ]],
    ['nobody is isolated', PODS, [wanted(app('web'), app('orders'))], []],
    ['the destination is isolated alone', PODS + policy('p', '{ podSelector: { matchLabels: { app: orders } }, policyTypes: [Ingress] }'),
      [wanted(app('web'), app('orders'), Port.tcp(8080))], ['shop/orders-ingress for app=orders: from app=web, TCP 8080']],
    ['the source is isolated alone', PODS + policy('p', '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress] }'),
      [wanted(app('web'), app('orders'), Port.tcp(8080))], ['shop/web-egress for app=web: to app=orders, TCP 8080']],
    ['one end admits it already', PODS + CLOSED + policy('a', '{ podSelector: { matchLabels: { app: orders } }, ingress: [{ from: [{ podSelector: {} }] }] }'),
      [wanted(app('web'), app('orders'), Port.tcp(8080))], ['shop/web-egress for app=web: to app=orders, TCP 8080']],
    ['several ports, of which one is open', PODS + CLOSED + policy('a', '{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ ports: [{ port: 80 }] }], egress: [{ ports: [{ port: 80 }] }] }'),
      [wanted(app('web'), app('orders'), Port.tcp(80), Port.tcp(81), Port.udp(53))], [
        'shop/web-egress for app=web: to app=orders, TCP 81, UDP 53',
        'shop/orders-ingress for app=orders: from app=web, TCP 81, UDP 53',
      ]],
    ['every port', PODS + CLOSED, [wanted(app('web'), app('orders'))], [
      'shop/web-egress for app=web: to app=orders, every port',
      'shop/orders-ingress for app=orders: from app=web, every port',
    ]],
    ['a port by its name', PODS + CLOSED, [wanted(app('web'), app('orders'), Port.named('http'))], [
      'shop/web-egress for app=web: to app=orders, TCP http',
      'shop/orders-ingress for app=orders: from app=web, TCP http',
    ]],
    ['two connections of one end share a policy', PODS + CLOSED,
      [wanted(app('web'), app('db'), Port.POSTGRES), wanted(app('orders'), app('db'), Port.POSTGRES), wanted(app('orders'), app('db'), Port.tcp(9187))], [
        'shop/web-egress for app=web: to app=db, TCP 5432',
        'shop/orders-egress for app=orders: to app=db, TCP 5432, TCP 9187',
        'shop/db-ingress for app=db: from app=web, TCP 5432; from app=orders, TCP 5432, TCP 9187',
      ]],
    ['all pods of a namespace', PODS + CLOSED + pod('till', 'tills'), [wanted(Pods.all().inNamespace('shop'), app('till').inNamespace('tills'), Port.tcp(80))],
      ['shop/all-egress for all: to app=till in tills, TCP 80']],
    ['to all pods of a namespace', PODS + CLOSED + pod('till', 'tills'), [wanted(app('till').inNamespace('tills'), Pods.all().inNamespace('shop'), Port.tcp(80))],
      ['shop/all-ingress for all: from app=till in tills, TCP 80']],
    ['addresses', PODS + CLOSED, [wanted(app('web'), Cidr.of('203.0.113.0/24', { exceptCidrs: ['203.0.113.7/32'] }), Port.tcp(443))],
      ['shop/web-egress for app=web: to 203.0.113.0/24 except 203.0.113.7/32, TCP 443']],
    ['from the internet', PODS + CLOSED, [wanted(Cidr.internet(), app('web'), Port.tcp(443))],
      ['shop/web-ingress for app=web: from 0.0.0.0/0 or ::/0, TCP 443']],
    ['a name that is taken', PODS + CLOSED + policy('web-egress', '{ podSelector: { matchLabels: { app: db } } }'), [wanted(app('web'), app('orders'), Port.tcp(80))], [
      'shop/web-egress-2 for app=web: to app=orders, TCP 80',
      'shop/orders-ingress for app=orders: from app=web, TCP 80',
    ]],
    ['the same connection twice', PODS + CLOSED, [wanted(app('web'), app('orders'), Port.tcp(80)), wanted(app('web'), app('orders'), Port.tcpRange(80, 81))], [
      'shop/web-egress for app=web: to app=orders, TCP 80-81',
      'shop/orders-ingress for app=orders: from app=web, TCP 80-81',
    ]],
  ])('%s', (_, input, asked, policies) => {
    expect(said(input, ...asked)).toEqual({ policies, unmet: [], sideEffects: 0 });
  });
});

describe('what no NetworkPolicy can do is said', () => {
  test.each<[string, string, string, ReturnType<typeof wanted>]>([
    ['a rule of the whole cluster denies it', 'denied-above', PODS + CLOSED + DENY_ADMIN, wanted(app('web'), app('db'), Port.POSTGRES)],
    ['a pod without labels', 'no-labels', PODS + CLOSED + pod('bare', 'shop', ''), wanted(app('web'), Pods.all().inNamespace('shop'), Port.tcp(80))],
    ['more than anybody reads', 'too-many', Array.from({ length: 101 }, (_, index) => pod(`p${index}`, `n${index}`)
      + policy('deny', '{ podSelector: {}, policyTypes: [Egress] }', `n${index}`)).join('') + PODS, wanted(Pods.all().inAllNamespaces(), app('db'), Port.POSTGRES)],
    ['a source that is not there', 'no-source', PODS + CLOSED, wanted(app('wbe'), app('db'))],
  ])('%s', (_, golden, input, asked) => {
    const { policies, unmet } = suggestFor(input, asked);
    expectGolden(`suggestions/${golden}`, [...policies.map(inWords), ...unmet.map(renderFinding)].join('\n\n'));
  });
});

test('what labels cannot tell apart is opened too, and that is told', () => {
  const canary = pod('canary', 'shop', 'app: web, track: canary');
  const { policies, sideEffects } = suggestFor(PODS + CLOSED + canary,
    wanted(Pods.matching({ labels: { app: 'web' }, expressions: [LabelExpression.doesNotExist('track')] }), app('db'), Port.POSTGRES));
  expect(policies.map(inWords)).toEqual([
    'shop/web-egress for app=web: to app=db, TCP 5432', 'shop/db-ingress for app=db: from app=web, TCP 5432',
  ]);
  expect(sideEffects.map(({ source, destination, opened }) => [source, destination, `${opened}`])).toEqual([
    [expect.objectContaining({ workload: expect.objectContaining({ name: 'canary' }) }), expect.anything(), 'TCP 5432'],
  ]);
});

test('the text of a policy is its manifest', () => {
  const asked = [
    wanted(app('web'), Cidr.of('203.0.113.0/24', { exceptCidrs: ['203.0.113.7/32'] }), Port.allTcp(), Port.udp(53)),
    wanted(app('web'), app('till').inNamespace('tills'), Port.tcpRange(8000, 8010), Port.named('http')),
    wanted(app('orders'), app('db')),
    wanted(Pods.all().inNamespace('shop'), Pods.all().inNamespace('tills'), Port.HTTPS),
  ];
  const { policies } = suggestFor(PODS + CLOSED + pod('till', 'tills') + pod('desk', 'tills'), ...asked);
  expect(policies.flatMap(one => parsed(yamlOfPolicy(one)))).toEqual(policies.map(manifestOfPolicy));
  expectGolden('suggestions/yaml', policies.map(yamlOfPolicy).join('---\n').trimEnd());
});
