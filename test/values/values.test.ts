import { Cidr, IPeer, LabelExpression, LabelOperator, Namespaces, Pods, Port, Protocol } from 'cdk8s-netpol';

const nothing = { matchLabels: {}, matchExpressions: [] };
const named = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name }, matchExpressions: [] });

const peers: Record<string, [IPeer, string, unknown]> = {
  'all pods': [Pods.all(), 'all pods', { podSelector: nothing }],
  'pods by label': [Pods.labeled({ 'app': 'web', 'example.com/tier': '' }), 'pods app=web,example.com/tier=', {
    podSelector: { matchLabels: { 'app': 'web', 'example.com/tier': '' }, matchExpressions: [] },
  }],
  'pods by every kind of requirement': [
    Pods.matching({
      labels: { app: 'web' },
      expressions: [
        LabelExpression.in('tier', ['front', 'back']),
        LabelExpression.notIn('stage', ['test']),
        LabelExpression.exists('owner'),
        LabelExpression.doesNotExist('legacy'),
      ],
    }),
    'pods app=web,tier in (front,back),stage!=test,owner,!legacy',
    {
      podSelector: {
        matchLabels: { app: 'web' },
        matchExpressions: [
          { key: 'tier', operator: LabelOperator.IN, values: ['front', 'back'] },
          { key: 'stage', operator: LabelOperator.NOT_IN, values: ['test'] },
          { key: 'owner', operator: LabelOperator.EXISTS, values: [] },
          { key: 'legacy', operator: LabelOperator.DOES_NOT_EXIST, values: [] },
        ],
      },
    },
  ],
  'pods in a namespace': [Pods.all().inNamespace('shop'), 'all pods in namespace shop',
    { podSelector: nothing, namespaceSelector: named('shop') }],
  'pods in namespaces, one of them twice': [Pods.all().inNamespaces('a', 'b', 'a'), 'all pods in namespaces a, b', {
    podSelector: nothing,
    namespaceSelector: {
      matchLabels: {},
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: LabelOperator.IN, values: ['a', 'b'] }],
    },
  }],
  'pods in namespaces by label': [Pods.all().inNamespacesLabeled({ team: 'a' }), 'all pods in namespaces team=a',
    { podSelector: nothing, namespaceSelector: { matchLabels: { team: 'a' }, matchExpressions: [] } }],
  'pods in namespaces by requirement': [
    Pods.all().inNamespacesMatching({ expressions: [LabelExpression.exists('team')] }),
    'all pods in namespaces team',
    {
      podSelector: nothing,
      namespaceSelector: { matchLabels: {}, matchExpressions: [{ key: 'team', operator: LabelOperator.EXISTS, values: [] }] },
    },
  ],
  'pods in all namespaces': [Pods.all().inAllNamespaces(), 'all pods in all namespaces',
    { podSelector: nothing, namespaceSelector: nothing }],
  'a namespace': [Namespaces.named('shop'), 'namespace shop', { namespaceSelector: named('shop') }],
  'namespaces': [Namespaces.named('a', 'b'), 'namespaces a, b', {
    namespaceSelector: {
      matchLabels: {},
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: LabelOperator.IN, values: ['a', 'b'] }],
    },
  }],
  'namespaces by label': [Namespaces.labeled({ team: 'a' }), 'namespaces team=a',
    { namespaceSelector: { matchLabels: { team: 'a' }, matchExpressions: [] } }],
  'namespaces by requirement': [
    Namespaces.matching({ expressions: [LabelExpression.in('team', ['a', 'b'])] }),
    'namespaces team in (a,b)',
    { namespaceSelector: { matchLabels: {}, matchExpressions: [{ key: 'team', operator: LabelOperator.IN, values: ['a', 'b'] }] } },
  ],
  'all namespaces': [Namespaces.all(), 'all namespaces', { namespaceSelector: nothing }],
  'a block': [Cidr.of('10.10.10.0/24'), '10.10.10.0/24', { ipBlocks: [{ cidr: '10.10.10.0/24', exceptCidrs: [] }] }],
  'a block in upper case, as it was written': [Cidr.of('2001:DB8::/32'), '2001:DB8::/32',
    { ipBlocks: [{ cidr: '2001:DB8::/32', exceptCidrs: [] }] }],
  'a block with exceptions': [
    Cidr.of('10.0.0.0/8', { exceptCidrs: ['10.1.0.0/16', '10.2.0.0/16'] }),
    '10.0.0.0/8 except 10.1.0.0/16, 10.2.0.0/16',
    { ipBlocks: [{ cidr: '10.0.0.0/8', exceptCidrs: ['10.1.0.0/16', '10.2.0.0/16'] }] },
  ],
  'every IPv4 address': [Cidr.anyIpv4(), '0.0.0.0/0', { ipBlocks: [{ cidr: '0.0.0.0/0', exceptCidrs: [] }] }],
  'every IPv6 address': [Cidr.anyIpv6(), '::/0', { ipBlocks: [{ cidr: '::/0', exceptCidrs: [] }] }],
  'the internet, each exception in its family': [
    Cidr.internet({ exceptCidrs: ['10.0.0.0/8', 'fc00::/7'] }),
    '0.0.0.0/0 except 10.0.0.0/8 and ::/0 except fc00::/7',
    { ipBlocks: [{ cidr: '0.0.0.0/0', exceptCidrs: ['10.0.0.0/8'] }, { cidr: '::/0', exceptCidrs: ['fc00::/7'] }] },
  ],
};

