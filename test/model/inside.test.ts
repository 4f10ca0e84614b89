import fc from 'fast-check';
import { assertionOf } from '../../src/analysis/parties';
import { sourcesOf } from '../../src/assertions/members';
import { addressesOfBlock } from '../../src/engine/classes/external-blocks';
import { reach } from '../../src/engine/reach';
import { DeclaredFacts } from '../../src/model/cluster';
import {
  addressesOfWorkload, insideAddresses, otherNodes, outsideAddresses, serviceRanges,
} from '../../src/model/inside';
import { Snapshot } from '../../src/model/snapshot';
import { externalBlocks } from '../../src/semantics/external-blocks';
import { ALL_ADDRESSES, AddressSet, formatAddress, NO_ADDRESSES } from '../../src/sets/addresses';
import { formatCidrs } from '../../src/sets/cidr';
import { listOf } from '../cli/terminal';
import { addresses, cluster, deployment, facts, labeled, node, pod, policy, workload } from '../fixture';
import { Scenario, anyScenario, snapshotOf } from '../generators/scenarios';
import { anyNodeAddress, anyPodAddress } from '../generators/vocabulary';
import { Cidr, Pods, Reachability } from 'cdk8s-netpol';

const SERVICE_RANGE: DeclaredFacts = { serviceAddresses: addresses('10.96.0.0/12') };

function service(spec: object, status?: object): object {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'a', name: 's' }, spec, ...(status && { status }),
  };
}

function withAddresses(manifest: object, ...ips: readonly string[]): object {
  return { ...manifest, status: { phase: 'Running', podIP: ips[0], podIPs: ips.map(ip => ({ ip })) } };
}

