import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { policyOf, refusalOf } from './synthesized';
import { checksIn, newApp, removeApps, synthesize } from './validated';
import {
  AllowConnection, AllowDns, AllowIngressController, AllowInternet, AllowMonitoring, AllowSameNamespace, Cidr,
  DefaultDenyAll, Direction, DnsResolver, DomainNames, IngressController, IsolatedNamespace, MustNotReach, MustReach,
  NetworkPolicyValidation, Pods, Port, Reachability,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const podSelector = { matchLabels: { app: 'web' } };
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const labels = (matchLabels: object) => ({ podSelector: { matchLabels } });
const DNS_PORTS = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
const KUBE_DNS = { to: [{ ...inNamespace('kube-system'), ...labels({ 'k8s-app': 'kube-dns' }) }], ports: DNS_PORTS };
const NOT_INTERNET = [
  '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '168.63.129.16/32', '192.0.0.192/32',
];

afterAll(removeApps);

const specs: Record<string, [(chart: Chart) => unknown, unknown]> = {
  'names are asked of kube-dns, by all pods of the namespace': [
    chart => new AllowDns(chart, 'Dns'), { podSelector: {}, policyTypes: ['Egress'], egress: [KUBE_DNS] },
  ],
  'names for some pods only': [
    chart => new AllowDns(chart, 'Dns', { subject: web }), { podSelector, policyTypes: ['Egress'], egress: [KUBE_DNS] },
  ],
  'each resolver has its own ports': [
    chart => new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.kubeDns(), DnsResolver.openShift()] }),
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [KUBE_DNS, {
        to: [{ ...inNamespace('openshift-dns'), ...labels({ 'dns.operator.openshift.io/daemonset-dns': 'default' }) }],
        ports: [{ protocol: 'UDP', port: 5353 }, { protocol: 'TCP', port: 5353 }],
      }],
    },
  ],
  'NodeLocal DNSCache is an address': [
    chart => new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.nodeLocal()] }),
    { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: DNS_PORTS }] },
  ],
  'NodeLocal DNSCache at addresses of its own': [
    chart => new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.nodeLocal('169.254.25.10/32', '10.96.0.10/32')] }),
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '169.254.25.10/32' } }, { ipBlock: { cidr: '10.96.0.10/32' } }], ports: DNS_PORTS }],
    },
  ],
  'NodeLocal DNSCache behind a redirection of Cilium is pods, and without them kube-dns': [
    chart => new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.nodeLocalRedirected(), DnsResolver.kubeDns()] }),
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ...inNamespace('kube-system'), ...labels({ 'k8s-app': 'node-local-dns' }) }], ports: DNS_PORTS }, KUBE_DNS],
    },
  ],
  'a resolver of one\'s own': [
    chart => new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.of(Cidr.of('10.0.0.2/32')), DnsResolver.of(web, [Port.udp(1053)])] }),
    {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        { to: [{ ipBlock: { cidr: '10.0.0.2/32' } }], ports: DNS_PORTS },
        { to: [{ podSelector }], ports: [{ protocol: 'UDP', port: 1053 }] },
      ],
    },
  ],
  'pods of a namespace talk to each other': [
    chart => new AllowSameNamespace(chart, 'Within'),
    { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }] },
  ],
  'pods of a namespace talk to some of them on a port': [
    chart => new AllowSameNamespace(chart, 'Within', { subject: web, ports: [Port.HTTP], direction: Direction.INGRESS }),
    { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }], ports: [{ protocol: 'TCP', port: 80 }] }] },
  ],
  'the internet is no private, link-local or metadata address': [
    chart => new AllowInternet(chart, 'Internet', { subject: web, ports: [Port.HTTPS] }),
    {
      podSelector,
      policyTypes: ['Egress'],
      egress: [{
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: NOT_INTERNET } },
          { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
        ],
        ports: [{ protocol: 'TCP', port: 443 }],
      }],
    },
  ],
  'the internet without addresses of one\'s own': [
    chart => new AllowInternet(chart, 'Internet', { subject: web, exceptCidrs: ['203.0.113.0/24', '2001:db8::/32'] }),
    {
      podSelector,
      policyTypes: ['Egress'],
      egress: [{
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: [...NOT_INTERNET, '203.0.113.0/24'] } },
          { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10', '2001:db8::/32'] } },
        ],
      }],
    },
  ],
  'an ingress controller': [
    chart => new AllowIngressController(chart, 'FromOutside', {
      subject: web, controller: IngressController.ingressNginx(), ports: [Port.tcp(8080)],
    }),
    {
      podSelector,
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{
          ...inNamespace('ingress-nginx'),
          ...labels({ 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' }),
        }],
        ports: [{ protocol: 'TCP', port: 8080 }],
      }],
    },
  ],
  'the monitoring': [
    chart => new AllowMonitoring(chart, 'Metrics', { ports: [Port.named('metrics')] }),
    {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{
        from: [{ ...inNamespace('monitoring'), ...labels({ 'app.kubernetes.io/name': 'prometheus' }) }],
        ports: [{ protocol: 'TCP', port: 'metrics' }],
      }],
    },
  ],
  'the monitoring of one\'s own': [
    chart => new AllowMonitoring(chart, 'Metrics', {
      subject: web, scraper: Pods.all().inNamespace('observability'), ports: [Port.tcp(9090)],
    }),
    { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [inNamespace('observability')], ports: [{ protocol: 'TCP', port: 9090 }] }] },
  ],
};

