import { enforcerDiffers } from '../../../src/checks/cluster/enforcer-differs';
import { dnsBlocked } from '../../../src/checks/connections/dns-blocked';
import { cilium } from '../../../src/dialects/cilium/cilium';
import { defaultOptions } from '../../../src/dialects/cilium/options';
import { cluster, deployment, facts, labeled, pod, policy } from '../../fixture';
import { clusterWith, contextOf } from '../cluster/context';
import { contextOfSnapshot } from '../contexts';
import { evidenceOf, findings, found, onlyFinding } from '../findings';
import { app, clusterPolicy, namespace, RuleText } from '../tiers/policies';
import { NetworkDriver, ServiceTranslation } from 'cdk8s-netpol';

const WEB = deployment('shop/web', { app: 'web' });
const ORDERS = deployment('shop/orders', { app: 'orders' });
const KUBE_DNS = deployment('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ports: ['dns=53/UDP', 'dns-tcp=53'] });
const DNS_ON_1053 = deployment('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ports: ['dns=1053/UDP', 'dns-tcp=1053', 'metrics=9153'] });

const HELP = [
  'let the pods of the namespace reach the resolver:',
  'new AllowDns(this, \'dns\', { subject: Pods.all().inNamespace(\'shop\') });',
].join('\n');

const TO_ORDERS = { to: [{ podSelector: labeled({ app: 'orders' }) }] };
const IN_KUBE_SYSTEM = { namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'kube-system' }) };
const RESOLVER = { ...IN_KUBE_SYSTEM, podSelector: labeled({ 'k8s-app': 'kube-dns' }) };
const UDP = { port: 53, protocol: 'UDP' };
const TCP = { port: 53 };

function sends(...rules: object[]): object {
  return policy('shop/web-egress', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress: rules });
}

/** The rules of web, with and without the resolver in the input. */
const RULES: Record<string, { rules: object[]; assumed: boolean; given: boolean }> = {
  'to a peer alone': { rules: [TO_ORDERS], assumed: true, given: true },
  'to a peer, and DNS on both protocols': { rules: [TO_ORDERS, { to: [RESOLVER], ports: [UDP, TCP] }], assumed: false, given: false },
  'to a peer, and DNS on UDP only': { rules: [TO_ORDERS, { to: [RESOLVER], ports: [UDP] }], assumed: false, given: false },
  'to a peer, and DNS on TCP only, as when `protocol` is forgotten': { rules: [TO_ORDERS, { to: [RESOLVER], ports: [TCP] }], assumed: true, given: true },
  'to a peer, and DNS by the name of its port': {
    rules: [TO_ORDERS, { to: [RESOLVER], ports: [{ port: 'dns', protocol: 'UDP' }] }], assumed: false, given: false,
  },
  'to a peer, and all of kube-system': { rules: [TO_ORDERS, { to: [IN_KUBE_SYSTEM] }], assumed: false, given: false },
  'to a peer, and port 53 of everybody': { rules: [TO_ORDERS, { ports: [UDP] }], assumed: false, given: false },
  'to all pods of all namespaces': { rules: [{ to: [{ namespaceSelector: {} }] }], assumed: false, given: false },
  'to everybody': { rules: [{}], assumed: false, given: false },
  'to a peer, and NodeLocal DNSCache by its address': {
    rules: [TO_ORDERS, { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: [UDP] }], assumed: false, given: false,
  },
  'to a peer, and DNS of OpenShift on 5353': {
    rules: [TO_ORDERS, { to: [{ namespaceSelector: labeled({ 'kubernetes.io/metadata.name': 'openshift-dns' }) }], ports: [{ port: 5353, protocol: 'UDP' }] }],
    assumed: false,
    given: true,
  },
  'to a peer, and to an unusual resolver': {
    rules: [TO_ORDERS, { to: [{ podSelector: labeled({ app: 'my-dns' }) }], ports: [UDP] }], assumed: false, given: true,
  },
  'to nobody: they miss nothing': { rules: [], assumed: false, given: false },
};

