import { ApiObject, Chart, Lazy, Testing } from 'cdk8s';
import { policyOf } from './synthesized';
import {
  AllowAll, AllowCidr, AllowNamespace, AllowPods, Cidr,
  DefaultDenyAll, DefaultDenyEgress, DefaultDenyIngress, Direction,
  LabelExpression, Namespaces, Pods, Port, Protocol,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });
const podSelector = { matchLabels: { app: 'web' } };
const dbSelector = { matchLabels: { app: 'db' } };
const name = (namespace: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });

/** The spec that the construct writes into a chart of namespace `shop`. */
function specOf(make: (chart: Chart) => unknown): any {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  make(chart);
  return policyOf(chart);
}

const specs: Record<string, [(chart: Chart) => unknown, unknown]> = {
  'deny all ingress': [chart => new DefaultDenyIngress(chart, 'Deny'), { podSelector: {}, policyTypes: ['Ingress'] }],
  'deny all egress': [chart => new DefaultDenyEgress(chart, 'Deny'), { podSelector: {}, policyTypes: ['Egress'] }],
  'deny some pods': [chart => new DefaultDenyAll(chart, 'Deny', { subject: web }), { podSelector, policyTypes: ['Ingress', 'Egress'] }],
  'allow all ingress of all pods': [chart => new AllowAll(chart, 'Allow', { direction: Direction.INGRESS }),
    { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }],
  'allow all egress of all pods': [chart => new AllowAll(chart, 'Allow', { direction: Direction.EGRESS }),
    { podSelector: {}, policyTypes: ['Egress'], egress: [{}] }],
  'several peers are alternatives in one rule': [
    chart => new AllowPods(chart, 'Allow', {
      subject: web, peers: [db, Pods.all().inNamespace('monitoring')], direction: Direction.INGRESS,
    }),
    { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: dbSelector }, { namespaceSelector: name('monitoring') }] }] },
  ],
  'pods of another namespace are one combined peer': [
    chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db.inNamespace('data')], direction: Direction.EGRESS }),
    { podSelector, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: name('data'), podSelector: dbSelector }] }] },
  ],
  'pods of the policy\'s own namespace need no namespace selector': [
    chart => new AllowPods(chart, 'Allow', { subject: web, peers: [db.inNamespace('shop')], direction: Direction.EGRESS }),
    { podSelector, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: dbSelector }] }] },
  ],
  'all pods of the own namespace are not every namespace': [
    chart => new AllowPods(chart, 'Allow', { subject: web, peers: [Pods.all()], direction: Direction.INGRESS }),
    { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
  ],
  'all pods of all namespaces': [
    chart => new AllowPods(chart, 'Allow', { subject: web, peers: [Pods.all().inAllNamespaces()], direction: Direction.INGRESS }),
    { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: {} }] }] },
  ],
  'requirements': [
    chart => new AllowPods(chart, 'Allow', {
      subject: Pods.matching({ labels: { app: 'web' }, expressions: [LabelExpression.exists('tier')] }),
      peers: [Pods.matching({ expressions: [LabelExpression.notIn('tier', ['test', ''])] }).inNamespaces('a', 'b')],
      direction: Direction.INGRESS,
    }),
    {
      podSelector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{
          namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }] },
          podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['test', ''] }] },
        }],
      }],
    },
  ],
  'a namespace, even the own one, is all its pods': [
    chart => new AllowNamespace(chart, 'Allow', { subject: web, peers: [Namespaces.named('shop')], direction: Direction.INGRESS }),
    { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: name('shop') }] }] },
  ],
  'several namespaces by name': [
    chart => new AllowNamespace(chart, 'Allow', { subject: web, peers: [Namespaces.named('a', 'b')], direction: Direction.EGRESS }),
    {
      podSelector,
      policyTypes: ['Egress'],
      egress: [{
        to: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }] } }],
      }],
    },
  ],
  'every namespace': [
    chart => new AllowNamespace(chart, 'Allow', { subject: web, peers: [Namespaces.all()], direction: Direction.EGRESS }),
    { podSelector, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: {} }] }] },
  ],
  'addresses with exceptions': [
    chart => new AllowCidr(chart, 'Allow', {
      subject: web, peers: [Cidr.internet({ exceptCidrs: ['10.0.0.0/8'] })], ports: [Port.HTTPS], direction: Direction.EGRESS,
    }),
    {
      podSelector,
      policyTypes: ['Egress'],
      egress: [{
        to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }, { ipBlock: { cidr: '::/0' } }],
        ports: [{ protocol: 'TCP', port: 443 }],
      }],
    },
  ],
  'ports of every kind': [
    chart => new AllowPods(chart, 'Allow', {
      subject: web,
      peers: [db],
      direction: Direction.INGRESS,
      ports: [
        Port.tcp(80), Port.tcpRange(8000, 8080), Port.udpRange(53, 53), Port.allSctp(),
        Port.named('http'), Port.named('dns', Protocol.UDP),
      ],
    }),
    {
      podSelector,
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{ podSelector: dbSelector }],
        ports: [
          { protocol: 'TCP', port: 80 }, { protocol: 'TCP', port: 8000, endPort: 8080 }, { protocol: 'UDP', port: 53 },
          { protocol: 'SCTP' }, { protocol: 'TCP', port: 'http' }, { protocol: 'UDP', port: 'dns' },
        ],
      }],
    },
  ],
  'a lazy label value': [
    chart => new DefaultDenyAll(chart, 'Deny', { subject: Pods.labeled({ app: Lazy.any({ produce: () => 'web' }) as any }) }),
    { podSelector, policyTypes: ['Ingress', 'Egress'] },
  ],
};