test.each(Object.entries(specs))('%s', (_, [make, spec]) => {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
  make(chart);
  expect(policyOf(chart)).toStrictEqual(spec);
});

const controllers: Record<string, [Pods, string]> = {
  'ingress-nginx elsewhere': [IngressController.ingressNginx('edge'), 'pods app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller in namespace edge'],
  'Traefik': [IngressController.traefik(), 'pods app.kubernetes.io/name=traefik in namespace traefik'],
  'Traefik of k3s': [IngressController.traefik('kube-system'), 'pods app.kubernetes.io/name=traefik in namespace kube-system'],
  'HAProxy': [IngressController.haproxy(), 'pods app.kubernetes.io/name=kubernetes-ingress in namespace haproxy-controller'],
  'Contour': [IngressController.contour(), 'pods app=envoy in namespace projectcontour'],
  'Istio': [IngressController.istio(), 'pods istio=ingressgateway in namespace istio-system'],
  'OpenShift': [IngressController.openShift(), 'pods ingresscontroller.operator.openshift.io/deployment-ingresscontroller=default in namespace openshift-ingress'],
};

test.each(Object.entries(controllers))('the ingress controller %s is pods', (_, [pods, text]) => {
  expect(pods.toString()).toBe(text);
});

test('a resolver says who it is', () => {
  expect(`${DnsResolver.kubeDns()}`).toBe('pods k8s-app=kube-dns in namespace kube-system on UDP 53, TCP 53');
  expect(`${DnsResolver.nodeLocal('169.254.20.10/32', 'fd00:90::a/128')}`).toBe('169.254.20.10/32 and fd00:90::a/128 on UDP 53, TCP 53');
});

/** What web may connect to in the app. */
function verdict(make: (chart: Chart) => unknown, destination: Cidr): string {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  new kplus.Deployment(chart, 'web', { podMetadata: { labels: { app: 'web' } }, containers: [{ image: 'web' }] });
  make(chart);
  return Reachability.ofApp(app).check({ source: web.inNamespace('shop'), destination, port: Port.HTTPS }).verdict;
}

