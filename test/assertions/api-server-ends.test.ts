import { found, foundInEach, service, slice, Stated } from './ends';
import { parseAddress } from '../../src/sets/addresses';
import { refusalOf } from '../constructs/synthesized';
import { deployment, labeled, pod, policy } from '../fixture';
import { expectGolden } from '../golden/golden';
import { ApiServer, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const WEB = deployment('shop/web', { app: 'web' });
const KUBERNETES = service('default/kubernetes', { clusterIP: '10.43.0.1', ports: [{ name: 'https', port: 443, targetPort: 6443 }] });
const SLICE = slice('default/kubernetes', ['192.0.2.10'], [{ name: 'https', port: 6443 }]);
const PLACE = [KUBERNETES, SLICE];

function sends(...egress: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Egress'], egress });
}

function admits(...ingress: object[]): object {
  return policy('shop/web', { podSelector: labeled({ app: 'web' }), policyTypes: ['Ingress'], ingress });
}

const TO_PLACE = sends({ to: [{ ipBlock: { cidr: '192.0.2.10/32' } }], ports: [{ port: 6443 }] });
const to = (...ports: Port[]): Stated => ({ source: web, destination: ApiServer.any(), ports });
const from: Stated = { source: ApiServer.any(), destination: web, ports: [Port.HTTPS] };

describe('to and from the API server', () => {
  const rows: Record<string, [readonly object[], Stated, 'must-reach' | 'must-not-reach']> = {
    'by the port of its Service': [[WEB, ...PLACE, TO_PLACE], to(Port.HTTPS), 'must-reach'],
    'by the name that its Service gives it': [[WEB, ...PLACE, TO_PLACE], to(Port.named('https')), 'must-reach'],
    'by its own port': [[WEB, ...PLACE, TO_PLACE], to(Port.KUBERNETES_API), 'must-reach'],
    'where it is, and no policy admits that': [[WEB, ...PLACE, sends({ ports: [{ port: 443 }] })], to(Port.HTTPS), 'must-not-reach'],
    'where it is said to be': [
      [WEB, TO_PLACE], { ...to(Port.HTTPS), facts: { apiServers: [{ address: parseAddress('192.0.2.10')!, port: 6443 }] } }, 'must-reach',
    ],
    'wherever it is, if nothing is isolated': [[WEB], to(Port.HTTPS), 'must-reach'],
    'wherever it is, if everything may be reached over TCP': [[WEB, sends({ ports: [{ protocol: 'TCP' }] })], to(Port.HTTPS), 'must-reach'],
    'on the port on which it is said to listen': [[WEB, sends({ ports: [{ port: 6443 }] })], to(Port.KUBERNETES_API), 'must-reach'],
    'from wherever it connects, if nothing is isolated': [[WEB], from, 'must-reach'],
    'from wherever it connects, if the port is open to everybody': [[WEB, ...PLACE, admits({ ports: [{ port: 443 }] })], from, 'must-reach'],
    'from its pods, where the input has them': [
      [
        WEB, pod('kube-system/kube-apiserver-cp', { component: 'kube-apiserver' }, { hostNetwork: true, ip: '192.0.2.10', node: 'cp' }),
        admits({ from: [{ ipBlock: { cidr: '192.0.2.10/32' } }] }),
      ],
      from, 'must-reach',
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, stated, kind]) => {
    expect(found(kind, given, stated)).toBe('proved');
  });
});

test('what is not known of the API server is said, with what would settle it', () => {
  expectGolden('api-server-as-end', foundInEach('must-reach', {
    'nobody knows where it is': [[WEB, TO_PLACE], to(Port.HTTPS)],
    'nobody knows on which port it listens': [[WEB, sends({ ports: [{ port: 443 }] })], to(Port.HTTPS)],
    'a Service of which nobody says what is behind': [[WEB, KUBERNETES, TO_PLACE], to(Port.HTTPS)],
    'a port that is not its own': [[WEB, ...PLACE], to(Port.HTTP)],
    'nobody knows from where it connects': [
      [WEB, ...PLACE, admits({ from: [{ ipBlock: { cidr: '192.0.2.10/32' } }] })], from,
    ],
    'an agent that the input has is not admitted': [
      [
        WEB, ...PLACE, deployment('kube-system/konnectivity-agent', { 'k8s-app': 'konnectivity-agent' }),
        admits({ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }),
      ],
      from,
    ],
  }));
});

test('a fact tells a question where the API server is', () => {
  const ask = (...apiServers: string[]) => Reachability.ofManifests([WEB, TO_PLACE], { facts: { apiServers } })
    .check({ source: web.inNamespace('shop'), destination: ApiServer.any(), port: Port.HTTPS });
  expect(ask('192.0.2.10:6443').verdict).toBe(Verdict.ALLOWED);
  expect(ask('192.0.2.10:6443').explanation).toContain('note: Service default/kubernetes leads there: its TCP 443 to 6443');
  expect(ask('192.0.2.10:443').verdict).toBe(Verdict.DENIED);
  expect(ask('192.0.2.10:6443', '[2001:db8::10]:6443').verdict).toBe(Verdict.MIXED);
});

test.each([
  ['no list', '192.0.2.10:6443', '`apiServers` is \'192.0.2.10:6443\', not a list'],
  ['an empty list', [], '`apiServers` is an empty list, as if there were no API server'],
  ['an address without a port', ['192.0.2.10'], '`apiServers[0]` is \'192.0.2.10\', not an address and a port'],
  ['a name', ['api.example:443'], '`apiServers[0]` is \'api.example:443\', not an address and a port'],
  ['an address of IPv6 without brackets', ['2001:db8::10:443'], '`apiServers[0]` is \'2001:db8::10:443\', not an address and a port'],
  ['a port that is none', ['192.0.2.10:70000'], '`apiServers[0]` is \'192.0.2.10:70000\', not an address and a port'],
])('%s for where the API server is is refused', (_, apiServers, problem) => {
  expect(refusalOf(() => Reachability.ofManifests([], { facts: { apiServers: apiServers as string[] } }))).toBe(
    `\`ClusterFacts\`: ${problem}\n`
    + 'help: list where it listens: `[\'192.0.2.10:6443\']`, `[\'[2001:db8::10]:6443\']`');
});

describe('a question about the API server', () => {
  const rows: Record<string, [readonly object[], Port | undefined, Verdict]> = {
    'that is known': [[WEB, ...PLACE, TO_PLACE], Port.HTTPS, Verdict.ALLOWED],
    'without a port is about those on which it listens': [[WEB, ...PLACE, TO_PLACE], undefined, Verdict.ALLOWED],
    'that may be anywhere, where all are reached': [[WEB], Port.HTTPS, Verdict.ALLOWED],
    'that may be anywhere, where some are reached': [[WEB, TO_PLACE], Port.HTTPS, Verdict.UNKNOWN],
    'that may be on the own node, which is always reached': [[WEB, sends()], Port.HTTPS, Verdict.UNKNOWN],
  };

  test.each(Object.entries(rows))('%s', (_, [given, port, expected]) => {
    expect(Reachability.ofManifests([...given]).check({ source: web.inNamespace('shop'), destination: ApiServer.any(), port }).verdict).toBe(expected);
  });
});
