import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { refusalOf } from './synthesized';
import { newApp, removeApps, synthesize } from './validated';
import {
  AllowDns, AllowPods, Cidr, Connections, DefaultDenyAll, Direction, IngressController, Namespaces,
  NetworkPolicyValidation, Nodes, Pods, Port, Reachability,
} from 'cdk8s-netpol';

afterAll(removeApps);

interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly web: kplus.Deployment;
  readonly orders: kplus.Deployment;
}

function shop(app: App = Testing.app()): Shop {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const [web, orders] = ['web', 'orders'].map(name => new kplus.Deployment(chart, name, {
    podMetadata: { labels: { app: name } },
    select: false,
    containers: [{ image: name, portNumber: 8080 }],
  }));
  web.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
  orders.select(kplus.LabelSelector.of({ labels: { app: 'orders' } }));
  return { app, chart, web, orders };
}

/** The policies, each with what it is below. */
function policies({ chart }: Shop): string[] {
  return chart.node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => kind === 'NetworkPolicy')
    .map(object => `${object.node.path}: ${JSON.stringify(object.toJson().spec)}`);
}

const [webSelector, ordersSelector] = ['web', 'orders'].map(app => `"podSelector":{"matchLabels":{"app":"${app}"}}`);
const PORTS = '"ports":[{"port":8080,"protocol":"TCP"}]';

const calls: Record<string, [(shop: Shop) => unknown, string[]]> = {
  'to another workload is both sides': [({ web, orders }) => Connections.of(web).allowTo(orders, [Port.tcp(8080)]), [
    `shop/web/Connections/To-orders/Egress: {"egress":[{"ports":[{"port":8080,"protocol":"TCP"}],"to":[{${ordersSelector}}]}],${webSelector},"policyTypes":["Egress"]}`,
    `shop/web/Connections/To-orders/Ingress: {"ingress":[{"from":[{${webSelector}}],${PORTS}}],${ordersSelector},"policyTypes":["Ingress"]}`,
  ]],
  'from another workload is both sides': [({ web, orders }) => Connections.of(orders).allowFrom(web, [Port.tcp(8080)]), [
    `shop/orders/Connections/From-web/Egress: {"egress":[{"ports":[{"port":8080,"protocol":"TCP"}],"to":[{${ordersSelector}}]}],${webSelector},"policyTypes":["Egress"]}`,
    `shop/orders/Connections/From-web/Ingress: {"ingress":[{"from":[{${webSelector}}],${PORTS}}],${ordersSelector},"policyTypes":["Ingress"]}`,
  ]],
  'among its own pods': [({ web }) => Connections.of(web).allowInternally(), [
    `shop/web/Connections/Internally/Egress: {"egress":[{"to":[{${webSelector}}]}],${webSelector},"policyTypes":["Egress"]}`,
    `shop/web/Connections/Internally/Ingress: {"ingress":[{"from":[{${webSelector}}]}],${webSelector},"policyTypes":["Ingress"]}`,
  ]],
  'to addresses is its own side': [({ web }) => Connections.of(web).allowToPeer(Cidr.of('203.0.113.0/24'), [Port.HTTPS]), [
    `shop/web/Connections/To-203.0.113.0--24/Resource: {"egress":[{"ports":[{"port":443,"protocol":"TCP"}],"to":[{"ipBlock":{"cidr":"203.0.113.0/24"}}]}],${webSelector},"policyTypes":["Egress"]}`,
  ]],
  'from namespaces is its own side': [({ web }) => Connections.of(web).allowFromPeer(Namespaces.labeled({ team: 'a' })), [
    `shop/web/Connections/From-namespaces team=a/Resource: {"ingress":[{"from":[{"namespaceSelector":{"matchLabels":{"team":"a"}}}]}],${webSelector},"policyTypes":["Ingress"]}`,
  ]],
  'from pods is its own side, for nobody knows who else sends from there': [
    ({ web }) => Connections.of(web).allowFromPeer(Pods.labeled({ app: 'orders' })), [
      `shop/web/Connections/From-pods app=orders/Resource: {"ingress":[{"from":[{${ordersSelector}}]}],${webSelector},"policyTypes":["Ingress"]}`,
    ],
  ],
  'to what somebody else calls a peer': [
    ({ web }) => Connections.of(web).allowToPeer({ toPeerConfig: () => ({ ipBlocks: [{ cidr: '203.0.113.0/24', exceptCidrs: [] }] }), toString: () => 'office' }), [
      `shop/web/Connections/To-office/Resource: {"egress":[{"to":[{"ipBlock":{"cidr":"203.0.113.0/24"}}]}],${webSelector},"policyTypes":["Egress"]}`,
    ],
  ],
};

test.each(Object.entries(calls))('a connection %s', (_, [call, written]) => {
  const parts = shop();
  call(parts);
  expect(policies(parts)).toEqual(written);
});