test.each([
  ['8.8.8.8/32', 'allowed'], ['2001:4860:4860::8888/128', 'allowed'],
  ['10.1.2.3/32', 'denied'], ['172.31.0.1/32', 'denied'], ['192.168.0.1/32', 'denied'], ['100.100.100.200/32', 'denied'],
  ['169.254.169.254/32', 'denied'], ['168.63.129.16/32', 'denied'], ['192.0.0.192/32', 'denied'],
  ['fd00:ec2::254/128', 'denied'], ['fe80::1/128', 'denied'],
])('by AllowInternet %s is %s', (address, expected) => {
  expect(verdict(chart => new AllowInternet(chart, 'Internet', { subject: web }), Cidr.of(address))).toBe(expected);
});

describe('a validation of what these constructs write finds nothing', () => {
  const workload = (chart: Chart, name: string) => new kplus.Deployment(chart, name, {
    metadata: { name },
    podMetadata: { labels: { app: name } },
    containers: [{ image: name, ports: [{ number: 8080 }, { number: 9090, name: 'metrics' }] }],
  });
  const rest = (chart: Chart) => {
    new DefaultDenyAll(chart, 'Deny');
    new AllowConnection(chart, 'WebToOrders', { source: web, destination: Pods.labeled({ app: 'orders' }), ports: [Port.tcp(8080)] });
  };
  const apps: Record<string, (chart: Chart) => void> = {
    'names by kube-dns': chart => { rest(chart); new AllowDns(chart, 'Dns'); },
    'names by NodeLocal DNSCache': chart => { rest(chart); new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.nodeLocal()] }); },
    'names on OpenShift': chart => { rest(chart); new AllowDns(chart, 'Dns', { resolvers: [DnsResolver.openShift()] }); },
    'everything else': chart => {
      rest(chart);
      new AllowDns(chart, 'Dns');
      new AllowSameNamespace(chart, 'Within', { ports: [Port.tcp(8080)] });
      new AllowInternet(chart, 'Internet', { subject: web, ports: [Port.HTTPS] });
      new AllowIngressController(chart, 'Outside', { subject: web, controller: IngressController.traefik(), ports: [Port.tcp(8080)] });
      new AllowMonitoring(chart, 'Metrics', { ports: [Port.named('metrics')] });
    },
    'a namespace that keeps to itself': chart => {
      new IsolatedNamespace(chart, 'Namespace', {
        allowWithin: true,
        ingress: [{ subject: web, peers: [IngressController.traefik()], ports: [Port.tcp(8080)] }],
      });
      new MustReach(chart, 'OrdersReachWeb', { source: Pods.labeled({ app: 'orders' }), destination: web, ports: [Port.tcp(8080)] });
      new MustNotReach(chart, 'WebIsPrivate', { source: Cidr.internet(), destination: web });
    },
  };

  test.each(Object.entries(apps))('%s', (_, fill) => {
    const app = newApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    ['web', 'orders'].forEach(name => workload(chart, name));
    fill(chart);
    NetworkPolicyValidation.of(app);
    const { error, warnings } = synthesize(app);
    expect([error, ...warnings]).toEqual([undefined]);
  });

  test('without AllowDns it would', () => {
    const app = newApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    ['web', 'orders'].forEach(name => workload(chart, name));
    rest(chart);
    NetworkPolicyValidation.of(app);
    expect(checksIn(synthesize(app).error)).toEqual(['error dns-blocked']);
  });
});

const RESOLVER_HELP = 'help: name one: `DnsResolver.kubeDns()`, `DnsResolver.nodeLocal()`, or `DnsResolver.of(pods)`';
const PODS_HELP = 'help: choose them: `Pods.labeled({ ... })` or `Pods.of(workload)`; if every pod is meant, say so: `Pods.all()`';

