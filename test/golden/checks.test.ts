import { expectGolden } from './golden';
import { DENY_ALL, DNS, guard, ordersAccept, pods, policy, readAsConstructs, WEB_TO_ORDERS } from './shop';
import { CHECKS } from '../../src/checks/all';
import { renderFinding } from '../../src/render/human';
import { contextOfSnapshot } from '../checks/contexts';

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---`;

const PODS = pods('web', 'orders', 'admin');

const SERVICE = `
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec: { clusterIP: 10.96.7.20, selector: { app: orders }, ports: [{ port: 80 }] }
`;

const LIVE = `
---
apiVersion: v1
kind: Pod
metadata: { name: cache, namespace: shop, labels: { app: cache } }
status: { podIPs: [{ ip: 10.244.1.7 }] }
`;

const NODE = `
---
apiVersion: v1
kind: Node
metadata: { name: worker-1 }
status: { addresses: [{ type: InternalIP, address: 192.0.2.11 }] }
`;

/** Lets web send to the blocks, one rule for each. */
function toBlocks(...blocks: readonly string[]): string {
  return policy('web-egress', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
${blocks.map(block => `  - to: [{ ipBlock: ${block} }]\n`).join('')}`);
}

const ORDERS_SERVICE = `
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop, labels: { app: orders } }
spec: { selector: { app: orders }, ports: [{ name: web, port: 80, targetPort: http }] }
`;

const ORDERS_MONITOR = `${ORDERS_SERVICE}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: orders, namespace: shop }
spec: { selector: { matchLabels: { app: orders } }, endpoints: [{ port: web }] }
`;

const INPUTS: Record<string, string> = {
  'one-sided-connection-label': PODS + DNS + WEB_TO_ORDERS + ordersAccept('from: [{ podSelector: { matchLabels: { app: wbe } } }]'),
  'one-sided-connection-port': PODS + DNS + policy('all-accept', `
podSelector: {}
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: {} }]
    ports: [{ port: 9090 }]
`) + WEB_TO_ORDERS,
  'one-sided-connection-namespace': NAMESPACE + PODS + DNS + WEB_TO_ORDERS + ordersAccept('from: [{ namespaceSelector: { matchLabels: { team: b } } }]'),
  'one-sided-connection-forgotten': PODS + DENY_ALL + DNS + WEB_TO_ORDERS,
  'one-sided-connection-ingress': PODS + DENY_ALL + DNS + ordersAccept('from: [{ podSelector: { matchLabels: { app: web } } }]'),
  'one-sided-connection-group': PODS + DNS + policy('all-egress', `
podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, admin] }] }
policyTypes: [Egress]
egress:
  - to: [{ podSelector: { matchLabels: { app: orders } } }]
`) + ordersAccept('from: [{ podSelector: { matchLabels: { app: admin } } }]'),
  'one-sided-connection-shared-labels': ['web', 'db', 'adm'].reduce((yaml, name) => yaml
    + pods(name).replaceAll(`app: ${name}`, `app: shop, component: ${name}`), '') + DNS + DENY_ALL + policy('web-egress', `
podSelector: { matchLabels: { component: web } }
policyTypes: [Egress]
egress:
  - to: [{ podSelector: { matchLabels: { component: db } } }]
`),
  'one-sided-connection-replicas': pods('orders') + policy('orders', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress, Egress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: orders } } }]
    ports: [{ port: 8080 }, { port: 7946 }]
egress:
  - to: [{ ipBlock: { cidr: 203.0.113.8/32 } }]
    ports: [{ port: 53, protocol: UDP }]
`),
  'selects-nothing-value': PODS + policy('orders-ingress', `
podSelector: { matchLabels: { app: odrers } }
policyTypes: [Ingress]
`),
  'selects-nothing-key': PODS + policy('orders-ingress', `
podSelector: { matchLabels: { ap: orders } }
policyTypes: [Ingress]
`),
  'selects-nothing-together': PODS + policy('orders-ingress', `
podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, orders] }, { key: app, operator: NotIn, values: [web, orders] }] }
policyTypes: [Ingress]
`),
  'selects-nothing-namespace': PODS + policy('default-deny', `
podSelector: {}
policyTypes: [Ingress]
`).replace('namespace: shop', 'namespace: shp'),
  'wrong-namespace-policy': PODS + policy('orders-ingress', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress]
`).replace('namespace: shop', 'namespace: shp'),
  'and-or-confusion-perhaps': PODS + ordersAccept(`from:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } }
    - podSelector: { matchLabels: { app.kubernetes.io/name: ingress-nginx } }
`),
  'and-or-confusion-all-namespaces': PODS + ordersAccept(`from:
    - namespaceSelector: {}
    - podSelector: { matchLabels: { app: web } }
`),
  'label-on-the-object-not-its-template': PODS.replace('{ name: admin, namespace: shop }', '{ name: admin, namespace: shop, labels: { tier: back } }')
    + ordersAccept('from: [{ podSelector: { matchLabels: { tier: back } } }]'),
  'missing-namespace-label-perhaps': PODS + pods('prometheus').replace('namespace: shop', 'namespace: monitoring')
    + ordersAccept('from: [{ namespaceSelector: { matchLabels: { name: monitoring } } }]'),
  'unstable-label': PODS + policy('orders-ingress', `
podSelector: { matchLabels: { app: orders, pod-template-hash: 6d4cf56db6 } }
policyTypes: [Ingress]
`),
  'null-selector-selects-all': PODS + ordersAccept('from:'),
  'duplicate-policy': PODS + DENY_ALL + DENY_ALL.replace('default-deny', 'deny-all'),
  'selects-nothing-peer': PODS + ordersAccept('from: [{ podSelector: { matchLabels: { app: frontend } } }]'),
  'wrong-namespace-peer': PODS + pods('prometheus').replace('namespace: shop', 'namespace: monitoring')
    + ordersAccept('from: [{ podSelector: { matchLabels: { app: prometheus } } }]'),
  'and-or-confusion': PODS + ['prometheus', 'grafana'].map(name => pods(name).replace('namespace: shop', 'namespace: monitoring')).join('')
    + ordersAccept(`from:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
    - podSelector: { matchLabels: { app: prometheus } }
`),
  'selects-nothing-peer-other-key': PODS + ordersAccept('from: [{ podSelector: { matchLabels: { name: web } } }]'),
  'selects-nothing-namespace-name': PODS + pods('prometheus').replace('namespace: shop', 'namespace: monitoring')
    + ordersAccept('from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: mointoring } } }]'),
  'missing-namespace-label': NAMESPACE + NAMESPACE.replaceAll('shop', 'monitoring') + PODS
    + ordersAccept('from: [{ namespaceSelector: { matchLabels: { name: monitoring } } }]'),
  'selects-nothing-likewise': PODS + ['orders', 'admin', 'web'].map(name => policy(`${name}-ingress`, `
podSelector: { matchLabels: { app: ${name} } }
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: frontend } } }]
`)).join(''),
  'service-port-used': PODS + DNS + ORDERS_SERVICE + policy('web-egress', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
  - to: [{ podSelector: { matchLabels: { app: orders } } }]
    ports: [{ port: 80 }]
`),
  'named-port-undefined-near': PODS + ordersAccept('ports: [{ port: htpp }]'),
  'named-port-undefined-service': PODS + ORDERS_SERVICE + ordersAccept('ports: [{ port: web }]'),
  'metrics-port-closed': PODS + ORDERS_MONITOR + pods('prometheus').replace('namespace: shop', 'namespace: monitoring')
    + ordersAccept('from: [{ podSelector: { matchLabels: { app: web } } }]'),
  'metrics-port-closed-annotations': PODS.replace('metadata: { labels: { app: orders } }', 'metadata: { labels: { app: orders }, annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9102" } }')
    + ordersAccept('ports: [{ port: 8080 }]'),
  'port-not-declared': PODS + ordersAccept('ports: [{ port: 8081 }]'),
  'all-ports-open': PODS + policy('orders-ingress', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 8080 }]
  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
`),
  'rule-split-by-dash': PODS + policy('orders-ingress', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: web } } }]
  - ports: [{ port: 8080 }]
