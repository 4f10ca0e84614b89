import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { newApp, removeApps, synthesize } from './validated';
import {
  AllowAll, AllowPods, BaselineDeny, Cidr, ClusterNetworkPolicy, ClusterRule, DefaultDenyIngress, DenyClusterWide,
  Direction, IPeer, Namespaces, NetworkPolicyValidation, Pods, PolicyTier, Port, Reachability, Verdict,
} from 'cdk8s-netpol';

// What the documentation of the constructs says, asked of the simulation.

afterAll(removeApps);

const OUTSIDE = Cidr.of('203.0.113.7/32');
const at = (place: string): Pods => {
  const [namespace, app] = place.split('/');
  return Pods.labeled({ app }).inNamespace(namespace);
};

/** An app with pods `shop/web`, `bank/ledger` and the DNS of the cluster, and a chart for the policies. */
function appWith(make: (chart: Chart, shop: Chart) => void): App {
  const app = Testing.app();
  const charts = [['shop', 'web'], ['bank', 'ledger'], ['kube-system', 'kube-dns']].map(([namespace, name]) => {
    const chart = new Chart(app, namespace, { namespace });
    new kplus.Deployment(chart, name, {
      podMetadata: { labels: { app: name, 'k8s-app': name } }, containers: [{ image: name, ports: [{ number: 53 }] }],
    });
    return chart;
  });
  make(new Chart(app, 'platform'), charts[0]);
  return app;
}

type Flow = readonly [source: IPeer | string, destination: IPeer | string, port: Port, verdict: Verdict];

const noInternet = (except?: Namespaces) => (chart: Chart) => new DenyClusterWide(chart, 'X', {
  peers: [Cidr.internet()], exceptPeers: except && [except], direction: Direction.EGRESS, priority: 900,
});
const closed = (chart: Chart) => new DenyClusterWide(chart, 'Closed', {
  subject: Namespaces.named('bank'),
  peers: [Namespaces.all()],
  exceptPeers: [Namespaces.named('shop')],
  direction: Direction.INGRESS,
  priority: 10,
});
const later = (chart: Chart) => new DenyClusterWide(chart, 'Later', {
  subject: Namespaces.named('bank'), peers: [Namespaces.named('shop')], direction: Direction.INGRESS, priority: 20,
});