describe('where an ipBlock is no pod, a rule for the addresses of the resolver does not let DNS pass', () => {
  const ranges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(cidr => ({ ipBlock: { cidr } }));
  const liveDns = pod('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ip: '10.8.0.2', ports: ['dns=53/UDP', 'dns-tcp=53'] });
  const rows: Record<string, [peers: object[], resolvers: object[], on: string, isFound: boolean]> = {
    'to private ranges, on Cilium': [ranges, [liveDns], 'cilium', true],
    'to private ranges, as documented': [ranges, [liveDns], 'calico', false],
    'to private ranges, on GKE': [ranges, [liveDns], 'gke-dataplane-v2', true],
    'to everything, on Cilium': [[{ ipBlock: { cidr: '0.0.0.0/0' } }], [liveDns], 'cilium', true],
    'to private ranges and a cache on the node, on Cilium': [[...ranges, { ipBlock: { cidr: '169.254.20.10/32' } }], [liveDns], 'cilium', false],
    'to a machine elsewhere, on Cilium': [[{ ipBlock: { cidr: '10.99.0.53/32' } }], [liveDns], 'cilium', false],
    'to private ranges, on Cilium, with a resolver that is not in the input': [ranges, [], 'cilium', true],
    'to private ranges, as documented, with a resolver that is not in the input': [ranges, [], 'calico', false],
    'to a machine, on Cilium, with a resolver that is not in the input': [[{ ipBlock: { cidr: '10.99.0.53/32' } }], [], 'cilium', false],
  };

  test.each(Object.entries(rows))('%s', (_, [to, resolvers, networkDriver, isFound]) => {
    const context = contextOf([WEB, ORDERS, ...resolvers, sends(TO_ORDERS, { to, ports: [UDP, TCP] })], {
      target: clusterWith(networkDriver as NetworkDriver),
    });
    const all = dnsBlocked.check(context);
    expect(all.map(({ severity }) => severity)).toEqual(isFound ? ['error'] : []);
    if (isFound) {
      expect(all[0].notes).toContain('by the documentation of Kubernetes a rule may let it pass, but '
        + 'to Cilium an ipBlock means addresses outside the cluster: never a pod, nor a node');
      expect(enforcerDiffers.check(context).filter(({ title }) => title.includes('coredns'))).toEqual([]);
    }
  });

  test.each([['cilium', undefined, 1], ['calico', undefined, 1], ['calico', ServiceTranslation.AFTER_POLICY, 0]] as const)(
    'a rule for the address of the resolver\'s Service, on %s (translated: %s)', (networkDriver, serviceTranslation, times) => {
      const service = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { namespace: 'kube-system', name: 'kube-dns' },
        spec: { clusterIP: '10.96.0.10', selector: { 'k8s-app': 'kube-dns' }, ports: [{ port: 53, protocol: 'UDP' }] },
      };
      const rule = { to: [{ ipBlock: { cidr: '10.96.0.10/32' } }], ports: [UDP] };
      const context = contextOf([WEB, ORDERS, liveDns, service, sends(TO_ORDERS, rule)], {
        target: clusterWith(networkDriver as NetworkDriver), facts: { serviceTranslation },
      });
      expect(dnsBlocked.check(context)).toHaveLength(times);
    });

  test('the help is for the pods that are isolated already: others it would isolate', () => {
    const target = clusterWith(NetworkDriver.CALICO);
    const [{ help }] = dnsBlocked.check(contextOf([WEB, ORDERS, liveDns, sends(TO_ORDERS)], { target }));
    expect(help).toEqual([expect.stringContaining('subject: Pods.labeled({ app: \'web\' }).inNamespace(\'shop\')')]);
  });

  test('on a cluster that enforces nothing DNS passes', () => {
    const context = contextOf([WEB, ORDERS, liveDns, sends(TO_ORDERS)], { target: clusterWith(NetworkDriver.FLANNEL) });
    expect(dnsBlocked.check(context)).toEqual([]);
  });
});

const TITLE = /^error: pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS( over UDP)?$/;

describe.each([
  ['the usual resolver is assumed', [] as object[], 'assumed'],
  ['the resolver is in the input', [KUBE_DNS], 'given'],
] as const)('%s', (_, resolver, column) => {
  test.each(Object.entries(RULES))('pods that may send %s', (__, row) => {
    expect(found(dnsBlocked, [WEB, ORDERS, ...resolver, sends(...row.rules)]))
      .toEqual(row[column] ? [expect.stringMatching(TITLE)] : []);
  });
});

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const HTTPS = [{ port: 443 }];
const CANNOT = 'warning: pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS';
const HARDLY = 'warning: pods in `shop` can hardly resolve names: their rules leave out the addresses that resolvers have';

