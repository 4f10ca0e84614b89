import { ApiObject, App, Chart, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import fc from 'fast-check';
import { policiesOf, refusalOf } from './synthesized';
import { newApp, removeApps, synthesize } from './validated';
import {
  AllowAll, AllowCidr, AllowConnection, AllowDns, AllowInternet, AllowPods, AllowSameNamespace, Cidr, DefaultDenyAll,
  DefaultDenyEgress, DefaultDenyIngress, Direction, IsolatedNamespace, MergedPolicies, NetworkPolicyValidation, Pods,
  Port, Reachability,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

const HERE = /\(test\/constructs\/merged-policies\.test\.ts:\d+(, test\/constructs\/merged-policies\.test\.ts:\d+)*\)/g;

afterAll(removeApps);

function chartIn(app: App = Testing.app()): Chart {
  return new Chart(app, 'shop', { namespace: 'shop' });
}

describe('policies of the same pods', () => {
  const chart = chartIn();
  MergedPolicies.of(chart);
  const deny = new DefaultDenyAll(chart, 'Deny');
  const dns = new AllowDns(chart, 'Dns');
  const connection = new AllowConnection(chart, 'WebToDb', { source: web, destination: db, ports: [Port.POSTGRES] });
  new AllowPods(chart, 'WebFromFront', { subject: web.inNamespace('shop'), peers: [db], direction: Direction.INGRESS });
  new AllowPods(chart, 'Elsewhere', { subject: web.inNamespace('lab'), peers: [db], direction: Direction.INGRESS });
  new DefaultDenyIngress(chart, 'Named', { subject: db, metadata: { name: 'named' } });

  test('are one policy with all of their rules, unless they have metadata of their own', () => {
    expect(policiesOf(chart)).toStrictEqual({
      'shop-mergedpolicies-allpods-c8e613a0': {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        egress: [{
          to: [{
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          }],
          ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
        }],
      },
      'shop-mergedpolicies-podsappweb-c8d6caaf': {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'db' } } }] }],
        egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
      },
      'shop-mergedpolicies-podsappdb-c8ccb7e6': {
        podSelector: { matchLabels: { app: 'db' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
      },
      'shop-mergedpolicies-podsappwebinnamespacelab-c8e7a793': {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'db' } } }] }],
      },
      'named': { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] },
    });
  });

  test('give the common manifest', () => {
    expect(deny.apiObject).toBe(dns.apiObject);
    expect(connection.egressPolicies).toHaveLength(1);
    expect(MergedPolicies.of(chart).apiObjects)
      .toEqual(expect.arrayContaining([deny.apiObject, ...connection.egressPolicies]));
    expect([deny.name, deny.namespace]).toEqual([dns.name, 'shop']);
  });
});

test('only what stands below is merged, and each chart by itself', () => {
  const outer = chartIn();
  const merged = new kplus.Namespace(outer, 'part');
  MergedPolicies.of(merged);
  ['one', 'two'].forEach(id => new DefaultDenyAll(merged, id));
  ['three', 'four'].forEach(id => new DefaultDenyAll(outer, id));
  const inner = new Chart(merged, 'inner', { namespace: 'shop' });
  ['five', 'six'].forEach(id => new DefaultDenyAll(inner, id));
  const count = (chart: Chart) => Object.keys(policiesOf(chart)).length;
  expect([count(outer), count(inner)]).toEqual([3, 2]);
});

test('policies that would stay alone anyway may be made before', () => {
  const chart = chartIn();
  new DefaultDenyAll(chart, 'Named', { metadata: { name: 'named' } });
  new DefaultDenyAll(new Chart(chart, 'inner', { namespace: 'shop' }), 'Deny');
  expect(MergedPolicies.of(chart).apiObjects).toEqual([]);
});

test('workloads that are completed later are read at synthesis', () => {
  const chart = chartIn();
  MergedPolicies.of(chart);
  const workload = new ApiObject(chart, 'web', {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [] },
  });
  new DefaultDenyIngress(chart, 'Deny', { subject: Pods.of(workload) });
  new DefaultDenyEgress(chart, 'DenyToo', { subject: Pods.of(workload) });
  workload.metadata.addLabel('app', 'web');
  expect(Object.values(policiesOf(chart))).toEqual([
    { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] },
  ]);
});

