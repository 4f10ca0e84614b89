import { parseAllDocuments } from 'yaml';
import { goldenFiles } from '../cli/golden';
import { ApiServer, Cidr, ConnectionRoute, ConnectionRoutes, Nodes, Pods, Port, Reachability, Services } from 'cdk8s-netpol';

const MANIFESTS = Object.values(goldenFiles('explain/shop.yaml', 'explain/policies.yaml'))
  .flatMap(text => parseAllDocuments(text).map(document => document.toJS() as object));
const SHOP = Reachability.ofManifests(MANIFESTS);
const inShop = (app: string) => Pods.labeled({ app }).inNamespace('shop');

test('who reaches a pod, directly', () => {
  const found = SHOP.whoCanReach({ destination: inShop('db') });
  expect(found.rows).toEqual<ConnectionRoute[]>([
    { endpoint: 'shop/orders', via: [], allowed: 'TCP 5432', unknown: 'nothing', isCertain: true },
  ]);
  expect(found.toString()).toBe('who reaches pods app=db in namespace shop\n  shop/orders  TCP 5432');
});

test('who reaches it over other pods', () => {
  const found = SHOP.whoCanReach({ destination: inShop('db'), ports: [Port.POSTGRES], transitive: true });
  expect(found.rows.slice(0, 4)).toEqual<ConnectionRoute[]>([
    { endpoint: 'shop/orders', via: [], allowed: 'TCP 5432', unknown: 'nothing', isCertain: true },
    { endpoint: 'shop/web', via: ['shop/orders'], allowed: 'TCP 8080', unknown: 'nothing', isCertain: true },
    { endpoint: 'shop/db', via: ['shop/orders', 'shop/web'], allowed: 'nothing', unknown: 'TCP 9090', isCertain: false },
    { endpoint: 'other nodes', via: ['shop/orders', 'shop/web'], allowed: 'nothing', unknown: 'TCP 9090', isCertain: false },
  ]);
});

test('what is reached from outside, over pods', () => {
  expect(SHOP.whatCanReach({ source: Cidr.internet(), transitive: true }).toString()).toBe(`what is reached from 0.0.0.0/0 and ::/0

directly
  edge/gateway  everything
  shop/web      TCP 9090

over 1 pod
  nodes, outside  via edge/gateway
  shop/orders     via shop/web

over 2 pods
  shop/db  via shop/web, shop/orders`);
});

test.each<[string, ConnectionRoutes, string[]]>([
  ['a Service, by its own port', SHOP.whoCanReach({ destination: Services.named('orders').inNamespace('shop'), ports: [Port.tcp(80)] }), ['shop/web TCP 8080']],
  ['all nodes', SHOP.whatCanReach({ source: Nodes.all(), ports: [Port.tcp(8080)] }), ['edge/gateway TCP 8080']],
  ['the API server', SHOP.whatCanReach({ source: ApiServer.any(), ports: [Port.tcp(5432)] }),
    ['edge/gateway TCP 5432', 'other nodes perhaps TCP 5432']],
  ['other ports', SHOP.whoCanReach({ destination: inShop('db'), ports: [Port.HTTP] }), []],
])('about %s', (_, { rows }, expected) => {
  expect(rows.filter(({ endpoint }) => !/^[\d:]/.test(endpoint) && !endpoint.startsWith('shop/db'))
    .map(({ endpoint, allowed, unknown }) => [endpoint, ...allowed === 'nothing' ? ['perhaps', unknown] : [allowed]].join(' ')))
    .toEqual(expect.arrayContaining(expected));
});

test('a pod that the manifests do not have is refused', () => {
  expect(() => SHOP.whoCanReach({ destination: inShop('dbb') })).toThrow('`pods app=dbb in namespace shop` matches nothing in the input, so there is nothing to check');
  expect(() => SHOP.whatCanReach({ source: inShop('dbb') })).toThrow('did you mean `app=db`?');
});

test('so are Services as a source, and no ports', () => {
  expect(() => SHOP.whatCanReach({ source: Services.named('orders').inNamespace('shop') })).toThrow('`source` is');
  expect(() => SHOP.whoCanReach({ destination: inShop('db'), ports: [] })).toThrow('`ports` is');
});
