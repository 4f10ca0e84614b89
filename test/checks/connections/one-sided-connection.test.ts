import { oneSidedConnection } from '../../../src/checks/connections/one-sided-connection';
import { deployment, labeled, namespace, pod, policy } from '../../fixture';
import { evidenceOf, findings, found, onlyFinding } from '../findings';
import { clusterPolicy } from '../tiers/policies';

const WEB = deployment('shop/web', { app: 'web' });
const ORDERS = deployment('shop/orders', { app: 'orders' }, { ports: ['http=8080'] });
const ADMIN = deployment('shop/admin', { app: 'admin' });
const PODS = [WEB, ORDERS, ADMIN];

const FROM_WEB = { from: [{ podSelector: labeled({ app: 'web' }) }] };
const TO_ORDERS = { to: [{ podSelector: labeled({ app: 'orders' }) }] };
const WEB_SENDS = webSends(TO_ORDERS);
const DENY_INGRESS = policy('shop/deny', { podSelector: {}, policyTypes: ['Ingress'] });
const DENY_EGRESS = policy('shop/deny', { podSelector: {}, policyTypes: ['Egress'] });
const REFUSED = 'error: `shop/web` may send to `shop/orders` on every port, but `shop/orders` does not accept it';
const NOT_SENT = 'error: `shop/orders` accepts every port from `shop/web`, but `shop/web` may not send it';

function webSends(...rules: object[]): object {
  return policy('shop/web-egress', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: rules });
}

/** The rule on one TCP port, or on a range. */
function on(rule: object, port: number, endPort?: number): object {
  return { ...rule, ports: [{ port, ...(endPort && { endPort }) }] };
}

function ordersAccept(...rules: object[]): object {
  return policy('shop/orders-ingress', { podSelector: labeled({ app: 'orders' }), policyTypes: ['Ingress'], ingress: rules });
}

const ONE_SIDE: Record<string, [object[], string[]]> = {
  'egress names a peer that accepts from nobody': [[...PODS, WEB_SENDS, DENY_INGRESS], [REFUSED]],
  'egress names a peer that accepts from others only': [
    [...PODS, WEB_SENDS, ordersAccept({ from: [{ podSelector: labeled({ app: 'admin' }) }] })], [REFUSED],
  ],
  'ingress names a peer that may send to nobody': [[...PODS, ordersAccept(FROM_WEB), DENY_EGRESS], [NOT_SENT]],
  'ingress names a peer that may send to others only': [
    [...PODS, ordersAccept(FROM_WEB), webSends({ to: [{ podSelector: labeled({ app: 'admin' }) }] })],
    // Both sides are wrong here, and each is told about its own rule.
    [NOT_SENT],
  ],
  'the other side is not isolated': [[...PODS, WEB_SENDS], []],
  'both sides allow it': [[...PODS, WEB_SENDS, ordersAccept(FROM_WEB)], []],
  'another policy of the peer allows it': [[...PODS, WEB_SENDS, DENY_INGRESS, ordersAccept(FROM_WEB)], []],
  'both sides, across namespaces': [[
    namespace('shop'), namespace('data'), WEB, deployment('data/db', { app: 'db' }),
    webSends({ to: [{ namespaceSelector: {}, podSelector: labeled({ app: 'db' }) }] }),
    policy('data/db', { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'web' }) }] }] }),
  ], []],
  'the source\'s namespace is forgotten on the other side': [[
    WEB, deployment('data/db', { app: 'db' }),
    webSends({ to: [{ namespaceSelector: {}, podSelector: labeled({ app: 'db' }) }] }),
    policy('data/db', { podSelector: {}, ingress: [FROM_WEB] }),
  ], ['error: `shop/web` may send to `data/db` on every port, but `data/db` does not accept it']],
  'bare pods': [[
    pod('shop/web', { app: 'web' }), pod('shop/orders', { app: 'orders' }), WEB_SENDS, DENY_INGRESS,
  ], [REFUSED]],
  'a pod that names itself reaches itself anyway': [[
    pod('shop/web', { app: 'web' }), webSends({ to: [{ podSelector: labeled({ app: 'web' }) }] }), DENY_INGRESS,
  ], []],
};