test.each(Object.entries(peers))('%s', (_, [peer, text, config]) => {
  expect(`${peer}`).toBe(text);
  expect(peer.toPeerConfig()).toEqual(config);
});

const ports: Record<string, [Port, string, Partial<Port>]> = {
  'one TCP port': [Port.tcp(80), 'TCP 80', { protocol: Protocol.TCP, first: 80, last: 80 }],
  'a TCP range': [Port.tcpRange(8000, 8080), 'TCP 8000-8080', { protocol: Protocol.TCP, first: 8000, last: 8080 }],
  'every TCP port': [Port.allTcp(), 'all TCP ports', { protocol: Protocol.TCP }],
  'one UDP port': [Port.udp(53), 'UDP 53', { protocol: Protocol.UDP, first: 53, last: 53 }],
  'a UDP range': [Port.udpRange(1, 65535), 'UDP 1-65535', { protocol: Protocol.UDP, first: 1, last: 65535 }],
  'every UDP port': [Port.allUdp(), 'all UDP ports', { protocol: Protocol.UDP }],
  'one SCTP port': [Port.sctp(36412), 'SCTP 36412', { protocol: Protocol.SCTP, first: 36412, last: 36412 }],
  'an SCTP range': [Port.sctpRange(7, 7), 'SCTP 7', { protocol: Protocol.SCTP, first: 7, last: 7 }],
  'every SCTP port': [Port.allSctp(), 'all SCTP ports', { protocol: Protocol.SCTP }],
  'a named port': [Port.named('http'), 'TCP http', { protocol: Protocol.TCP, name: 'http' }],
  'a named port of another protocol': [Port.named('dns-1', Protocol.UDP), 'UDP dns-1', { protocol: Protocol.UDP, name: 'dns-1' }],
  'a well-known port': [Port.DNS_UDP, 'UDP 53', { protocol: Protocol.UDP, first: 53, last: 53 }],
  'a well-known database': [Port.POSTGRES, 'TCP 5432', { protocol: Protocol.TCP, first: 5432, last: 5432 }],
};

test.each(Object.entries(ports))('%s', (_, [port, text, fields]) => {
  expect(`${port}`).toBe(text);
  expect({ ...port }).toEqual({ first: undefined, last: undefined, name: undefined, ...fields });
});

test('a value keeps what it was made of', () => {
  const labels: Record<string, string> = { app: 'web' };
  const exceptCidrs = ['10.1.0.0/16'];
  const values = ['a'];
  const pods = Pods.labeled(labels);
  const cidr = Cidr.of('10.0.0.0/8', { exceptCidrs });
  const expression = LabelExpression.in('tier', values);
  labels.app = 'other';
  exceptCidrs.pop();
  values.pop();
  expect(`${pods}, ${cidr}, ${expression}`).toBe('pods app=web, 10.0.0.0/8 except 10.1.0.0/16, tier=a');
});

test('a method makes a new value and leaves the old one', () => {
  const pods = Pods.labeled({ app: 'web' });
  pods.inNamespace('shop');
  expect(`${pods}`).toBe('pods app=web');
});