describe('a message', () => {
  /** Everything that a validation says, without the lines of code. */
  function said(fill: (chart: Chart) => void): string {
    const app = newApp();
    const chart = chartIn(app);
    ['web', 'db'].forEach(name => new ApiObject(chart, name, {
      apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: { containers: [] },
    }));
    MergedPolicies.of(chart);
    fill(chart);
    NetworkPolicyValidation.of(app);
    const { error, warnings } = synthesize(app);
    return [error ?? '', ...warnings].join('\n').replace(HERE, '(here$1)');
  }

  test('about a merged policy names all constructs that contributed', () => {
    const text = said(chart => {
      new DefaultDenyIngress(chart, 'Deny', { subject: db });
      new AllowPods(chart, 'DbFromWeb', { subject: db, peers: [Pods.labeled({ app: 'wbe' })], direction: Direction.INGRESS });
    });
    expect(text).toMatch(/^warning\[selects-nothing\]: ingress rule 1 of policy `shop\/shop-mergedpolicies-podsappdb-\w+` names a peer that matches no pod$/m);
    expect(text).toMatch(/^ {2}--> shop\/Deny, shop\/DbFromWeb {2}\(here, test\/constructs\/merged-policies\.test\.ts:\d+\)$/m);
  });

  test('about what only the synthesis shows names the construct that said it', () => {
    const bare = (chart: Chart) => new ApiObject(chart, 'bare', { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} });
    const text = said(chart => {
      new DefaultDenyIngress(chart, 'Deny', { subject: db });
      new AllowPods(chart, 'DbFromBare', { subject: db, peers: [Pods.of(bare(chart))], direction: Direction.INGRESS });
    });
    expect(text).toContain('`Pods.of(shop/bare)`: Deployment `shop/bare` has no pod selector');
    expect(text).toContain('--> shop/Deny, shop/DbFromBare');
  });

  test('is an error where pods that are called alike turn out to be others', () => {
    const lazy = (value: string) => Pods.labeled({ app: Lazy.any({ produce: () => value }) as any });
    const text = said(chart => ['web', 'db'].forEach(name => new DefaultDenyIngress(chart, `Deny-${name}`, { subject: lazy(name) })));
    expect(text).toContain('but they turn out to be different pods');
    expect(text).toContain('help: give one of the two policies `metadata`, so that it is not merged');
  });
});

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'merging after the first policy': [chart => {
    new DefaultDenyAll(chart, 'Deny');
    MergedPolicies.of(chart);
  }, '`MergedPolicies.of`: the construct `shop/Deny` is made already, and would not be merged\n'
    + 'help: call it before the first policy is made, at the beginning of the chart'],
  'merging in an app': [chart => MergedPolicies.of(chart.node.root as App),
    '`MergedPolicies`: it is in no chart, and cdk8s writes only what is in one\n'
    + 'help: make it in a chart: `const chart = new Chart(app, ...)`'],
  'merging of nothing': [() => MergedPolicies.of(undefined as any),
    '`MergedPolicies.of`: it was given undefined, not a construct\nhelp: pass the chart: `this` within a chart'],
  'merging of two charts': [chart => (MergedPolicies as any).of(chart, chart),
    '`MergedPolicies.of`: it was given the construct `shop` as well, which it does not read\n'
    + 'help: merge the policies of each chart apart'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [call, message]) => {
  expect(refusalOf(() => call(chartIn()))).toBe(message);
});

// The law: merged policies mean exactly what they mean one by one.

const NAMESPACES = ['shop', 'lab'];
const LABELS = ['web', 'db', 'cache'];