describe('what is inside the cluster', () => {
  const rows: Record<string, [object[], DeclaredFacts | undefined, string[]]> = {
    'nothing that anybody knows': [[deployment('a/web'), service({ clusterIP: 'None' })], undefined, []],
    'declared ranges': [[], { ...facts({ pods: ['10.1.0.0/16'], nodes: ['10.2.0.0/16'] }), ...SERVICE_RANGE },
      ['10.1.0.0/16', '10.2.0.0/16', '10.96.0.0/12']],
    'both addresses of a pod': [
      [withAddresses(pod('a/p'), '10.1.0.9', 'fd00::9')], undefined, ['10.1.0.9/32', 'fd00::9/128'],
    ],
    'a pod outside the declared range': [[pod('a/p', {}, { ip: '203.0.113.7' })], facts({ pods: ['10.1.0.0/16'] }),
      ['10.1.0.0/16', '203.0.113.7/32']],
    'a node and the block of its pods': [
      [node('n1', '192.0.2.1', '10.1.0.0/24')], undefined, ['10.1.0.0/24', '192.0.2.1/32'],
    ],
    'a Service by each of its addresses': [[service(
      { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd96::1'], externalIPs: ['198.51.100.1'] },
      { loadBalancer: { ingress: [{ ip: '203.0.113.1' }, { hostname: 'lb.example' }] } },
    )], undefined, ['10.96.0.1/32', '198.51.100.1/32', '203.0.113.1/32', 'fd96::1/128']],
  };

  test.each(Object.entries(rows))('%s', (_, [given, known, expected]) => {
    const snapshot = cluster(given, known);
    expect(formatCidrs(insideAddresses(snapshot))).toEqual(expected);
    expect(outsideAddresses(snapshot).equals(ALL_ADDRESSES.subtract(insideAddresses(snapshot)))).toBe(true);
  });
});

describe('where the pods of a workload may be', () => {
  const onHost = (name?: string) => pod('a/p', {}, { hostNetwork: true, node: name });
  // No endpoint has an address that means nobody, oneself, everybody at once or the other end of a cable.
  const SPECIAL = ['0.0.0.0/32', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/24', '::/128', '::1/128', 'fe80::/10', 'ff02::/16'];
  const ANYWHERE = formatCidrs(ALL_ADDRESSES.subtract(addresses(...SPECIAL)));
  const NODES = [node('n1', '192.0.2.1'), node('n2', '192.0.2.2')];
  const rows: Record<string, [object[], DeclaredFacts | undefined, string[]]> = {
    'anywhere where a pod may be, as nothing is known': [[pod('a/p')], undefined, ANYWHERE],
    'in the declared range': [[pod('a/p')], facts({ pods: ['10.1.0.0/16'] }), ['10.1.0.0/16']],
    'at its address, whatever is declared': [
      [pod('a/p', {}, { ip: '10.9.0.9' })], facts({ pods: ['10.1.0.0/16'] }), ['10.9.0.9/32'],
    ],
    'not in the block of its node, which some network plugins ignore': [
      [pod('a/p', {}, { node: 'n1' }), node('n1', '192.0.2.1', '10.1.0.0/24')], undefined, ANYWHERE,
    ],
    'on the host network at the node': [[onHost('n1'), ...NODES], undefined, ['192.0.2.1/32']],
    'on the host network of any node, one of which may be elsewhere': [
      [onHost(), ...NODES], undefined, ANYWHERE,
    ],
    'on the host network in the range of nodes': [
      [onHost(), ...NODES], facts({ nodes: ['192.0.2.0/24'] }), ['192.0.2.0/24'],
    ],
  };

  test.each(Object.entries(rows))('%s', (_, [given, known, expected]) => {
    const snapshot = cluster(given, known);
    expect(formatCidrs(addressesOfWorkload(snapshot, workload(snapshot, 'a/p')))).toEqual(expected);
  });
});

test('a further node has none of the addresses that known nodes have', () => {
  const snapshot = cluster([node('n1', '192.0.2.1')], facts({ nodes: ['192.0.2.0/30'] }));
  expect(formatCidrs(otherNodes(snapshot))).toEqual(['192.0.2.0/32', '192.0.2.2/31']);
});

test('a further Service has none of the addresses that known Services have', () => {
  const snapshot = cluster([service({ clusterIP: '10.96.0.1' })], { serviceAddresses: addresses('10.96.0.0/30') });
  expect(formatCidrs(serviceRanges(snapshot))).toEqual(['10.96.0.0/32', '10.96.0.2/31']);
});

/** All addresses of pods, nodes and Services that the input tells, found without the code under test. */
function toldAddresses({ workloads, nodes, services }: Snapshot): AddressSet {
  return [...workloads, ...nodes.values(), ...services].reduce(
    (sum, { addresses: own }) => sum.union(own ?? NO_ADDRESSES), NO_ADDRESSES);
}

describe('an address of a pod, a node or a Service of the input is never outside', () => {
  const PY = pod('a/py', { app: 'py' }, { ip: '10.1.0.10', node: 'n1' });
  const from = (cidr: string) => ({ from: [{ ipBlock: { cidr } }] });
  const GIVEN = [
    node('n1', '10.0.0.5', '10.1.0.0/24'), pod('a/px', { app: 'px' }, { ip: '10.1.0.9', node: 'n1' }), PY,
    service({ clusterIP: '203.0.113.1' }),
    policy('a/p', {
      podSelector: labeled({ app: 'px' }), ingress: ['10.1.0.10/32', '10.0.0.4/30', '203.0.113.0/30'].map(from),
    }),
  ];

  test('in the matrix', () => {
    const { rows } = Reachability.ofManifests(GIVEN).matrix();
    const admitted = rows.filter(({ destination, allowed }) => destination === 'a/px' && allowed === 'everything');
    expect(admitted.map(({ source }) => source)).toEqual(
      ['a/py', '10.0.0.4/32, 10.0.0.6/31', '203.0.113.0/32, 203.0.113.2/31'],
    );
  });

  test('in `netpol list`', async () => {
    const { out } = await listOf(GIVEN.map(content => JSON.stringify(content)).join('\n---\n'), '--format', 'json');
    const { endpoints, connections } = JSON.parse(out);
    const cidrsOf = (id: string) => endpoints.find((endpoint: { id: string }) => endpoint.id === id).cidrs ?? id;
    const toPx = connections.filter(({ destination }: { destination: string }) => destination === 'a/px[Pod]');
    expect(toPx.map(({ source }: { source: string }) => cidrsOf(source))).toEqual(
      ['a/py[Pod]', ['10.0.0.4/32', '10.0.0.6/31'], ['203.0.113.0/32', '203.0.113.2/31']]);
  });

  /** Pods that may have any of the words' addresses, and Services at the others. */
  const anyServices = fc.array(fc.oneof(anyPodAddress, anyNodeAddress), { maxLength: 2 }).map(ips =>
    ips.map((clusterIP, index) => ({ ...service({ clusterIP }), metadata: { namespace: 'a', name: `s${index}` } })));

  const everywhere = (property: (snapshot: Snapshot) => void) => fc.assert(
    fc.property(anyScenario, anyServices, (scenario: Scenario, services) =>
      property(snapshotOf({ ...scenario, manifests: [...scenario.manifests, ...services] }))), { numRuns: 60 });

  test('in the blocks of the engine and of the judge, which are the same', () => everywhere(snapshot => {
    const blocks = reach(snapshot).externalBlocks;
    expect(blocks).toEqual(externalBlocks(snapshot));
    const named = blocks.map(addressesOfBlock).reduce((sum, block) => sum.union(block), NO_ADDRESSES);
    expect(formatCidrs(named.intersect(toldAddresses(snapshot)))).toEqual([]);
    expect(named.equals(outsideAddresses(snapshot))).toBe(true);
  }));

  test('in what `Cidr.internet()` means', () => everywhere(snapshot => {
    const { source } = assertionOf({
      at: { object: 'test' }, namespace: 'a', source: Cidr.internet(), destination: Pods.all(),
    });
    const ends = sourcesOf(snapshot, source).map(({ endpoint }) => endpoint);
    expect(ends.flatMap(end => (end.kind === 'address' ? [] : [end.kind]))).toEqual([]);
    const inside = insideAddresses(snapshot);
    expect(
      ends.flatMap(end => (end.kind === 'address' && inside.contains(end.address) ? [formatAddress(end.address)] : [])),
    )
      .toEqual([]);
  }));
});

test.each([
  ['a pod', pod('a/web', { app: 'web' }, { ip: '8.8.8.8' })],
  ['a node', node('n1', '8.8.8.8')],
  ['a Service', service({ clusterIP: '8.8.8.8' })],
])('the internet does not mean %s at a public address', (_, owner) => {
  const admits = policy(
    'a/db', { podSelector: labeled({ app: 'db' }), ingress: [{ from: [{ ipBlock: { cidr: '8.8.8.8/32' } }] }] },
  );
  const answer = Reachability.ofManifests([owner, pod('a/db', { app: 'db' }), admits])
    .check({ source: Cidr.internet(), destination: Pods.labeled({ app: 'db' }).inNamespace('a') });
  expect(answer.verdict).toBe('denied');
});