const BROAD: Record<string, [object[], string[]]> = {
  'all pods of the own namespace': [[...PODS, webSends({ to: [{ podSelector: {} }] }), DENY_INGRESS], []],
  'all pods of all namespaces': [[...PODS, webSends({ to: [{ namespaceSelector: {} }] }), DENY_INGRESS], []],
  'a whole namespace by its name': [
    [...PODS, webSends({ to: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'shop' }) }] }), DENY_INGRESS], [],
  ],
  'everybody': [[...PODS, webSends({}), DENY_INGRESS], []],
  'all but some': [[...PODS, webSends({
    to: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['admin'] }] } }],
  }), DENY_INGRESS], []],
  'addresses': [[...PODS, webSends({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }), DENY_INGRESS], []],
  'all pods that accept from one of them are not all named': [[
    ...PODS, policy('shop/all', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: labeled({ app: 'web' }) }] }] }),
    webSends(TO_ORDERS),
  ], []],
  'a broad subject whose one named peer is closed to all': [[
    ...PODS, policy('shop/all', { podSelector: {}, policyTypes: ['Egress'], egress: [TO_ORDERS] }), ordersAccept(),
  ], [REFUSED]],
};

const PORTS: Record<string, [object[], string[]]> = {
  'the same port': [[
    ...PODS, webSends(on(TO_ORDERS, 8080)), ordersAccept(on(FROM_WEB, 8080)),
  ], []],
  'different ports: both rules connect nothing': [[
    ...PODS, webSends(on(TO_ORDERS, 80)), ordersAccept(on(FROM_WEB, 8080)),
  ], [
    'error: `shop/web` may send to `shop/orders` on TCP 80, but `shop/orders` does not accept it',
    'error: `shop/orders` accepts TCP 8080 from `shop/web`, but `shop/web` may not send it',
  ]],
  'the same number of another protocol': [[
    ...PODS, webSends({ ...TO_ORDERS, ports: [{ port: 8080, protocol: 'UDP' }] }), ordersAccept(on(FROM_WEB, 8080)),
  ], [
    'error: `shop/web` may send to `shop/orders` on UDP 8080, but `shop/orders` does not accept it',
    'error: `shop/orders` accepts TCP 8080 from `shop/web`, but `shop/web` may not send it',
  ]],
  'ranges that share one port': [[
    ...PODS, webSends(on(TO_ORDERS, 80, 90)), ordersAccept(on(FROM_WEB, 90, 99)),
  ], []],
  'ranges that just miss each other': [[
    ...PODS, webSends(on(TO_ORDERS, 80, 89)), ordersAccept(on(FROM_WEB, 90, 99)),
  ], [
    'error: `shop/web` may send to `shop/orders` on TCP 80-89, but `shop/orders` does not accept it',
    'error: `shop/orders` accepts TCP 90-99 from `shop/web`, but `shop/web` may not send it',
  ]],
  'a name and its number': [[
    ...PODS, webSends({ ...TO_ORDERS, ports: [{ port: 'http' }] }), ordersAccept(on(FROM_WEB, 8080)),
  ], []],
  'a name and another number': [[
    ...PODS, webSends({ ...TO_ORDERS, ports: [{ port: 'http' }] }), ordersAccept(on(FROM_WEB, 80)),
  ], [
    'error: `shop/web` may send to `shop/orders` on TCP http, but `shop/orders` does not accept it',
    'error: `shop/orders` accepts TCP 80 from `shop/web`, but `shop/web` may not send it',
  ]],
  'a name that the peer does not have says nothing about it': [[
    ...PODS, webSends({ ...TO_ORDERS, ports: [{ port: 'grpc' }] }), DENY_INGRESS,
  ], []],
};