`),
  'peers-limited-to-dns': PODS + policy('web-egress', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
  - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
    to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
        podSelector: { matchLabels: { k8s-app: kube-dns } }
      - ipBlock: { cidr: 10.0.0.0/8 }
      - ipBlock: { cidr: 192.168.0.0/16 }
`),
  'dns-blocked-assumed': PODS + WEB_TO_ORDERS,
  'dns-blocked-addresses': PODS + policy('https-only', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
    ports: [{ port: 443 }]
`),
  'dns-blocked-internet': PODS + policy('internet-only', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Egress]
egress:
  - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.16.0.0/16, 100.64.0.0/10] } }]
`),
  'dns-blocked-cache': PODS + pods('coredns').replaceAll('app: coredns', 'k8s-app: kube-dns').replace('namespace: shop', 'namespace: kube-system')
    + pods('node-local-dns').replace('namespace: shop', 'namespace: kube-system')
      .replace('spec: { containers', 'spec: { hostNetwork: true, containers').replace('image: main', 'image: main, args: [-localip, 169.254.20.10]')
    + WEB_TO_ORDERS + policy('dns', `
podSelector: {}
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: {} , podSelector: { matchLabels: { k8s-app: kube-dns } } }]
    ports: [{ port: 8080, protocol: UDP }, { port: 53, protocol: UDP }]
`),
  'webhook-blocked': exampleOf('webhook-blocked'),
  'api-server-blocked': exampleOf('api-server-blocked'),
  'api-server-blocked-somewhere': exampleOf('api-server-blocked').replace('name: kubernetes, namespace: default', 'name: other, namespace: default')
    .replace('    - ports: [{ port: 443 }]\n', ''),
  'ingress-backend-blocked': exampleOf('ingress-backend-blocked'),
  'ingress-backend-blocked-perhaps': exampleOf('ingress-backend-blocked').replace('ingressClassName: nginx, ', '')
    .replace(/    - from: .*kubernetes.io.metadata.name: shop.*\n/, ''),
  'service-unreachable': exampleOf('service-unreachable'),
  'load-balancer-source': exampleOf('load-balancer-source'),
  'mesh-port-blocked': exampleOf('mesh-port-blocked'),
  'mesh-port-bypasses-ports': exampleOf('mesh-port-bypasses-ports'),
  'inert-rule': exampleOf('inert-rule'),
  'allow-all-in-effect': exampleOf('allow-all-in-effect'),
  'allow-all-in-effect-rules': PODS + policy('orders', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }]
  - from: [{ podSelector: { matchLabels: { app: web } } }]
    ports: [{ port: 8080 }]
`),
  'allow-all-in-effect-alone': PODS + policy('orders', `
podSelector: { matchLabels: { app: orders } }
policyTypes: [Ingress]
ingress: [{}]
`),
  'shadowed-default-deny': exampleOf('shadowed-default-deny'),
  'redundant-policy': exampleOf('redundant-policy'),
  'redundant-policy-floor': PODS + DENY_ALL + policy('deny-ingress', `
podSelector: {}
policyTypes: [Ingress]
`),
  'redundant-rule': exampleOf('redundant-rule'),
  'dead-annotation': exampleOf('dead-annotation'),
  'unprotected-workload': exampleOf('unprotected-workload'),
  'unprotected-namespace': exampleOf('unprotected-namespace'),
  'open-to-every-namespace': exampleOf('open-to-every-namespace'),
  'default-namespace-used': exampleOf('default-namespace-used'),
  'dns-blocked-tcp-only': PODS + WEB_TO_ORDERS + policy('dns', `