const meanings: Record<string, [(chart: Chart, shop: Chart) => void, Flow[]]> = {
  'no namespace undoes a guardrail': [
    (chart, shop) => {
      new DenyClusterWide(chart, 'X', { peers: [Cidr.of('169.254.169.254/32')], direction: Direction.EGRESS, priority: 1 });
      new AllowAll(shop, 'AllowAll');
    },
    [
      ['shop/web', Cidr.of('169.254.169.254/32'), Port.HTTP, Verdict.DENIED], ['shop/web', OUTSIDE, Port.HTTP, Verdict.ALLOWED],
      ['shop/web', 'bank/ledger', Port.HTTP, Verdict.ALLOWED],
    ],
  ],
  'addresses are those of pods too': [noInternet(),
    [['shop/web', OUTSIDE, Port.HTTP, Verdict.DENIED], ['shop/web', 'bank/ledger', Port.HTTP, Verdict.DENIED]]],
  'an exception for all pods leaves them': [noInternet(Namespaces.all()),
    [['shop/web', OUTSIDE, Port.HTTP, Verdict.DENIED], ['shop/web', 'bank/ledger', Port.HTTP, Verdict.ALLOWED]]],
  'connections to pods are denied from pods alone, and exceptions are left to others': [closed,
    [
      ['kube-system/kube-dns', 'bank/ledger', Port.HTTP, Verdict.DENIED], ['shop/web', 'bank/ledger', Port.HTTP, Verdict.ALLOWED],
      [OUTSIDE, 'bank/ledger', Port.HTTP, Verdict.ALLOWED],
    ]],
  'NetworkPolicies decide about exceptions': [
    chart => {
      closed(chart);
      new DefaultDenyIngress(chart, 'Deny', { namespace: 'bank' });
    },
    [['shop/web', 'bank/ledger', Port.HTTP, Verdict.DENIED]],
  ],
  'exceptions go past guardrails with a higher number': [
    chart => { closed(chart); later(chart); }, [['shop/web', 'bank/ledger', Port.HTTP, Verdict.ALLOWED]],
  ],
  'what is accepted first cannot be closed': [
    (chart, shop) => {
      new ClusterNetworkPolicy(chart, 'X', {
        tier: PolicyTier.ADMIN,
        priority: 1,
        subject: Namespaces.named('shop'),
        ingress: [ClusterRule.accept({ peers: [Namespaces.named('bank')], ports: [Port.PROMETHEUS] })],
      });
      new DefaultDenyIngress(shop, 'Deny');
    },
    [['bank/ledger', 'shop/web', Port.PROMETHEUS, Verdict.ALLOWED], ['bank/ledger', 'shop/web', Port.HTTP, Verdict.DENIED]],
  ],
  'a baseline closes pods to pods and to every address, but names are resolved, and it is open from outside': [
    chart => new BaselineDeny(chart, 'X'),
    [
      ['shop/web', 'bank/ledger', Port.HTTP, Verdict.DENIED], ['shop/web', OUTSIDE, Port.HTTP, Verdict.DENIED],
      ['shop/web', 'kube-system/kube-dns', Port.DNS_UDP, Verdict.ALLOWED], ['shop/web', 'kube-system/kube-dns', Port.HTTP, Verdict.DENIED],
      ['kube-system/kube-dns', OUTSIDE, Port.DNS_UDP, Verdict.ALLOWED], [OUTSIDE, 'shop/web', Port.HTTP, Verdict.ALLOWED],
    ],
  ],
  'without names nothing is resolved': [
    chart => new BaselineDeny(chart, 'X', { allowDns: false }), [['shop/web', 'kube-system/kube-dns', Port.DNS_UDP, Verdict.DENIED]],
  ],
  'a NetworkPolicy takes the place of a baseline in its own direction alone': [
    (chart, shop) => {
      new BaselineDeny(chart, 'X', { egress: [ClusterRule.accept({ peers: [Namespaces.named('shop')], ports: [Port.HTTP] })] });
      new AllowPods(shop, 'Allow', { subject: Pods.all(), peers: [Pods.all().inAllNamespaces()], direction: Direction.INGRESS });
    },
    [
      ['bank/ledger', 'shop/web', Port.HTTP, Verdict.ALLOWED], ['bank/ledger', 'shop/web', Port.HTTPS, Verdict.DENIED],
      ['shop/web', 'bank/ledger', Port.HTTP, Verdict.DENIED],
    ],
  ],
};

test.each(Object.entries(meanings))('%s', (_, [make, flows]) => {
  const reachability = Reachability.ofApp(appWith(make), { facts: { podCidrs: ['10.244.0.0/16'] } });
  const peer = (end: IPeer | string) => (typeof end === 'string' ? at(end) : end);
  expect(flows.map(([source, destination, port]) => `${source} -> ${destination} ${port}: ${
    reachability.check({ source: peer(source), destination: peer(destination), port }).verdict}`))
    .toEqual(flows.map(([source, destination, port, verdict]) => `${source} -> ${destination} ${port}: ${verdict}`));
});

test('what a validation finds in a policy of the whole cluster is at the line that wrote it', () => {
  const app = newApp();
  const chart = new Chart(app, 'platform');
  const nobody: any = { toPeerConfig: () => ({}), toString: () => 'their peer' };
  new DenyClusterWide(chart, 'Guardrail', { peers: [nobody], direction: Direction.EGRESS, priority: 1 });
  NetworkPolicyValidation.of(app);
  expect(synthesize(app).error).toMatch(new RegExp([
    '^error\\[input\\]: `platform/Guardrail`: `peers\\[0\\]` is `their peer`, which is nobody',
    '  --> platform/Guardrail  \\(test/constructs/cluster-policies-meaning\\.test\\.ts:\\d+\\)$',
  ].join('\n'), 'm'));
});