const GROUPS: Record<string, [object[], string[]]> = {
  'some of the named pods accept': [[
    WEB, deployment('shop/orders-1', { app: 'orders', n: '1' }), deployment('shop/orders-2', { app: 'orders', n: '2' }), WEB_SENDS,
    policy('shop/two', { podSelector: labeled({ n: '2' }), policyTypes: ['Ingress'] }),
  ], ['warning: `shop/web` may send to `shop/orders-2` on every port, but `shop/orders-2` does not accept it']],
  'none of the named pods accepts': [[
    WEB, deployment('shop/orders-1', { app: 'orders', n: '1' }), deployment('shop/orders-2', { app: 'orders', n: '2' }), WEB_SENDS,
    DENY_INGRESS,
  ], ['error: `shop/web` may send to `shop/orders-1` on every port, but `shop/orders-1` does not accept it']],
};

const UNKNOWN: Record<string, [object[], string[]]> = {
  'the peer admits addresses, and may have one of them or not': [
    [...PODS, webSends(TO_ORDERS), ordersAccept({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], [],
  ],
  'the peer is selected by a label that a controller sets': [[
    ...PODS, webSends(TO_ORDERS),
    policy('shop/hash', { podSelector: labeled({ 'pod-template-hash': 'abc' }), policyTypes: ['Ingress'] }),
  ], []],
  'the rule names pods by a label that a controller sets': [
    [...PODS, webSends({ to: [{ podSelector: labeled({ 'pod-template-hash': 'abc' }) }] }), DENY_INGRESS], [],
  ],
  'the peer is on the host network': [[
    WEB, deployment('shop/orders', { app: 'orders' }, { hostNetwork: true }), WEB_SENDS, DENY_INGRESS,
  ], []],
};

describe.each(Object.entries({
  'one side names the other': ONE_SIDE,
  'broad peers leave the choice to the other side': BROAD,
  'ports of both sides must meet': PORTS,
  'groups of pods': GROUPS,
  'an unknown is no fault': UNKNOWN,
}))('%s', (_, rows) => {
  test.each(Object.entries(rows))('%s', (__, [given, expected]) => {
    expect(found(oneSidedConnection, given)).toEqual(expected);
  });
});

describe('replicas of one workload', () => {
  const TO_WEB = { to: [{ podSelector: labeled({ app: 'web' }) }] };
  const ONLY_ADMIN = { to: [{ podSelector: labeled({ app: 'admin' }) }] };
  const self = (...ingress: object[]) => (...egress: object[]) => policy('shop/web', {
    podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress', 'Egress'], ingress, egress,
  });
  const NOT_SENT_TO_ITSELF = 'error: a connection between two replicas of `shop/web` on every port is accepted, but may not be sent';
  const NOT_ACCEPTED_FROM_ITSELF = 'error: a connection between two replicas of `shop/web` on every port may be sent, but is not accepted';

  const replicas: Record<string, [object[], string[]]> = {
    'accept each other and may not send': [[...PODS, self(FROM_WEB)(ONLY_ADMIN)], [NOT_SENT_TO_ITSELF]],
    'may send and do not accept each other': [[...PODS, self({ from: [{ podSelector: labeled({ app: 'admin' }) }] })(TO_WEB)],
      [NOT_ACCEPTED_FROM_ITSELF]],
    'both sides allow it': [[...PODS, self(FROM_WEB)(TO_WEB)], []],
    'on different ports: both rules connect nothing': [[...PODS, self(on(FROM_WEB, 80))(on(TO_WEB, 81))], [
      'error: a connection between two replicas of `shop/web` on TCP 81 may be sent, but is not accepted',
      'error: a connection between two replicas of `shop/web` on TCP 80 is accepted, but may not be sent',
    ]],
    'the other side is not isolated': [[...PODS, webSends(TO_WEB)], []],
    'a bare pod has no replica': [[pod('shop/web', { app: 'web' }), self(FROM_WEB)(ONLY_ADMIN)], []],
    'the pods that a label names exactly, among others': [[
      ...PODS, self({ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'admin'] }] } }] })(TO_ORDERS),
    ], ['warning: a connection between two replicas of `shop/web` on every port is accepted, but may not be sent']],
    'a label that others of the namespace have too names a group': [[
      deployment('shop/web', { app: 'web', part: 'shop' }), deployment('shop/orders', { app: 'orders', part: 'shop' }),
      policy('shop/web', {
        podSelector: labeled({ app: 'web' }),
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: labeled({ part: 'shop' }) }] }],
        egress: [TO_ORDERS],
      }),
    ], []],
    'a policy on several workloads is not about the replicas of one': [[
      deployment('shop/web', { app: 'web', part: 'shop' }), deployment('shop/orders', { app: 'orders', part: 'shop' }),
      policy('shop/in', { podSelector: labeled({ part: 'shop' }), policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: labeled({ part: 'shop' }) }] }] }),
      policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: [TO_ORDERS] }),
      policy('shop/orders', { podSelector: labeled({ app: 'orders' }), policyTypes: ['Egress'], egress: [TO_WEB] }),
    ], []],
    'a label of all pods of a release, of which the input has one workload': [[
      deployment('shop/web', { app: 'web', release: 'r1' }),
      policy('shop/web', {
        podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: labeled({ release: 'r1' }) }] }],
      }),
    ], ['warning: a connection between two replicas of `shop/web` on every port is accepted, but may not be sent']],
    'the same labels in another namespace are other pods': [[
      namespace('shop'), namespace('lab'), WEB, deployment('lab/web', { app: 'web' }),
      self({ from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'web' }) }] })(TO_ORDERS),
    ], ['warning: a connection between two replicas of `shop/web` on every port is accepted, but may not be sent']],
  };

  test.each(Object.entries(replicas))('%s', (_, [given, expected]) => {
    expect(found(oneSidedConnection, given)).toEqual(expected);
  });

  test('are said to be cut off from each other, with code that mends it', () => {
    const given = [deployment('safe/strongbox', { app: 'strongbox' }, { ports: ['8200', '8201'] }), policy('safe/strongbox', {
      podSelector: labeled({ app: 'strongbox' }),
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: labeled({ app: 'strongbox' }) }], ports: [{ port: 8200 }, { port: 8201 }] }],
      egress: [{ to: [{ ipBlock: { cidr: '203.0.113.8/32' } }], ports: [{ port: 53, protocol: 'UDP' }] }],
    })];
    expect(findings(oneSidedConnection, given)).toEqual([{
      check: 'one-sided-connection',
      severity: 'error',
      title: 'a connection between two replicas of `safe/strongbox` on TCP 8200, TCP 8201 is accepted, but may not be sent',
      at: { object: 'NetworkPolicy safe/strongbox' },
      evidence: [
        { label: 'egress', columns: ['safe/strongbox', 'denied'], text: 'isolated by safe/strongbox; no rule admits it' },
        { label: 'ingress', columns: ['safe/strongbox', 'allowed'], text: 'safe/strongbox, rule 1: from app=strongbox, TCP 8200, TCP 8201' },
      ],
      effect: 'connections between two replicas of `safe/strongbox` time out; nothing is logged by Kubernetes',
      notes: ['one replica alone is not affected: a pod always reaches itself'],
      help: [[
        'declare both sides at once:',
        'new AllowConnection(this, \'connection\', {',
        '  source: Pods.labeled({ app: \'strongbox\' }).inNamespace(\'safe\'),',
        '  destination: Pods.labeled({ app: \'strongbox\' }).inNamespace(\'safe\'),',
        '  ports: [Port.tcp(8200), Port.tcp(8201)],',
        '});',
      ].join('\n')],
    }]);
  });

  test('are named beside other connections that a rule does not open', () => {
    const finding = onlyFinding(oneSidedConnection, [...PODS, DENY_EGRESS,
      ordersAccept({ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'orders'] }] } }] })]);
    expect(finding.title).toBe('`shop/orders` accepts every port from `shop/web`, but `shop/web` may not send it');
    expect(evidenceOf(finding, 'also blocked')).toEqual(['between replicas of shop/orders']);
  });
});