function block(cidr: string, ...except: string[]): object {
  return { ipBlock: { cidr, except } };
}

/** The rules of web, none of which names pods, and what is found with the resolver in the input. */
const WITHOUT_PODS: Record<string, [object[], string[]]> = {
  'one port of all addresses': [[{ to: [block('0.0.0.0/0')], ports: HTTPS }], [CANNOT]],
  'one port of everybody': [[{ ports: HTTPS }], [CANNOT]],
  'one port of a range': [[{ to: [block('10.0.0.0/8')], ports: HTTPS }], [CANNOT]],
  'one port, and DNS by its port': [[{ ports: HTTPS }, { ports: [UDP] }], []],
  'one port, and DNS of the node': [[{ ports: HTTPS }, { to: [block('169.254.20.10/32')], ports: [UDP] }], []],
  'one address, which a program is told': [[{ to: [block('10.1.2.3/32')], ports: HTTPS }, { to: [block('fd00::1/128')], ports: HTTPS }], []],
  'one address, and a range': [[{ to: [block('10.1.2.3/32'), block('10.2.0.0/16')], ports: HTTPS }], [CANNOT]],
  'the API server, whose address is in the environment': [[{ ports: [{ port: 6443 }, { port: 10250 }] }], []],
  'the pods of the API server, whose address is in the environment too': [[{ to: [IN_KUBE_SYSTEM], ports: [{ port: 6443 }] }], []],
  'the internet without private ranges, which pods have': [[{ to: [block('0.0.0.0/0', ...PRIVATE)] }], [HARDLY]],
  'the internet without one range that pods may have': [[{ to: [block('0.0.0.0/0', '10.16.0.0/16', '100.64.0.0/10')] }], [HARDLY]],
  'the internet of both families': [[{ to: [block('0.0.0.0/0', ...PRIVATE), block('::/0', 'fc00::/7')] }], [HARDLY]],
  'the internet with one subnet left out': [[{ to: [block('0.0.0.0/0', '10.1.2.0/24')] }], []],
  'the internet with the metadata of the provider left out': [[{ to: [block('0.0.0.0/0', '169.254.169.254/32')] }], []],
  'every port of a public range, in which no pod is': [[{ to: [block('203.0.113.0/24')] }], [HARDLY]],
  'every port of a private range, in which the resolver may be': [[{ to: [block('10.0.0.0/8')] }], []],
  'every port of a node\'s own address, which may be that of a cache': [[{ to: [block('203.0.113.0/24'), block('169.254.20.10/32')] }], []],
  'nobody': [[{ to: [block('10.1.2.3/32')], ports: [UDP] }], []],
};

test.each(Object.entries(WITHOUT_PODS))('pods may send to no pod but %s', (_, [rules, expected]) => {
  expect(found(dnsBlocked, [WEB, KUBE_DNS, sends(...rules)])).toEqual(expected);
});

test('a declared range of pods decides what is only likely without it', () => {
  const internet = [WEB, KUBE_DNS, sends({ to: [block('0.0.0.0/0', '10.0.0.0/8')] })];
  const titles = (pods: string) => dnsBlocked.check(contextOfSnapshot(cluster(internet, facts({ pods: [pods] }))))
    .map(({ title }) => title);
  expect(titles('10.244.0.0/16')).toEqual([expect.stringContaining('cannot resolve names')]);
  expect(titles('192.168.0.0/16')).toEqual([]);
});

describe('a block for the resolver\'s pods, which Cilium does not take for addresses', () => {
  const onCilium = (...given: object[]) => dnsBlocked.check(contextOfSnapshot(
    cluster([WEB, ORDERS, ...given], undefined, cilium(defaultOptions('1.19'))))).map(({ title }) => title);
  const running = pod('kube-system/kube-dns-1', { 'k8s-app': 'kube-dns' }, { ports: ['dns=53/UDP'], ip: '10.8.0.2' });

  test.each<[string, object, string, boolean]>([
    ['holds its address', running, '10.0.0.0/8', true],
    ['does not hold its address, so that another one is meant', running, '192.168.0.0/16', false],
    ['is as large as a range of pods', KUBE_DNS, '10.0.0.0/8', true],
    ['is one of the node, where a cache is', KUBE_DNS, '169.254.20.10/32', false],
  ])('%s', (_, resolver, cidr, isFound) => {
    expect(onCilium(resolver, sends(TO_ORDERS, { to: [block(cidr)], ports: [UDP] }))).toHaveLength(isFound ? 1 : 0);
  });
});

