import { Allowance, pasteAllowance } from '../../../src/checks/support/allowance';
import { Audience } from '../../../src/wording/audience';
import { cluster, deployment, policy, workload } from '../../fixture';

const SNAPSHOT = cluster([
  deployment('shop/web', { app: 'web' }), deployment('lab/web', { app: 'web' }), deployment('lab/nameless'),
  policy('shop/web-clients', { podSelector: {}, policyTypes: ['Ingress'] }),
]);
const WEB = workload(SNAPSHOT, 'shop/web');

function paste(peer: Allowance['peer'], audience: Audience, more: Partial<Allowance> = {}): string[] {
  return pasteAllowance({ snapshot: SNAPSHOT, audience }, {
    what: 'admit them:', id: 'clients', subject: WEB, direction: 'ingress', peer, ports: [{ protocol: 'TCP', port: 8080 }], ...more,
  }).split('\n');
}

const HEADER = [
  'admit them:', 'apiVersion: networking.k8s.io/v1', 'kind: NetworkPolicy', 'metadata:', '  name: web-clients-2', '  namespace: shop', 'spec:',
  '  podSelector:', '    matchLabels:', '      app: web', '  policyTypes: [Ingress]', '  ingress:', '    - from:',
];
const PORTS = ['      ports:', '        - { protocol: TCP, port: 8080 }'];

test.each<[string, Allowance['peer'], string[]]>([
  ['addresses', { kind: 'addresses', cidrs: ['192.0.2.1/32', '192.0.2.2/32'] }, ['        - ipBlock: { cidr: 192.0.2.1/32 }', '        - ipBlock: { cidr: 192.0.2.2/32 }']],
  ['addresses that nobody knows', { kind: 'addresses', cidrs: ['192.0.2.1/32'], remark: 'yours' }, ['        - ipBlock: { cidr: 192.0.2.1/32 }  # yours']],
  ['pods of another namespace', { kind: 'workload', workload: workload(SNAPSHOT, 'lab/web') }, [
    '        - namespaceSelector:', '            matchLabels:', '              kubernetes.io/metadata.name: lab',
    '          podSelector:', '            matchLabels:', '              app: web',
  ]],
  ['pods that the input does not have', { kind: 'pods', namespace: 'shop', labels: [['app', 'client']], remark: 'yours' }, [
    '        - podSelector:', '            matchLabels:', '              app: client', '          # yours',
  ]],
])('a manifest for %s, with a name that is free', (_, peer, lines) => {
  expect(paste(peer, 'manifests')).toEqual([...HEADER, ...lines, ...PORTS]);
});

test.each<[string, Allowance['peer'], string, string]>([
  ['addresses', { kind: 'addresses', cidrs: ['192.0.2.1/32'], remark: 'yours' }, 'AllowCidr', 'Cidr.of(\'192.0.2.1/32\')], // yours'],
  ['pods', { kind: 'workload', workload: workload(SNAPSHOT, 'lab/web') }, 'AllowPods', 'Pods.labeled({ app: \'web\' }).inNamespace(\'lab\')],'],
  ['pods that the input does not have', { kind: 'pods', namespace: 'edge', labels: [], remark: 'yours' }, 'AllowPods', 'Pods.all().inNamespace(\'edge\')], // yours'],
])('code for %s', (_, peer, construct, text) => {
  expect(paste(peer, 'constructs', { direction: 'egress', ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'SCTP', port: 53 }] })).toEqual([
    'admit them:', `new ${construct}(this, 'clients', {`, '  subject: Pods.labeled({ app: \'web\' }).inNamespace(\'shop\'),', `  peers: [${text}`,
    '  ports: [Port.DNS_UDP, Port.sctp(53)],', '  direction: Direction.EGRESS,', '});',
  ]);
});

test.each(['constructs', 'manifests'] as const)('pods without labels get one first, for %s', audience => {
  expect(paste({ kind: 'workload', workload: workload(SNAPSHOT, 'lab/nameless') }, audience)).toEqual([
    'admit them:', 'give the pods of `lab/nameless` a label first: they have none that a policy could select them by',
  ]);
});