describe('the nearest rule', () => {
  const nearest: Record<string, [object, string, string]> = {
    'a slip in a label': [
      { from: [{ podSelector: labeled({ app: 'wbe' }) }] },
      'nearest rule: shop/orders-ingress, rule 1: from app=wbe, every port [app=wbe: no pod in `shop` has this value]',
      'did you mean `app=web`?',
    ],
    'another pod': [
      { from: [{ podSelector: labeled({ app: 'admin' }) }] },
      'nearest rule: shop/orders-ingress, rule 1: from app=admin, every port [app=admin: `shop/web` has app=web]',
      'let the nearest rule admit `shop/web` too',
    ],
    'a port': [
      { from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['x'] }] } }], ports: [{ port: 9090 }] },
      'nearest rule: shop/orders-ingress, rule 1: from app!=x, TCP 9090 [TCP 9090: leaves out TCP 8080]',
      'add TCP 8080 to the ports of the nearest rule',
    ],
    'a namespace': [
      { from: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'lab' }), podSelector: labeled({ app: 'web' }) }] },
      'nearest rule: shop/orders-ingress, rule 1: from app=web in lab, every port '
        + '[lab: `shop` is not one of them]',
      'give the peer of the nearest rule the namespace `shop`',
    ],
  };

  test('is not rewritten where that would cut off the pod that it admits', () => {
    const given = [deployment('shop/web1', { app: 'web1' }), deployment('shop/web2', { app: 'web2' }), ORDERS,
      ordersAccept({ from: [{ podSelector: labeled({ app: 'web1' }) }] }),
      policy('shop/out', { podSelector: labeled({ app: 'web2' }), policyTypes: ['Egress'], egress: [TO_ORDERS] })];
    expect(onlyFinding(oneSidedConnection, given).help[0]).toBe('let the nearest rule admit `shop/web2` too');
  });

  test('keeps its other values', () => {
    const given = [deployment('shop/web1', { app: 'web1' }), deployment('shop/web2', { app: 'web2' }), ORDERS,
      ordersAccept({ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web1', 'wbe2'] }] } }] }),
      policy('shop/out', { podSelector: labeled({ app: 'web2' }), policyTypes: ['Egress'], egress: [TO_ORDERS] })];
    expect(onlyFinding(oneSidedConnection, given).help[0]).toBe('did you mean `app in (web1,web2)`?');
  });

  test.each(Object.entries(nearest))('misses by %s', (_, [rule, line, help]) => {
    const finding = onlyFinding(oneSidedConnection, [...PODS, webSends(on(TO_ORDERS, 8080)), DENY_INGRESS,
      policy('shop/orders-ingress', { podSelector: labeled({ app: 'orders' }), policyTypes: ['Ingress'], ingress: [rule] })]);
    expect(evidenceOf(finding, '')).toEqual([line]);
    expect(finding.help[0]).toBe(help);
  });

  test('is not named when no rule is near', () => {
    const finding = onlyFinding(oneSidedConnection, [...PODS, WEB_SENDS, DENY_INGRESS]);
    expect(evidenceOf(finding, '')).toEqual([]);
    expect(finding.help).toHaveLength(1);
    expect(finding.help[0]).toContain('new AllowConnection(');
  });
});

