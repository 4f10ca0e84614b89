import { explainWaysIn } from '../../src/explanations/ways-in';
import { renderWaysIn } from '../../src/render/ways-in';
import { waysIn } from '../../src/semantics/ways-in';
import { cluster, deployment, labeled, policy } from '../fixture';
import { ingress, ingressRule, service } from '../ways-in';

function rendered(objects: readonly object[], width?: number): string[] {
  return renderWaysIn(explainWaysIn(waysIn(cluster(objects))), width).split('\n');
}

const WEB = [deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] }), service('shop/web', { app: 'web' }, ['80:http'])];

test('what is allowed is one line from the internet to the pods', () => {
  expect(rendered([...WEB, ingress('shop/web', { rules: [ingressRule('shop.example.com', { '/': 'web:80' })] })])).toEqual([
    'internet -> Ingress shop/web (shop.example.com /) -> Service shop/web:80 -> shop/web TCP 8080  allowed',
  ]);
});

test('a Service that is open by itself shows its doors', () => {
  const objects = [...WEB, service('shop/open', { app: 'web' }, ['443:http'], { type: 'LoadBalancer', externalIPs: ['192.0.2.1'] })];
  expect(rendered(objects)).toEqual([
    'internet -> Service shop/open:443 (load balancer:443, external addresses:443, nodes) -> shop/web TCP 8080  allowed',
  ]);
});

test('pods that are reached alike stand together', () => {
  expect(rendered([...WEB, deployment('shop/canary', { app: 'web' }, { ports: ['http=8080'] }),
    ingress('shop/web', { rules: [ingressRule(undefined, { '/': 'web:80' })] })])).toEqual([
    'internet -> Ingress shop/web (* /) -> Service shop/web:80 -> shop/web, shop/canary TCP 8080  allowed',
  ]);
});

test('what is open says below whom the pods may see, and what decides', () => {
  expect(rendered([...WEB, policy('shop/web', { podSelector: {}, ingress: [{ from: [{ podSelector: labeled({ app: 'proxy' }) }] }] }),
    ingress('shop/web', { ingressClassName: 'nginx', rules: [ingressRule('a', { '/': 'web:80' })] })])).toEqual([
    'internet -> Ingress shop/web (a /) -> Service shop/web:80 -> shop/web TCP 8080  unknown',
    '    a controller in any namespace: denied: isolated by shop/web; no rule admits it',
    '    one in `shop`: unknown: isolated by shop/web; perhaps admitted by shop/web, rule 1: from app=proxy, every port',
    '    a node: unknown: isolated by shop/web; no rule admits it, but from the node that the pod runs on it is always open',
  ]);
});

test('clients that alone are let in are named', () => {
  expect(rendered([...WEB, policy('shop/web', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }),
    service('shop/open', { app: 'web' }, ['443:http'], { type: 'NodePort', externalTrafficPolicy: 'Local' })])).toEqual([
    'internet at 203.0.113.0/24 -> Service shop/open:443 (nodes) -> shop/web TCP 8080  allowed',
  ]);
});

test('long lists are broken behind commas and before arrows', () => {
  const hosts = ['one', 'two', 'three', 'four'].map(name => ingressRule(`${name}.example.com`, { '/': 'web:80' }));
  expect(rendered([...WEB, ingress('shop/web', { rules: hosts })], 60)).toEqual([
    'internet -> Ingress shop/web (one.example.com /,',
    '    two.example.com /, three.example.com /,',
    '    four.example.com /) -> Service shop/web:80',
    '    -> shop/web TCP 8080  allowed',
  ]);
});

test('without ways in there is nothing to say', () => {
  expect(renderWaysIn([])).toBe('');
});
