import { dnsBlocked } from '../../../src/checks/connections/dns-blocked';
import { deployment, labeled, pod, policy } from '../../fixture';
import { evidenceOf, found, onlyFinding } from '../findings';

const WEB = deployment('shop/web', { app: 'web' });
const ORDERS = deployment('shop/orders', { app: 'orders' });
const KUBE_DNS = deployment('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ports: ['dns=53/UDP', 'dns-tcp=53'] });
const DNS_ON_1053 = deployment('kube-system/coredns', { 'k8s-app': 'kube-dns' }, { ports: ['dns=1053/UDP', 'dns-tcp=1053', 'metrics=9153'] });

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
  'to addresses only, which need no name': { rules: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 443 }] }], assumed: false, given: false },
};

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

  const ports: Record<string, [object[], string, string]> = {
    'both are denied': [[KUBE_DNS, sends(TO_ORDERS)], 'kube-system/coredns, UDP 53 and TCP 53 denied', 'Port.DNS_UDP, Port.DNS_TCP'],
    'the pods listen on other ports than the Service': [
      [DNS_ON_1053, sends(TO_ORDERS)], 'kube-system/coredns, UDP 1053 and TCP 1053 denied', 'Port.udp(1053), Port.tcp(1053)',
    ],
    'TCP is allowed': [[KUBE_DNS, sends(TO_ORDERS, { to: [RESOLVER], ports: [TCP] })],
      'kube-system/coredns, UDP 53 denied', 'Port.DNS_UDP, Port.DNS_TCP'],
  };

  test.each(Object.entries(ports))('names the ports that the resolver listens on: %s', (_, [others, line, code]) => {
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, ...others]);
    expect(evidenceOf(finding, 'resolver')).toEqual([line]);
    expect(finding.help.join()).toContain(`ports: [${code}]`);
  });

  test('with TCP alone allowed says so', () => {
    const tcpOnly = sends(TO_ORDERS, { to: [RESOLVER], ports: [TCP] });
    const finding = onlyFinding(dnsBlocked, [WEB, ORDERS, KUBE_DNS, tcpOnly]);
    expect(finding.title).toBe('pods in `shop` cannot resolve names: egress is isolated and no rule admits DNS over UDP');
    expect(finding.notes).toEqual(['DNS over TCP is allowed, but programs ask over UDP first; a port without `protocol` is a TCP port']);
  });
});