test('a rule of another namespace that forgot to name the namespace is the nearest, and says where it looks', () => {
  const finding = onlyFinding(oneSidedConnection, [
    WEB, deployment('data/db', { app: 'db' }), webSends({ to: [{ namespaceSelector: {}, podSelector: labeled({ app: 'db' }) }] }),
    policy('data/db', { podSelector: {}, ingress: [FROM_WEB] }),
  ]);
  expect(evidenceOf(finding, '')).toEqual(['nearest rule: data/db, rule 1: from app=web, every port [app=web: looks in `data` only]']);
  expect(finding.help[0]).toBe('give the peer of the nearest rule the namespace `shop`');
});

test('the code opens all that the rule names, or pasting it would mend one port of many', () => {
  const ports = [{ port: 80 }, { port: 9000, endPort: 9010 }, { port: 53, protocol: 'UDP' }, { port: 'http' }];
  const finding = onlyFinding(oneSidedConnection, [...PODS, webSends({ ...TO_ORDERS, ports }), DENY_INGRESS]);
  expect(finding.help[0]).toContain('\n  ports: [Port.tcp(80), Port.tcpRange(9000, 9010), Port.udp(53), Port.named(\'http\')],\n');
});

test('a group says which other connections are blocked', () => {
  const finding = onlyFinding(oneSidedConnection, [WEB, deployment('shop/web-2', { app: 'web' }), ORDERS, WEB_SENDS, DENY_INGRESS]);
  expect(evidenceOf(finding, 'also blocked')).toEqual(['shop/web-2 -> shop/orders']);
});