const anyPods = fc.oneof(
  fc.constantFrom(...LABELS).map(app => Pods.labeled({ app })), fc.constant(Pods.all()),
);
const anyPeer = fc.oneof(
  anyPods,
  fc.tuple(anyPods, fc.constantFrom(...NAMESPACES)).map(([pods, namespace]) => pods.inNamespace(namespace)),
  anyPods.map(pods => pods.inAllNamespaces()),
);
const anyPeers = fc.array(anyPeer, { minLength: 1, maxLength: 2 });
const anyPorts = fc.option(
  fc.uniqueArray(
    fc.constantFrom(Port.HTTP, Port.POSTGRES, Port.allUdp(), Port.tcpRange(8000, 8080), Port.named('http')), { minLength: 1 },
  ),
  { nil: undefined },
);
const anyDirection = fc.constantFrom(...Object.values(Direction));
const anyBlock = fc.constantFrom(
  Cidr.internet(), Cidr.of('10.0.0.0/8', { exceptCidrs: ['10.1.0.0/16'] }), Cidr.of('203.0.113.0/24'),
);

type Make = (chart: Chart, id: string) => void;

const anyPolicy: fc.Arbitrary<Make> = fc.oneof(
  fc.record({ subject: anyPods, peers: anyPeers, ports: anyPorts, direction: anyDirection })
    .map((props): Make => (chart, id) => new AllowPods(chart, id, props)),
  fc.record({ subject: anyPods, peers: anyBlock.map(block => [block]), ports: anyPorts, direction: anyDirection })
    .map((props): Make => (chart, id) => new AllowCidr(chart, id, props)),
  fc.record({ source: anyPods, destination: anyPods, ports: anyPorts })
    .map((props): Make => (chart, id) => new AllowConnection(chart, id, props)),
  fc.record({ subject: anyPods, direction: anyDirection })
    .map((props): Make => (chart, id) => new AllowAll(chart, id, props)),
  anyPods.map((subject): Make => (chart, id) => new DefaultDenyIngress(chart, id, { subject })),
  anyPods.map((subject): Make => (chart, id) => new DefaultDenyEgress(chart, id, { subject, metadata: { name: `${chart.node.id}-${id}` } })),
  anyPods.map((subject): Make => (chart, id) => new AllowDns(chart, id, { subject })),
  anyPods.map((subject): Make => (chart, id) => new AllowInternet(chart, id, { subject })),
  anyPods.map((subject): Make => (chart, id) => new AllowSameNamespace(chart, id, { subject })),
  anyPeers.map(peers => [{ peers }])
    .map((ingress): Make => (chart, id) => new IsolatedNamespace(chart, id, { exists: true, ingress })),
);

interface Outcome {
  readonly connections: string[];
  readonly policies: number;
}

function outcome(policies: readonly (readonly [number, Make])[], isMerged: boolean): Outcome {
  const app = Testing.app();
  const charts = NAMESPACES.map(namespace => new Chart(app, namespace, { namespace }));
  for (const chart of charts) {
    LABELS.forEach(name => new ApiObject(chart, name, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: { containers: [{ name, image: name, ports: [{ name: 'http', containerPort: 80 }] }] },
    }));
    if (isMerged) {
      MergedPolicies.of(chart);
    }
  }
  policies.forEach(([chart, make], index) => make(charts[chart], `policy-${index}`));
  const objects = app.node.findAll().filter(ApiObject.isApiObject);
  const { rows } = Reachability.ofApp(app, { facts: { podCidrs: ['10.2.0.0/16'] } }).matrix();
  return {
    connections: rows.map(row => [row.source, row.destination, row.allowed, row.unknown].join(' | ')),
    policies: objects.filter(({ kind }) => kind === 'NetworkPolicy').length,
  };
}

test('merged policies mean exactly what they mean one by one, and are no more', () => {
  let fewer = 0;
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: 1 }), anyPolicy), { minLength: 1, maxLength: 8 }), policies => {
    const [one, merged] = [outcome(policies, false), outcome(policies, true)];
    expect(merged.connections).toEqual(one.connections);
    expect(merged.policies).toBeLessThanOrEqual(one.policies);
    fewer += merged.policies < one.policies ? 1 : 0;
  }), { numRuns: 150 });
  expect(fewer).toBeGreaterThan(50);
});
