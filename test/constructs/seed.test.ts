import { Testing } from 'cdk8s';
import {
  AllowAll, AllowCidr, AllowNamespace, AllowPods, Cidr, DefaultDenyAll, Namespaces, Pods,
} from 'cdk8s-netpol';

// The manifests of the guide "Using network policies in Kubernetes", as data.
const subject = { podSelector: { matchLabels: { app: 'pod1' } }, policyTypes: ['Ingress', 'Egress'] };
const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

test('default-deny-all.yaml', () => {
  const chart = Testing.chart();
  new DefaultDenyAll(chart, 'Deny', { metadata: { name: 'default-deny-all' } });
  expect(Testing.synth(chart)).toStrictEqual([{
    ...policy,
    metadata: { name: 'default-deny-all' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  }]);
});

test('allow-all-demo.yaml', () => {
  const chart = Testing.chart();
  new AllowAll(chart, 'Allow', { metadata: { name: 'allow-all-demo' }, subject: Pods.labeled({ app: 'demo' }) });
  expect(Testing.synth(chart)).toStrictEqual([{
    ...policy,
    metadata: { name: 'allow-all-demo' },
    spec: {
      podSelector: { matchLabels: { app: 'demo' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{}],
      egress: [{}],
    },
  }]);
});

test('pod-based-policy.yaml', () => {
  const chart = Testing.chart();
  new AllowPods(chart, 'Allow', {
    metadata: { name: 'pod-based-policy' },
    namespace: 'default',
    subject: Pods.labeled({ app: 'pod1' }),
    peers: [Pods.labeled({ app: 'pod2' })],
  });
  const peers = [{ podSelector: { matchLabels: { app: 'pod2' } } }];
  expect(Testing.synth(chart)).toStrictEqual([{
    ...policy,
    metadata: { name: 'pod-based-policy', namespace: 'default' },
    spec: { ...subject, ingress: [{ from: peers }], egress: [{ to: peers }] },
  }]);
});

test('namespace-based-policy.yaml', () => {
  const chart = Testing.chart();
  new AllowNamespace(chart, 'Allow', {
    metadata: { name: 'namespace-based-policy', namespace: 'default' },
    subject: Pods.labeled({ app: 'pod1' }),
    peers: [Namespaces.named('demo-namespace')],
  });
  const peers = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'demo-namespace' } } }];
  expect(Testing.synth(chart)).toStrictEqual([{
    ...policy,
    metadata: { name: 'namespace-based-policy', namespace: 'default' },
    spec: { ...subject, ingress: [{ from: peers }], egress: [{ to: peers }] },
  }]);
});

test('ip-based-policy.yaml', () => {
  const chart = Testing.chart(); // `namespace` and `metadata.namespace` may both be given, if they agree
  new AllowCidr(chart, 'Allow', {
    metadata: { name: 'ip-based-policy', namespace: 'default' },
    namespace: 'default',
    subject: Pods.labeled({ app: 'pod1' }),
    peers: [Cidr.of('10.10.10.0/24')],
  });
  const peers = [{ ipBlock: { cidr: '10.10.10.0/24' } }];
  expect(Testing.synth(chart)).toStrictEqual([{
    ...policy,
    metadata: { name: 'ip-based-policy', namespace: 'default' },
    spec: { ...subject, ingress: [{ from: peers }], egress: [{ to: peers }] },
  }]);
});
