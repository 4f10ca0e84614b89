import fc from 'fast-check';
import { fixtureOf } from './agreement';
import { reach } from '../../src/engine/reach';
import { Endpoint, Flow, formatFlow } from '../../src/model/flow';
import { insideAddresses } from '../../src/model/inside';
import { Snapshot } from '../../src/model/snapshot';
import { formatWorkload } from '../../src/model/workload';
import { node } from '../fixture';
import { boundaryFlows } from '../generators/flows';
import { anyScenario, snapshotOf } from '../generators/scenarios';
import { anyNamespaceLabels, anyNodeLabels, NAMESPACES, NODES } from '../generators/vocabulary';

// What is certain is so in every case that the input leaves open: whichever it turns out to be, the answer stands.

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly ownerReferences?: readonly object[] };
  readonly spec: { readonly priority?: number; readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] };
  readonly status?: { readonly podIP?: string };
}

interface Rule {
  readonly ports?: readonly object[];
}

/** One of the things that the input may leave open, and the manifests as they are when it is settled. */
interface Settled {
  readonly name: string;
  readonly settle: fc.Arbitrary<(manifests: readonly Manifest[]) => readonly object[]>;
}

const FRESH_ADDRESSES = [
  '10.0.0.3', '10.0.1.9', '10.1.0.7', '172.16.0.1', '192.168.0.7', '8.8.8.8', 'fd00::2', 'fd00:1::3', 'fe80::1', '128.0.0.1',
];
const anyAddresses = fc.shuffledSubarray(FRESH_ADDRESSES, { minLength: FRESH_ADDRESSES.length });
/** Without the label that switches an injector on: only where it is written, there is one to reckon with. */
const anyOwnLabels = anyNamespaceLabels.map(labels => ({ ...labels, 'istio-injection': 'disabled' }));
const anyRanks = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });

const SETTLED: readonly Settled[] = [
  { name: 'which of two policies of one priority is asked first', settle: anyRanks.map(ranks => manifests => inOrder(manifests, ranks)) },
  {
    name: 'whether an empty list of ports is every port or none',
    settle: fc.boolean().map(isEvery => manifests => manifests.map(manifest => withPorts(manifest, isEvery))),
  },
  {
    name: 'the address of a pod',
    settle: anyAddresses.map(addresses => manifests => manifests.map((manifest, index) =>
      (isWithoutAddress(manifest) && index < addresses.length ? withAddress(manifest, addresses[index]) : manifest))),
  },
  {
    name: 'the labels of a namespace',
    settle: fc.tuple(...NAMESPACES.map(() => anyOwnLabels)).map(labels => manifests =>
      [...manifests, ...lacking(manifests, 'Namespace', NAMESPACES).map((name, index) => (
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: labels[index] } }))]),
  },
  {
    name: 'the labels and the address of a node',
    settle: fc.tuple(fc.tuple(...NODES.map(() => anyNodeLabels)), anyAddresses)
      .map(([labels, addresses]) => manifests => [...manifests, ...lacking(manifests, 'Node', NODES).map((name, index) => (
        { ...node(name, addresses[index]), metadata: { name, labels: labels[index] } }))]),
  },
];

function isForCluster({ kind }: Manifest): boolean {
  return kind === 'ClusterNetworkPolicy' || kind === 'AdminNetworkPolicy';
}

/** The policies of each kind and tier with priorities of their own, in an order that those they had allow. */
function inOrder(manifests: readonly Manifest[], ranks: readonly number[]): object[] {
  const sorted = manifests.map((manifest, index) => ({ manifest, rank: ranks[index % ranks.length] }))
    .filter(({ manifest }) => isForCluster(manifest))
    .sort((left, right) => left.manifest.spec.priority! - right.manifest.spec.priority! || left.rank - right.rank)
    .map(({ manifest }) => manifest);
  return manifests.map(manifest => (!isForCluster(manifest) ? manifest
    : { ...manifest, spec: { ...manifest.spec, priority: sorted.indexOf(manifest) } }));
}

function withPorts(manifest: Manifest, isEvery: boolean): object {
  if (!manifest.kind.endsWith('AdminNetworkPolicy')) {
    return manifest;
  }
  const settled = (rules: readonly Rule[] | undefined) => rules?.flatMap(({ ports, ...rule }) =>
    (ports?.length !== 0 ? [{ ...rule, ports }] : isEvery ? [rule] : []));
  const { spec } = manifest;
  return { ...manifest, spec: { ...spec, ingress: settled(spec.ingress), egress: settled(spec.egress) } };
}

function isWithoutAddress({ kind, metadata, status, spec }: Manifest): boolean {
  return kind === 'Pod' && status?.podIP === undefined && metadata.ownerReferences === undefined && !('hostNetwork' in spec);
}

function withAddress(manifest: Manifest, ip: string): object {
  return { ...manifest, status: { phase: 'Running', podIP: ip, podIPs: [{ ip }] } };
}

function lacking(manifests: readonly Manifest[], kind: string, names: readonly string[]): string[] {
  return names.filter(name => !manifests.some(manifest => manifest.kind === kind && manifest.metadata.name === name));
}

/** The same flow in the other cluster, if its ends are what they were. */
function inOther(snapshot: Snapshot, flow: Flow): Flow | undefined {
  const [source, destination] = [flow.source, flow.destination].map((endpoint): Endpoint | undefined => {
    switch (endpoint.kind) {
      case 'workload': {
        const workload = snapshot.workloads.find(one => formatWorkload(one) === formatWorkload(endpoint.workload));
        return workload && { kind: 'workload', workload };
      }
      case 'address': return insideAddresses(snapshot).contains(endpoint.address) ? undefined : endpoint;
      case 'node': return endpoint;
    }
  });
  return source && destination && { ...flow, source, destination };
}

test.each(SETTLED)('no answer that is certain depends on $name', ({ settle }) => {
  fc.assert(fc.property(anyScenario, settle, (drawn, settled) => {
    const before = { ...drawn, facts: {} };
    const after = { ...before, manifests: settled(before.manifests as readonly Manifest[]) };
    const [open, closed] = [snapshotOf(before), snapshotOf(after)];
    const [engine, other] = [reach(open), reach(closed)];
    for (const flow of boundaryFlows(open)) {
      const same = inOther(closed, flow);
      const verdict = engine.verdict(flow);
      if (same !== undefined && verdict !== 'unknown' && other.verdict(same) !== verdict) {
        throw new Error(`${formatFlow(flow)} was ${verdict}, and is ${other.verdict(same)} in\n${fixtureOf(after)}\nwhich was\n${fixtureOf(before)}`);
      }
    }
  }), { numRuns: Number(process.env.RUNS ?? 30) });
});