const refusals: Record<string, [(chart: Chart) => unknown, string]> = {
  'no resolver': [chart => new AllowDns(chart, 'X', { resolvers: [] }),
    '`chart/X`: `resolvers` is an empty list, so that no name could be looked up\n'
    + 'help: name the resolvers, or leave `resolvers` out for `DnsResolver.kubeDns()`'],
  'pods for a resolver': [chart => new AllowDns(chart, 'X', { resolvers: [web] as any }),
    `\`chart/X\`: \`resolvers[0]\` is \`pods app=web\`, not a resolver of names\n${RESOLVER_HELP}`],
  'one resolver without a list': [chart => new AllowDns(chart, 'X', { resolvers: DnsResolver.kubeDns() as any }),
    '`chart/X`: `resolvers` is `pods k8s-app=kube-dns in namespace kube-system on UDP 53, TCP 53`, not a list of resolvers\n'
    + 'help: name the resolvers, or leave `resolvers` out for `DnsResolver.kubeDns()`'],
  'a text for the peer of a resolver': [() => DnsResolver.of('10.0.0.2' as any),
    "`DnsResolver.of`: `peer` is '10.0.0.2', not a peer\nhelp: name `Pods`, `Namespaces` or a `Cidr`"],
  'domain names for the peer of a resolver': [() => DnsResolver.of(DomainNames.of('dns.example.com')),
    '`DnsResolver.of`: `peer` is `dns.example.com`, which no NetworkPolicy can name\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
  'a resolver without ports': [() => DnsResolver.of(web, []),
    '`DnsResolver.of`: `ports` is an empty list, which Kubernetes would read as every port\n'
    + 'help: name the ports, or leave `ports` out to admit every port'],
  'an address without a prefix length for a cache': [() => DnsResolver.nodeLocal('169.254.20.10'),
    "`Cidr.of('169.254.20.10')`: `169.254.20.10` has no prefix length\nhelp: for this one address write `169.254.20.10/32`"],
  'the internet for nobody': [chart => new AllowInternet(chart, 'X', {} as any),
    `\`chart/X\`: \`subject\` is undefined, not a choice of pods\n${PODS_HELP}`],
  'an exception that is a Cidr': [chart => new AllowInternet(chart, 'X', { subject: web, exceptCidrs: [Cidr.of('203.0.113.0/24')] as any }),
    '`chart/X`: `exceptCidrs[0]` is `203.0.113.0/24`, not a text\nhelp: write a text in quotes'],
  'an exception that is no block': [chart => new AllowInternet(chart, 'X', { subject: web, exceptCidrs: ['203.0.113'] }),
    '`Cidr.internet`: `203.0.113` is not a block of addresses\nhelp: write an address and a prefix length: `10.0.0.0/8`, `fd00::/8`'],
  'a controller that is left out': [chart => new AllowIngressController(chart, 'X', { subject: web } as any),
    `\`chart/X\`: \`controller\` is undefined, not a choice of pods\n${PODS_HELP}`],
  'the factory in place of the controller': [chart => new AllowIngressController(chart, 'X', { subject: web, controller: IngressController.traefik as any }),
    `\`chart/X\`: \`controller\` is a function, not a choice of pods\n${PODS_HELP}`],
  'a namespace of a controller that is none': [() => IngressController.traefik('Edge'),
    "`Pods.inNamespace('Edge')`: `Edge` is not a namespace name\n"
    + 'help: a name is 1 to 63 lower-case letters, digits and `-`, with a letter or digit at both ends'],
  'metrics on no port': [chart => new AllowMonitoring(chart, 'X', { ports: [] }),
    '`chart/X`: `ports` is an empty list, which Kubernetes would read as every port\n'
    + "help: name the ports of the metrics: `[Port.named('metrics')]`, `[Port.tcp(9090)]`"],
  'metrics on ports that are left out': [chart => new AllowMonitoring(chart, 'X', { port: Port.HTTP } as any),
    '`chart/X`: there is no property `port`\nhelp: did you mean `ports`?'],
  'peers of the own namespace': [chart => new AllowSameNamespace(chart, 'X', { peers: [web] } as any),
    '`chart/X`: there is no property `peers`\n'
    + 'help: the properties are `metadata`, `namespace`, `subject`, `ports`, `direction`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [make, message]) => {
  expect(refusalOf(() => make(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});