const OTHERS: Record<string, [object[], boolean]> = {
  'pods that nothing isolates': [[WEB, ORDERS], false],
  'pods isolated for ingress only': [[WEB, ORDERS, policy('shop/p', { podSelector: {}, policyTypes: ['Ingress'] })], false],
  'DNS allowed by another policy for all pods': [[WEB, ORDERS, sends(TO_ORDERS),
    policy('shop/dns', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [RESOLVER], ports: [UDP, TCP] }] })], false],
  'the resolver\'s pods listen on 1053, and so says the rule': [
    [WEB, ORDERS, DNS_ON_1053, sends(TO_ORDERS, { to: [RESOLVER], ports: [{ port: 1053, protocol: 'UDP' }] })], false,
  ],
  'the resolver\'s pods listen on 1053, and the rule names the port of the Service': [
    [WEB, ORDERS, DNS_ON_1053, sends(TO_ORDERS, { to: [RESOLVER], ports: [UDP, TCP] })], true,
  ],
  'pods that may send to the resolver alone, over TCP': [[WEB, sends({ to: [RESOLVER], ports: [TCP] })], false],
  'one of two resolvers may be reached': [[
    WEB, ORDERS, KUBE_DNS, deployment('kube-system/other', { 'k8s-app': 'coredns' }, { ports: ['dns=53/UDP'] }),
    sends(TO_ORDERS, { to: [{ ...IN_KUBE_SYSTEM, podSelector: labeled({ 'k8s-app': 'coredns' }) }], ports: [UDP] }),
  ], false],
  'the resolver itself': [[
    KUBE_DNS, policy('kube-system/dns', {
      podSelector: labeled({ 'k8s-app': 'kube-dns' }), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'x' }) }] }],
    }),
  ], false],
  'pods on the host network, which may count as nodes': [[
    deployment('shop/web', { app: 'web' }, { hostNetwork: true }), ORDERS, sends(TO_ORDERS),
  ], false],
  'the address of the resolver is unknown, and a rule admits addresses': [
    [WEB, ORDERS, KUBE_DNS, sends(TO_ORDERS, { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })], false,
  ],
  'a live resolver whose address is known, and NodeLocal DNSCache in front of it': [[
    WEB, ORDERS, pod('kube-system/coredns-1', { 'k8s-app': 'kube-dns' }, { ip: '10.244.0.2' }),
    sends(TO_ORDERS, { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: [UDP] }),
  ], false],
  'a live resolver, and a rule on the wrong pods': [[
    WEB, ORDERS, pod('kube-system/coredns-1', { 'k8s-app': 'kube-dns' }, { ip: '10.244.0.2' }),
    sends(TO_ORDERS, { to: [{ podSelector: labeled({ 'k8s-app': 'kube-dns' }) }], ports: [UDP, TCP] }),
  ], true],
};

test.each(Object.entries(OTHERS))('%s', (_, [given, isFound]) => {
  expect(found(dnsBlocked, given)).toEqual(isFound ? [expect.stringMatching(TITLE)] : []);
});