test('a partly blocked group says that the rule does connect others', () => {
  const finding = onlyFinding(oneSidedConnection, [
    WEB, ORDERS, deployment('shop/orders-2', { app: 'orders', n: '2' }), WEB_SENDS,
    policy('shop/two', { podSelector: labeled({ n: '2' }), policyTypes: ['Ingress'] }),
  ]);
  expect(finding.notes).toEqual(['the rule does connect other pods that it names']);
});

describe('policies of the whole cluster', () => {
  const PAIR = [deployment('shop/web', { app: 'web' }), deployment('shop/orders', { app: 'orders' })];
  const ACCEPTS = policy('shop/orders', {
    podSelector: labeled({ app: 'orders' }), policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: labeled({ app: 'web' }) }] }],
  });
  const TITLE = '`shop/orders` accepts every port from `shop/web`, but `shop/web` may not send it';

  test('that deny the other side are named, with what helps against them', () => {
    const net = clusterPolicy('net', [], { tier: 'Baseline', egress: [{ name: 'nothing', action: 'Deny' }] });
    expect(findings(oneSidedConnection, [...PAIR, ACCEPTS, net])).toEqual([{
      check: 'one-sided-connection',
      severity: 'error',
      title: TITLE,
      at: { object: 'NetworkPolicy shop/orders' },
      evidence: [
        {
          label: 'egress',
          columns: ['shop/web', 'denied'],
          text: 'not isolated: no policy selects it for egress; '
            + 'denied in the baseline tier by net, rule 1 (nothing): to all pods in all namespaces, every port',
        },
        { label: 'ingress', columns: ['shop/orders', 'allowed'], text: 'shop/orders, rule 1: from app=web, every port' },
      ],
      effect: 'connections from `shop/web` time out; nothing is logged by Kubernetes',
      notes: [],
      help: ['let a NetworkPolicy admit it, or a rule before rule 1 (nothing) of `net` accept it'],
    }]);
  });

  test('in the admin tier cannot be undone by a policy of the namespace', () => {
    const guard = clusterPolicy('guard', [], { egress: [{ action: 'Deny' }] });
    expect(onlyFinding(oneSidedConnection, [...PAIR, ACCEPTS, guard])).toMatchObject({
      title: TITLE, help: ['no policy of a namespace can undo that: let a rule before rule 1 of `guard` accept it, or pass it on'],
    });
  });

  test('that accept ask for no connection', () => {
    const guard = clusterPolicy('guard', [{ action: 'Accept', peers: [{ pods: { podSelector: labeled({ app: 'web' }) } }] }]);
    const deny = policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'] });
    expect(found(oneSidedConnection, [...PAIR, guard, deny])).toEqual([]);
  });
});