podSelector: {}
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: {} , podSelector: { matchLabels: { k8s-app: kube-dns } } }]
    ports: [{ port: 53 }]
`),
  'shadowed-rule': PODS + guard('guard', 'Admin', `
  - { name: nobody, action: Deny, from: [{ namespaces: {} }] }
  - { name: web, action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
  - { name: admin, action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: admin } } } }] }
`),
  'shadowed-rule-repeated': PODS + guard('guard', 'Admin', `
  - { name: web, action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
  - { action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: web, tier: front } } } }] }
`),
  'pass-without-effect': PODS + guard('guard', 'Admin', `
  - { name: web, action: Pass, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
`),
  'priority-collision': PODS + guard('accept-web', 'Admin', `
  - { name: web, action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
`) + guard('deny', 'Admin', `
  - { name: nobody, action: Deny, from: [{ namespaces: {} }] }
`),
  'baseline-never-reached': PODS + DENY_ALL + guard('open', 'Baseline', `
  - { name: web, action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
`),
  'baseline-never-reached-above': PODS + guard('guard', 'Admin', `
  - { name: nobody, action: Deny, from: [{ namespaces: {} }] }
`) + guard('open', 'Baseline', `
  - { name: web, action: Accept, from: [{ pods: { podSelector: { matchLabels: { app: web } } } }] }
`),
  'policy-on-host-network': PODS.replace('spec: { containers', 'spec: { hostNetwork: true, containers') + policy('web-ingress', `
podSelector: { matchLabels: { app: web } }
policyTypes: [Ingress]
`) + DENY_ALL,
  'cidr-matches-services': PODS + SERVICE + toBlocks('{ cidr: 10.96.7.20/32 }'),
  'cidr-matches-pods': PODS + LIVE + toBlocks('{ cidr: 10.244.1.7/32 }'),
  'cidr-matches-nodes': PODS + NODE + toBlocks('{ cidr: 192.0.2.11/32 }'),
  'cidr-not-canonical-host-bits': PODS + toBlocks('{ cidr: 198.51.100.7/24 }', '{ cidr: 203.0.113.0/24 }'),
  'cidr-not-canonical-zeros': PODS + toBlocks('{ cidr: 010.20.0.0/16 }'),
  'address-family-missing': PODS + SERVICE.replace('clusterIP: 10.96.7.20', 'ipFamilyPolicy: RequireDualStack') + toBlocks('{ cidr: 0.0.0.0/0 }'),
  'address-family-missing-perhaps': PODS + SERVICE.replace('clusterIP: 10.96.7.20', 'ipFamilyPolicy: PreferDualStack')
    + toBlocks('{ cidr: 0.0.0.0/0, except: [10.0.0.0/8] }'),
  'except-has-no-effect': PODS + toBlocks('{ cidr: 203.0.113.0/24, except: [203.0.113.64/26] }', '{ cidr: 203.0.113.0/25 }'),
  'metadata-address-open': PODS + toBlocks('{ cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] }'),
  'private-range-open': PODS + toBlocks('{ cidr: 0.0.0.0/0 }'),
};

/** What docs/checks.md shows as the mistake. */
function exampleOf(name: string): string {
  return CHECKS.find(({ meta }) => meta.name === name)!.meta.bad.manifests;
}

test.each(Object.entries(INPUTS))('the message of %s', (name, input) => {
  const { snapshot } = readAsConstructs(input);
  const context = contextOfSnapshot(snapshot);
  const messages = CHECKS.filter(({ meta }) => name.startsWith(meta.name)).flatMap(({ check }) => check(context));
  expectGolden(name, messages.map(renderFinding).join('\n\n'));
});

test('every check that needs no cluster has a golden message', () => {
  const missing = CHECKS.filter(({ meta }) => meta.bad.cluster === undefined).map(({ meta }) => meta.name)
    .filter(name => !Object.keys(INPUTS).some(key => key.startsWith(name)));
  expect(missing).toEqual([]);
});
