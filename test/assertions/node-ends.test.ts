import { found, foundInEach, Stated } from './ends';
import { reach } from '../../src/engine/reach';
import { Endpoint } from '../../src/model/flow';
import { judge } from '../../src/semantics/judge';
import { cluster, deployment, facts, labeled, node, policy, workload } from '../fixture';
import { expectGolden } from '../golden/golden';
import { Nodes, Pods, Port, Reachability, Verdict } from 'cdk8s-netpol';

const web = Pods.labeled({ app: 'web' });
const WEB = deployment('shop/web', { app: 'web' });
const AGENT = deployment('kube-system/agent', { app: 'agent' }, { hostNetwork: true, ports: ['9100'] });

/** A policy that admits these blocks to `web`, and lets it send to them. */
function open(...cidrs: string[]): object {
  const peers = cidrs.map(cidr => ({ ipBlock: { cidr } }));
  return policy('shop/web', {
    podSelector: labeled({ app: 'web' }),
    policyTypes: ['Ingress', 'Egress'],
    ...cidrs.length > 0 && { ingress: [{ from: peers }], egress: [{ to: peers }] },
  });
}

function withRole(given: any, role: string): object {
  return { ...given, metadata: { ...given.metadata, labels: { role } } };
}

const from = (more: Partial<Stated> = {}): Stated => (
  { source: Nodes.all(), destination: web, ports: [Port.HTTP], ...more });
const to = (more: Partial<Stated> = {}): Stated => (
  { source: web, destination: Nodes.all(), ports: [Port.HTTP], ...more });
const RANGE = facts({ nodes: ['10.0.0.0/24'] });

describe('all nodes are reached or connect', () => {
  const rows: Record<string, [readonly object[], Stated]> = {
    'where nothing is isolated': [[WEB], from()],
    'and so it is to them': [[WEB], to()],
    'where their range is declared and admitted': [[WEB, open('10.0.0.0/24')], from({ facts: RANGE })],
    'where a block holds the node of the input and the range of others': [
      [WEB, node('n1', '10.0.0.1'), open('10.0.0.0/24')], to({ facts: RANGE }),
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, stated]) => {
    expect(found('must-reach', given, stated)).toBe('proved');
  });
});

test('what is found of nodes says which', () => {
  expectGolden('nodes-as-ends-reach', foundInEach('must-reach', {
    'another node than that of the pod is not admitted': [[WEB, open()], from()],
    'a node of the input is not admitted': [[WEB, node('n1', '10.0.1.1'), open('10.0.0.0/24')], from({ facts: RANGE })],
    'nobody knows where other nodes are': [[WEB, node('n1', '10.0.0.1'), open('10.0.0.1/32')], from()],
    'a pod on the network of a node shares its address': [[WEB, AGENT, open()], to()],
    'nodes by labels that the input does not tell': [[WEB, open()], from({ source: Nodes.labeled({ role: 'edge' }) })],
    'a name of a port, which no node has': [[WEB], to({ ports: [Port.named('http')] })],
  }));
  expectGolden('nodes-as-ends-not-reach', foundInEach('must-not-reach', {
    'the own node always reaches a pod': [[WEB, open()], from()],
    'a pod always reaches its own node': [[WEB, open()], to()],
    'nodes by labels that the input does not tell': [[WEB, open()], from({ source: Nodes.labeled({ role: 'edge' }) })],
  }));
});

test('nodes are told apart by their labels, where the input has them', () => {
  const [edge, core] = [['edge', '10.0.0.1'], ['core', '10.0.0.2']].map(([name, ip]) => withRole(node(name, ip), name));
  const given = [WEB, edge, core, open('10.0.0.1/32')];
  const ask = (role: string) => Reachability.ofManifests(given).check({
    source: Nodes.labeled({ role }), destination: web.inNamespace('shop'), port: Port.HTTP,
  }).explanation.split('\n').filter(line => /^[A-Z]/.test(line));
  expect(ask('edge')).toEqual(['ALLOWED  node edge -> shop/web TCP 80', 'ALLOWED  its own node -> shop/web TCP 80', 'UNKNOWN  a node -> shop/web TCP 80']);
  expect(ask('core')).toEqual(['UNKNOWN  node core -> shop/web TCP 80', 'ALLOWED  its own node -> shop/web TCP 80', 'UNKNOWN  a node -> shop/web TCP 80']);
});

test('a question about all nodes has several answers where a pod is isolated', () => {
  const { verdict } = Reachability.ofManifests([WEB, open()]).check({ source: Nodes.all(), destination: web.inNamespace('shop') });
  expect(verdict).toBe(Verdict.MIXED);
});

test('judge and engine agree about the own node and another one', () => {
  const ends: Endpoint[] = [{ kind: 'node', isOwn: true }, { kind: 'node', isElsewhere: true }, { kind: 'node' }];
  for (const given of [[WEB], [WEB, open()], [WEB, open('10.0.0.0/24')]]) {
    for (const known of [facts({}), RANGE]) {
      const snapshot = cluster(given, known);
      const pod: Endpoint = { kind: 'workload', workload: workload(snapshot, 'shop/web') };
      for (const [source, destination] of ends.flatMap((end): [Endpoint, Endpoint][] => [[end, pod], [pod, end]])) {
        const flow = { source, destination, protocol: 'TCP' as const, port: 80 };
        expect(reach(snapshot).verdict(flow)).toBe(judge(snapshot, flow).verdict);
      }
    }
  }
});
