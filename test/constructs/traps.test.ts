import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { policiesOf, policyOf, refusalOf } from './synthesized';
import {
  AllowAll, AllowConnection, AllowNamespace, AllowPods, Cidr,
  DefaultDenyAll, DefaultDenyEgress, DefaultDenyIngress, Direction,
  Namespaces, Pods, Port, Protocol,
} from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const db = Pods.labeled({ app: 'db' });

let chart: Chart;

beforeEach(() => {
  chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
});

/** The ports of a policy that allows these. */
function portsOf(...ports: Port[]): unknown {
  new AllowPods(chart, 'Allow', { subject: web, peers: [db], ports, direction: Direction.INGRESS });
  return policyOf(chart).ingress[0].ports;
}

describe('traps of cdk8s-plus that do not exist here', () => {
  test('(a) every port of a protocol is not port 0 to 65535, which the API server rejects', () => {
    expect(portsOf(Port.allTcp(), Port.allUdp(), Port.allSctp())).toStrictEqual(
      [{ protocol: 'TCP' }, { protocol: 'UDP' }, { protocol: 'SCTP' }],
    );
  });

  test('(b) labels whose values are all empty do not become all pods', () => {
    new DefaultDenyAll(chart, 'Ours', { subject: Pods.labeled({ trusted: '' }), metadata: { name: 'ours' } });
    const selected = kplus.Pods.select(chart, 'Selected', { labels: { trusted: '' } });
    new DefaultDenyAll(chart, 'Theirs', { subject: Pods.of(selected), metadata: { name: 'theirs' } });
    const policies = policiesOf(chart);
    expect(policies.ours.podSelector).toStrictEqual({ matchLabels: { trusted: '' } });
    expect(policies.theirs.podSelector).toStrictEqual({ matchLabels: { trusted: '' } });
  });

  test('(c) every policy says which directions it isolates', () => {
    new DefaultDenyIngress(chart, 'A', { metadata: { name: 'deny-ingress' } });
    new DefaultDenyEgress(chart, 'B', { metadata: { name: 'deny-egress' } });
    new AllowAll(chart, 'C', { metadata: { name: 'allow-egress' }, direction: Direction.EGRESS });
    expect(Object.entries(policiesOf(chart)).map(([name, { policyTypes }]) => [name, policyTypes])).toEqual([
      ['deny-ingress', ['Ingress']], ['deny-egress', ['Egress']], ['allow-egress', ['Egress']],
    ]);
  });

  test('(d) allowing a namespace writes nothing into that namespace', () => {
    new AllowNamespace(chart, 'Allow', { subject: web, peers: [Namespaces.named('monitoring')], direction: Direction.INGRESS });
    expect(Testing.synth(chart).map(({ metadata }) => metadata.namespace)).toEqual(['shop']);
  });

  test('(e) a UDP port stays a UDP port', () => {
    expect(portsOf(Port.udp(53), Port.named('dns', Protocol.UDP))).toStrictEqual(
      [{ protocol: 'UDP', port: 53 }, { protocol: 'UDP', port: 'dns' }],
    );
  });

  test('(f) the same two workloads may be connected twice', () => {
    const pods = { source: web, destination: db };
    new AllowConnection(chart, 'Queries', { ...pods, ports: [Port.POSTGRES] });
    new AllowConnection(chart, 'Metrics', { ...pods, ports: [Port.named('metrics')] });
    expect(Object.keys(policiesOf(chart))).toHaveLength(4);
  });

  test('(g) namespaces chosen by label, or all of them, may be peers', () => {
    new AllowPods(chart, 'Allow', {
      subject: web,
      peers: [db.inNamespacesLabeled({ team: 'a' }), db.inAllNamespaces()],
      direction: Direction.INGRESS,
    });
    const podSelector = { matchLabels: { app: 'db' } };
    expect(policyOf(chart).ingress[0].from).toStrictEqual(
      [{ namespaceSelector: { matchLabels: { team: 'a' } }, podSelector }, { namespaceSelector: {}, podSelector }],
    );
  });

  describe('(h) what the API server or nobody would understand is refused', () => {
    const refused: Record<string, [() => unknown, string]> = {
      'an address that is none': [() => Cidr.of('999.1.1.1/99'), 'is not a block of addresses'],
      'an exception outside its block': [() => Cidr.of('10.0.0.0/8', { exceptCidrs: ['11.0.0.0/8'] }), 'is not within'],
      'a reversed range': [() => Port.tcpRange(90, 80), 'the range ends before it begins'],
      'port 0': [() => Port.tcp(0), '0 is not a port'],
      'a policy in one namespace for pods of another': [
        () => new DefaultDenyAll(chart, 'Deny', { namespace: 'x', subject: web.inNamespace('y') }), 'selects pods of that one only',
      ],
    };

    test.each(Object.entries(refused))('%s', (_, [run, problem]) => {
      expect(refusalOf(run)).toContain(problem);
    });

    test('but IPv6 in upper case is not', () => {
      expect(Cidr.of('2001:DB8::/32').toPeerConfig().ipBlocks).toEqual([{ cidr: '2001:DB8::/32', exceptCidrs: [] }]);
    });
  });

  test('(i) named ports, SCTP and several peers in one rule, and no field that says nothing', () => {
    expect(portsOf(Port.named('http'), Port.SSH, Port.sctp(36412))).toStrictEqual(
      [{ protocol: 'TCP', port: 'http' }, { protocol: 'TCP', port: 22 }, { protocol: 'SCTP', port: 36412 }],
    );
    const other = new Chart(chart.node.root, 'other');
    new AllowPods(other, 'Allow', { subject: web, peers: [db, Pods.labeled({ app: 'cache' })], direction: Direction.EGRESS });
    expect(policyOf(other)).toStrictEqual({
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }, { podSelector: { matchLabels: { app: 'cache' } } }] }],
    });
  });

  // That the examples of the documentation compile is checked by test/docs.test.ts.
  test('(j) peers and ports are values: they need no scope and no id, and one serves many policies', () => {
    const before = chart.node.findAll().length;
    const peers = [Pods.all(), Pods.labeled({ app: 'db' }).inNamespace('data')];
    expect(chart.node.findAll()).toHaveLength(before);
    for (const id of ['One', 'Two']) {
      new AllowPods(chart, id, { subject: web, peers, ports: [Port.POSTGRES] });
    }
    const [one, two] = Object.values(policiesOf(chart));
    expect(one).toStrictEqual(two);
  });
});