describe('the finding', () => {
  const given = [WEB, ORDERS, sends(TO_ORDERS), deployment('lab/probe', { app: 'probe' }), deployment('lab/other', { app: 'other' }),
    policy('lab/p', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: labeled({ app: 'probe' }) }] }] })];

  test('is one for each namespace', () => {
    expect(found(dnsBlocked, given)).toEqual([
      'error: pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS',
      'error: pods in `lab` cannot resolve names: egress is isolated and no rule admits DNS',
    ]);
  });

  test('says which pods it is about, and which are fine', () => {
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, sends(TO_ORDERS)]);
    expect(evidenceOf(finding, 'without DNS')).toEqual(['1 of 2 workloads: web']);
    expect(evidenceOf(finding, 'isolated by')).toEqual(['shop/web-egress']);
    expect(evidenceOf(finding, 'affected')).toEqual(['1 egress rule to pods, such as shop/web-egress, rule 1: to app=orders, every port']);
  });

  test('says that the resolver is assumed, and only then', () => {
    expect(onlyFinding(dnsBlocked, [WEB, ORDERS, sends(TO_ORDERS)]).notes)
      .toEqual(['the resolver is assumed, since the input has none: kube-system/kube-dns (k8s-app=kube-dns)']);
    expect(onlyFinding(dnsBlocked, [WEB, ORDERS, KUBE_DNS, sends(TO_ORDERS)]).notes).toEqual([]);
  });

  test('of pods that may send to addresses only is a warning, and says what it rests on', () => {
    expect(findings(dnsBlocked, [WEB, KUBE_DNS, sends({ to: [block('0.0.0.0/0')], ports: HTTPS })])).toEqual([{
      check: 'dns-blocked',
      severity: 'warning',
      title: 'pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS',
      at: { object: 'NetworkPolicy shop/web-egress' },
      evidence: [
        { label: 'without DNS', text: '1 of 1 workload: web' },
        { label: 'isolated by', text: 'shop/web-egress' },
        { label: 'resolver', text: 'kube-system/coredns, UDP 53 and TCP 53 denied' },
        { label: 'affected', text: '1 egress rule to addresses or ports, such as shop/web-egress, rule 1: to 0.0.0.0/0, TCP 443' },
      ],
      effect: 'look-ups time out first, so rules that are right look broken',
      notes: ['the rules name addresses or ports and no pods: a program that is told addresses needs no names'],
      help: [HELP],
    }]);
  });

  test('about the internet without private addresses claims no effect', () => {
    expect(findings(dnsBlocked, [WEB, KUBE_DNS, sends({ to: [block('0.0.0.0/0', ...PRIVATE)] })])).toEqual([{
      check: 'dns-blocked',
      severity: 'warning',
      title: 'pods in `shop` can hardly resolve names: their rules leave out the addresses that resolvers have',
      at: { object: 'NetworkPolicy shop/web-egress' },
      evidence: [
        { label: 'without DNS', text: '1 of 1 workload: web' },
        { label: 'isolated by', text: 'shop/web-egress' },
        { label: 'resolver', text: 'kube-system/coredns, UDP 53 and TCP 53 probably denied' },
        {
          label: 'affected',
          text: `1 egress rule to addresses or ports, such as shop/web-egress, rule 1: to 0.0.0.0/0 except ${PRIVATE.join(', ')}, every port`,
        },
      ],
      effect: undefined,
      notes: [
        'the rules name addresses or ports and no pods: a program that is told addresses needs no names',
        'the address of the resolver is not known; `facts: { podCidrs: [...] }` makes the answer certain',
      ],
      help: [HELP],
    }]);
  });

  test('is an error as soon as one of the rules names pods', () => {
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, sends({ to: [block('0.0.0.0/0')], ports: HTTPS }, TO_ORDERS)]);
    expect(finding.severity).toBe('error');
    expect(finding.evidence.slice(-2)).toEqual([
      { label: 'affected', text: '1 egress rule to pods, such as shop/web-egress, rule 2: to app=orders, every port' },
      { label: '', text: '1 egress rule to addresses or ports, such as shop/web-egress, rule 1: to 0.0.0.0/0, TCP 443' },
    ]);
  });

  test('does not call DNS over TCP allowed where that is not known', () => {
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, KUBE_DNS, sends(TO_ORDERS, { to: [block('10.0.0.0/8')], ports: [TCP] })]);
    expect(finding.title).toContain('no rule admits DNS over UDP');
    expect(finding.notes).toEqual([]);
  });

  const ports: Record<string, [object[], string, string]> = {
    'both are denied': [[KUBE_DNS, sends(TO_ORDERS)], 'kube-system/coredns, UDP 53 and TCP 53 denied', 'new AllowDns(this, \'dns\', {'],
    'the pods listen on other ports than the Service': [
      [DNS_ON_1053, sends(TO_ORDERS)], 'kube-system/coredns, UDP 1053 and TCP 1053 denied', 'ports: [Port.udp(1053), Port.tcp(1053)]',
    ],
    'TCP is allowed': [[KUBE_DNS, sends(TO_ORDERS, { to: [RESOLVER], ports: [TCP] })],
      'kube-system/coredns, UDP 53 denied', 'new AllowDns(this, \'dns\', {'],
  };

  test.each(Object.entries(ports))('names the ports that the resolver listens on: %s', (_, [others, line, code]) => {
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, ...others]);
    expect(evidenceOf(finding, 'resolver')).toEqual([line]);
    expect(finding.help.join()).toContain(code);
  });

  test('with TCP alone allowed says so', () => {
    const tcpOnly = sends(TO_ORDERS, { to: [RESOLVER], ports: [TCP] });
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, KUBE_DNS, tcpOnly]);
    expect(finding.title).toBe('pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS over UDP');
    expect(finding.notes).toEqual(['DNS over TCP is allowed, but programs ask over UDP first; a port without `protocol` is a TCP port']);
  });
});