test.each(Object.entries(specs))('%s', (_, [make, spec]) => {
  expect(specOf(make)).toStrictEqual(spec);
});

describe('the namespace of a policy', () => {
  const namespaces: Record<string, [(chart: Chart) => DefaultDenyAll, string]> = {
    'is the chart\'s': [chart => new DefaultDenyAll(chart, 'Deny'), 'shop'],
    'is the subject\'s, before the chart\'s': [chart => new DefaultDenyAll(chart, 'Deny', { subject: web.inNamespace('data') }), 'data'],
    'is the one that is given, before the chart\'s': [chart => new DefaultDenyAll(chart, 'Deny', { namespace: 'data' }), 'data'],
    'may be given as metadata': [chart => new DefaultDenyAll(chart, 'Deny', { metadata: { namespace: 'data' } }), 'data'],
    'may be given beside a subject that agrees': [
      chart => new DefaultDenyAll(chart, 'Deny', { namespace: 'data', subject: web.inNamespace('data') }), 'data',
    ],
  };

  test.each(Object.entries(namespaces))('%s', (_, [make, namespace]) => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    const policy = make(chart);
    expect(policy.namespace).toBe(namespace);
    expect(Testing.synth(chart)[0].metadata.namespace).toBe(namespace);
  });

  test('may be unknown', () => {
    const chart = Testing.chart();
    expect(new DefaultDenyAll(chart, 'Deny').namespace).toBeUndefined();
    expect(Testing.synth(chart)[0].metadata).toStrictEqual({ name: 'test-deny-c8569840' });
  });
});

describe('a policy construct', () => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop', labels: { team: 'a' } });
  const given = { name: 'deny', labels: { stage: 'live' }, annotations: { note: 'x' } };
  const policy = new DefaultDenyAll(chart, 'Deny', { metadata: given });

  test('gives its manifest', () => {
    expect(policy.apiObject).toBe(policy.node.findChild('Resource'));
    expect(policy.apiObject).toBe(ApiObject.of(policy));
    expect(policy.name).toBe('deny');
  });

  test('keeps all metadata and adds the chart\'s labels', () => {
    expect(policy.apiObject.toJson().metadata).toStrictEqual(
      { name: 'deny', namespace: 'shop', labels: { team: 'a', stage: 'live' }, annotations: { note: 'x' } },
    );
  });

  test('has a unique name unless it is given one', () => {
    expect(new DefaultDenyAll(chart, 'Another').name).toBe('chart-another-c87a75a5');
  });
});