test('the connections of a workload are the same at every call, and a second port is a second connection', () => {
  const { chart, web, orders } = shop();
  Connections.of(web).allowTo(orders, [Port.tcp(8080)]);
  Connections.of(web).allowTo(orders, [Port.tcp(9090)]);
  expect(Connections.of(web)).toBe(Connections.of(web));
  expect(Connections.of(web).pods.toString()).toBe('pods of shop/web in namespace shop');
  expect(Connections.of(web).node.children.map(({ node }) => node.id)).toEqual(['To-orders', 'To-orders-2']);
  expect(Testing.synth(chart)).toHaveLength(6);
});

test('what a connection says is what a policy of the same words says', () => {
  const allowed = (connect: (parts: Shop) => void) => {
    const parts = shop();
    new DefaultDenyAll(parts.chart, 'Deny');
    connect(parts);
    return Reachability.ofApp(parts.app).matrix().rows.filter(row => row.allowed !== 'nothing')
      .map(row => `${row.source} -> ${row.destination}: ${row.allowed}`);
  };
  const bySides = ({ chart, web, orders }: Shop) => {
    const ports = [Port.tcp(8080)];
    new AllowPods(chart, 'Sends', { subject: Pods.of(web), peers: [Pods.of(orders)], ports, direction: Direction.EGRESS });
    new AllowPods(chart, 'Accepts', { subject: Pods.of(orders), peers: [Pods.of(web)], ports, direction: Direction.INGRESS });
  };
  expect(allowed(({ web, orders }) => Connections.of(web).allowTo(orders, [Port.tcp(8080)]))).toEqual(allowed(bySides));
});

test('a validation of them finds nothing, and messages name the line of the call', () => {
  const { app, chart, web, orders } = shop(newApp());
  new DefaultDenyAll(chart, 'Deny');
  new AllowDns(chart, 'Dns');
  Connections.of(web).allowTo(orders, [Port.tcp(8080)]);
  Connections.of(web).allowFromPeer(IngressController.traefik(), [Port.tcp(8080)]);
  NetworkPolicyValidation.of(app);
  expect(synthesize(app)).toMatchObject({ error: undefined, warnings: [] });
  Connections.of(web).allowFromPeer(Pods.labeled({ app: 'wbe' }), [Port.tcp(8080)]);
  const warning = synthesize(app).warnings.find(text => text.startsWith('warning[selects-nothing]'));
  expect(warning).toMatch(/--> shop\/web\/Connections\/From-pods app=wbe {2}\(test\/constructs\/connections\.test\.ts:\d+\)/);
});

const PEER_HELP = 'help: name `Pods`, `Namespaces` or a `Cidr`';

const refusals: Record<string, [(shop: Shop) => unknown, string]> = {
  'pods in place of a workload': [({ web }) => Connections.of(web).allowTo(Pods.all() as any),
    '`Connections.of(shop/web).allowTo`: it was given `all pods`, not a workload\n'
    + 'help: pass the construct of the workload; for `Pods`, `Namespaces` or a `Cidr` write `.allowToPeer(...)`'],
  'a workload in place of a peer': [({ web, orders }) => Connections.of(web).allowFromPeer(orders as any),
    '`Connections.of(shop/web).allowFromPeer`: it was given the construct `shop/orders`, which is a workload and no peer\n'
    + 'help: write `.allowFrom(...)` for it'],
  'a text in place of a peer': [({ web }) => Connections.of(web).allowToPeer('10.0.0.0/8' as any),
    `\`Connections.of(shop/web).allowToPeer\`: \`peer\` is '10.0.0.0/8', not a peer\n${PEER_HELP}`],
  'nodes in place of a peer': [({ web }) => Connections.of(web).allowToPeer(Nodes.all()),
    `\`Connections.of(shop/web).allowToPeer\`: \`peer\` is \`all nodes\`, which no NetworkPolicy can name\n${PEER_HELP}`],
  'a port without a list': [({ web, orders }) => Connections.of(web).allowTo(orders, Port.HTTP as any),
    '`Connections.of(shop/web).allowTo`: `ports` is `TCP 80`, not a list of ports\n'
    + 'help: name the ports, or leave `ports` out to admit every port'],
  'ports one by one': [({ web, orders }) => (Connections.of(web) as any).allowTo(orders, [Port.HTTP], [Port.HTTPS]),
    '`Connections.of(shop/web).allowTo`: it was given a list as well, which it does not read\nhelp: write all ports into one list'],
  'an empty list of ports': [({ web }) => Connections.of(web).allowInternally([]),
    '`Connections.of(shop/web).allowInternally`: `ports` is an empty list, which Kubernetes would read as every port\n'
    + 'help: name the ports, or leave `ports` out to admit every port'],
  'a chart in place of a workload': [({ chart }) => Connections.of(chart),
    '`Pods.of(shop)`: `shop` holds 2 workloads: Deployment `shop/web/Resource`, Deployment `shop/orders/Resource`\n'
    + 'help: pass the one that is meant, or name a label that all of them carry: `Pods.labeled({ ... })`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [call, message]) => {
  expect(refusalOf(() => call(shop()))).toBe(message);
});