describe('a cache of names on each node', () => {
  const cacheWith = (args: string[], options: object = { hostNetwork: true }) => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { namespace: 'kube-system', name: 'node-local-dns' },
    spec: {
      selector: labeled({ 'k8s-app': 'node-local-dns' }),
      template: { metadata: { labels: { 'k8s-app': 'node-local-dns' } }, spec: { ...options, containers: [{ name: 'c', image: 'c', args }] } },
    },
  });
  const CACHE = cacheWith(['-localip', '169.254.20.10,10.96.0.10', '-conf', '/etc/Corefile']);
  const TO_RESOLVER = { to: [RESOLVER], ports: [UDP, TCP] };
  const TITLED = 'warning: pods in `shop` may not ask the cache of names on their nodes, `kube-system/node-local-dns` at 10.96.0.10, 169.254.20.10';
  const rows: Record<string, [object[], string[]]> = {
    'is not admitted beside the resolver': [[WEB, ORDERS, KUBE_DNS, CACHE, sends(TO_ORDERS, TO_RESOLVER)], [TITLED]],
    'is not admitted, and the resolver is not in the input': [[WEB, ORDERS, CACHE, sends(TO_ORDERS, TO_RESOLVER)], [TITLED]],
    'is admitted at one of its addresses': [[WEB, ORDERS, KUBE_DNS, CACHE, sends(TO_ORDERS, TO_RESOLVER, { to: [block('169.254.20.10/32')], ports: [UDP] })], []],
    'is admitted with every address': [[WEB, ORDERS, KUBE_DNS, CACHE, sends(TO_ORDERS, { ports: [UDP] })], []],
    'is not asked, where another machine is admitted for DNS': [
      [WEB, ORDERS, KUBE_DNS, CACHE, sends(TO_ORDERS, TO_RESOLVER, { to: [block('203.0.113.53/32')], ports: [UDP] })], [],
    ],
    'is not asked by pods that may connect to nobody': [[WEB, KUBE_DNS, CACHE, sends(TO_RESOLVER)], []],
    'is one fault with the resolver, where neither is admitted': [
      [WEB, ORDERS, KUBE_DNS, CACHE, sends(TO_ORDERS)], ['error: pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS'],
    ],
    'says its address in one word': [[WEB, ORDERS, KUBE_DNS, cacheWith(['--localip=169.254.20.10']), sends(TO_ORDERS, TO_RESOLVER)],
      ['warning: pods in `shop` may not ask the cache of names on their nodes, `kube-system/node-local-dns` at 169.254.20.10']],
    'has a network of its own, so that it is a pod': [[WEB, ORDERS, KUBE_DNS, cacheWith(['-localip', '169.254.20.10'], {}), sends(TO_ORDERS, TO_RESOLVER)], []],
    'says no address that can be read': [[WEB, ORDERS, KUBE_DNS, cacheWith(['-localip', '$(ADDRESS)']), sends(TO_ORDERS, TO_RESOLVER)], []],
  };

  test.each(Object.entries(rows))('%s', (_, [given, expected]) => {
    expect(found(dnsBlocked, given)).toEqual(expected);
  });

  test('is named with its addresses and code to admit it', () => {
    expect(findings(dnsBlocked, [WEB, ORDERS, KUBE_DNS, CACHE, sends(TO_ORDERS, TO_RESOLVER)])).toEqual([{
      check: 'dns-blocked',
      severity: 'warning',
      title: TITLED.replace('warning: ', ''),
      at: { object: 'NetworkPolicy shop/web-egress' },
      evidence: [
        { label: 'without DNS', text: '1 of 2 workloads: web' },
        { label: 'isolated by', text: 'shop/web-egress' },
        { label: 'cache', text: 'kube-system/node-local-dns on the host network, UDP 53 denied at 10.96.0.10/32, 169.254.20.10/32' },
      ],
      notes: [
        'rules that select the pods of the resolver do not match the cache, which answers in their place',
        'by the documentation of Kubernetes a pod always reaches its own node, but not every network plugin keeps to that',
      ],
      help: [[
        'let `shop/web` reach the cache:',
        'new AllowDns(this, \'dns-cache\', {',
        '  subject: Pods.labeled({ app: \'web\' }).inNamespace(\'shop\'),',
        '  resolvers: [DnsResolver.nodeLocal(\'10.96.0.10/32\', \'169.254.20.10/32\')],',
        '});',
      ].join('\n')],
    }]);
  });
});

describe('policies of the whole cluster', () => {
  const ORDERS_FIRST = { action: 'Accept' as const, peers: [app('orders')] };
  const NAMES = [{ udp: { destinationPort: { number: 53 } } }];
  const egress = (tier: 'Admin' | 'Baseline', ...rules: RuleText[]) => clusterPolicy('net', [], { tier, egress: rules });
  const networks = (...blocks: string[]) => [{ networks: blocks }];
  const DENIED = 'error: pods in `shop` cannot resolve names: `net` denies DNS';
  const PERHAPS = 'warning: pods in `shop` can hardly resolve names: `net` denies addresses that resolvers may have';

  test.each<[string, readonly object[], readonly string[]]>([
    ['that deny in the baseline tier', [egress('Baseline', ORDERS_FIRST, { action: 'Deny' })], [DENIED]],
    ['that deny in the admin tier', [egress('Admin', ORDERS_FIRST, { action: 'Deny' })], [DENIED]],
    ['that deny, where rules name nobody', [egress('Baseline', { action: 'Deny' })], []],
    ['that accept the resolver before', [
      egress('Baseline', ORDERS_FIRST, { action: 'Accept', peers: [namespace('kube-system')] }, { action: 'Deny' }),
    ], []],
    ['in the baseline tier, below a NetworkPolicy that admits DNS', [
      sends(TO_ORDERS, { to: [RESOLVER], ports: [UDP, TCP] }), egress('Baseline', { action: 'Deny' }),
    ], []],
    ['in the admin tier, above a NetworkPolicy that admits DNS', [
      sends(TO_ORDERS, { to: [RESOLVER], ports: [UDP, TCP] }), egress('Admin', { action: 'Deny', protocols: NAMES }),
    ], ['error: pods in `shop` cannot resolve names: `net` denies DNS over UDP']],
    ['that deny resolvers of the internet', [
      egress('Admin', { action: 'Deny', peers: networks('8.8.8.8/32'), protocols: NAMES }, { action: 'Accept' }),
    ], []],
    ['that deny resolvers of the internet, where nothing else is said', [
      egress('Admin', ORDERS_FIRST, { action: 'Deny', peers: networks('8.8.8.8/32'), protocols: NAMES }),
    ], []],
    ['that deny a block in which the resolver may be', [
      egress('Admin', ORDERS_FIRST, { action: 'Deny', peers: networks('10.0.0.0/8') }, { action: 'Accept' }),
    ], [PERHAPS]],
  ])('%s', (_, policies, titles) => {
    expect(found(dnsBlocked, [WEB, ORDERS, ...policies])).toEqual(titles);
  });

  test('the finding shows the rule, and asks for one before it', () => {
    expect(findings(dnsBlocked, [WEB, ORDERS, KUBE_DNS, egress('Admin', ORDERS_FIRST, { name: 'rest', action: 'Deny' })])).toEqual([{
      check: 'dns-blocked',
      severity: 'error',
      title: 'pods in `shop` cannot resolve names: `net` denies DNS',
      at: { object: 'ClusterNetworkPolicy net' },
      evidence: [
        { label: 'without DNS', text: '2 of 2 workloads: web, orders' },
        { label: 'denied by', text: 'net, rule 2 (rest): to all pods in all namespaces, every port' },
        { label: 'resolver', text: 'kube-system/coredns, UDP 53 and TCP 53 denied' },
        { label: 'affected', text: '1 egress rule to pods, such as net, rule 1: to app=orders in all namespaces, every port' },
      ],
      effect: 'look-ups time out first, so rules that are right look broken',
      notes: [],
      help: ['no policy of a namespace can undo that: let a rule before rule 2 (rest) of `net` accept it, or pass it on'],
    }]);
  });

  test('of a kind that is perhaps not enforced are no certain denial', () => {
    const manifests = [WEB, ORDERS, egress('Admin', ORDERS_FIRST, { action: 'Deny' })];
    expect(dnsBlocked.check(contextOf(manifests, { target: clusterWith(NetworkDriver.CALICO) }))).toEqual([]);
  });
});
