import fc from 'fast-check';
import { Party } from '../../src/assertions/assertion';
import { readEnd } from '../../src/assertions/end-texts';
import { AskedEnd } from '../../src/assertions/neighbourhood';
import { Route } from '../../src/assertions/over-pods';
import { routes } from '../../src/assertions/routes';
import { isPair } from '../../src/engine/answers/endpoints';
import { Reach, reach } from '../../src/engine/reach';
import { DecidedTraffic, GroupEndpoint, representativeOf } from '../../src/model/matrix';
import { Snapshot } from '../../src/model/snapshot';
import { formatWorkload, Workload } from '../../src/model/workload';
import { formatBlocks } from '../../src/sets/blocks';
import { parseCidr } from '../../src/sets/cidr';
import { fixtureOf } from '../engine/agreement';
import { cluster, facts } from '../fixture';
import { anyScenario, Scenario, snapshotOf } from '../generators/scenarios';

const ANY_PORT = [{ kind: 'any' }] as const;

/** Each row in a line: `over shop/web: lab/a (perhaps)`. */
function lines(snapshot: Snapshot, party: Party, end: AskedEnd, isTransitive = true): string[] {
  return routes(snapshot, { party, end, ports: ANY_PORT, isTransitive }).routes.map(({ endpoint, via, isCertain }) =>
    `${via.map(one => `over ${formatWorkload(one)}, `).join('')}${nameOf(endpoint)}${isCertain ? '' : ' (perhaps)'}`);
}

function nameOf(endpoint: GroupEndpoint): string {
  switch (endpoint.kind) {
    case 'workload': return formatWorkload(endpoint.workload);
    case 'external': return formatBlocks(endpoint.cidrs.map(cidr => parseCidr(cidr)!.addresses).reduce((sum, part) => sum.union(part)));
    case 'nodes': return ['nodes', ...endpoint.names].join(' ');
  }
}

function partyOf(text: string): Party {
  const end = readEnd(text);
  if (!('party' in end)) {
    throw new Error(`${text} is no party`);
  }
  return end.party;
}

const POD = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\n---\n`;

/** A policy for which nobody but those of one rule reaches the pod. */
const ONLY_FROM = (name: string, from: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}, namespace: shop}
spec: {podSelector: {matchLabels: {app: ${name}}}, policyTypes: [Ingress], ingress: [{from: [${from}]}]}
---
`;
const APP = (name: string) => `{podSelector: {matchLabels: {app: ${name}}}}`;
const BLOCK = '{ipBlock: {cidr: 10.0.0.0/8}}';

describe('which way is told', () => {
  const CHAIN = ['a', 'b', 'c', 'd'].map(POD).join('');

  test('the shortest, and the party itself is no answer', () => {
    const snapshot = cluster(CHAIN + ONLY_FROM('a', APP('b')) + ONLY_FROM('b', `${APP('c')}, ${APP('d')}`)
      + ONLY_FROM('c', `${APP('d')}, ${APP('a')}`) + ONLY_FROM('d', APP('c')));
    expect(lines(snapshot, partyOf('shop/app=a'), 'sources')).toEqual(['shop/b', 'over shop/b, shop/c', 'over shop/b, shop/d']);
    expect(lines(snapshot, partyOf('shop/app=d'), 'destinations').filter(line => !/nodes|0\.0/.test(line)))
      .toEqual(['shop/b', 'shop/c', 'over shop/b, shop/a']);
  });

  test('where the shortest is not certain, a longer one that is', () => {
    const snapshot = cluster(['a', 'b', 'c'].map(POD).join('') + ONLY_FROM('a', `${BLOCK}, ${APP('b')}`) + ONLY_FROM('b', APP('c'))
      + ONLY_FROM('c', APP('x')));
    expect(lines(snapshot, partyOf('shop/app=a'), 'sources').filter(line => line.includes('shop/c')))
      .toEqual(['shop/c (perhaps)', 'over shop/b, shop/c']);
  });

  test('nobody goes on from addresses or nodes', () => {
    const snapshot = cluster(POD('a') + POD('b') + ONLY_FROM('a', '{ipBlock: {cidr: 203.0.113.0/24}}'), facts({ pods: ['10.244.0.0/16'], nodes: ['10.0.0.0/24'] }));
    expect(lines(snapshot, partyOf('shop/app=a'), 'sources')).toEqual(['203.0.113.0/24']);
  });
});

describe('whom the party may or may not mean', () => {
  const CLOSED = ONLY_FROM('a', APP('b'));

  test('nothing reaches for certain', () => {
    const snapshot = cluster(POD('a') + POD('b') + CLOSED);
    expect(lines(snapshot, partyOf('10.0.0.0/8'), 'sources', false)).toEqual(expect.arrayContaining(['shop/a', 'shop/b', 'nodes (perhaps)']));
  });

  test('a pod that is not in the input is reached, at an address that pods get', () => {
    const snapshot = cluster(POD('a') + CLOSED, facts({ pods: ['10.244.0.0/16'] }));
    expect(lines(snapshot, partyOf('10.244.0.0/16'), 'sources', false)).toEqual(expect.arrayContaining(['shop/a', 'nodes']));
  });

  test('of places of which it is one, what all are alike is certain', () => {
    const egress = CLOSED.replace('[Ingress], ingress: [{from:', '[Egress], egress: [{to:');
    const snapshot = cluster(POD('a') + POD('b') + egress);
    expect(lines(snapshot, partyOf('api-server'), 'sources', false)).toEqual(['shop/b', 'shop/a (perhaps)']);
  });
});

test('nodes of the input are told apart where rules do', () => {
  const node = (name: string, address: string) => `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {addresses: [{type: InternalIP, address: ${address}}]}\n---\n`;
  const snapshot = cluster(node('n1', '10.0.0.1') + node('n2', '10.1.0.1') + POD('a') + ONLY_FROM('a', '{ipBlock: {cidr: 10.0.0.0/24}}'),
    facts({ pods: ['10.244.0.0/16'] }));
  expect(lines(snapshot, partyOf('shop/app=a'), 'sources', false)).toEqual(['10.0.0.0/24 (except 10.0.0.1/32)', 'nodes n1']);
});

/** Runs the property for each workload of clusters and both ends. */
function holds(
  property: (snapshot: Snapshot, engine: Reach, workload: Workload, end: AskedEnd, found: readonly Route[]) => void,
): void {
  fc.assert(fc.property(anyScenario, fc.nat(99), fc.boolean(), (scenario: Scenario, number, isSource) => {
    const snapshot = snapshotOf(scenario);
    const { workloads } = snapshot;
    if (workloads.length > 0) {
      const workload = workloads[number % workloads.length];
      const party: Party = { description: 'it', peers: [], workloads: [workload] };
      const end = isSource ? 'sources' : 'destinations';
      try {
        const asked = { party, end, ports: ANY_PORT, isTransitive: true } as const;
        property(snapshot, reach(snapshot), workload, end, routes(snapshot, asked).routes);
      } catch (error) {
        throw new Error(`${end} of ${formatWorkload(workload)}: ${(error as Error).message}\n${fixtureOf(scenario)}`);
      }
    }
  }), { numRuns: Number(process.env.RUNS ?? 60) });
}

/** What may pass on the connection between the endpoint and the one that is nearer to the party. */
function step(engine: Reach, end: AskedEnd, near: Workload, far: GroupEndpoint): DecidedTraffic {
  const [inner, outer] = [{ kind: 'workload' as const, workload: near }, representativeOf(far)];
  return end === 'sources' ? engine.connections(outer, inner) : engine.connections(inner, outer);
}

test('each way is a chain of connections that the engine allows, for certain or perhaps as it says', () => {
  holds((_, engine, workload, end, found) => {
    for (const { endpoint, via, isCertain, connections } of found) {
      const chain = [workload, ...via];
      const far: GroupEndpoint[] = [...via.map((one): GroupEndpoint => ({ kind: 'workload', workload: one })), endpoint];
      const steps = chain.map((near, index) => step(engine, end, near, far[index]));
      expect(steps.every(({ allowed, unknown }) => !allowed.isEmpty || !unknown.isEmpty)).toBe(true);
      expect(steps.every(({ allowed }) => !allowed.isEmpty)).toBe(isCertain);
      const last = steps[steps.length - 1];
      expect(last.allowed.includes(connections.allowed)).toBe(true);
      expect(last.unknown.includes(connections.unknown)).toBe(true);
    }
  });
});

test('nobody who gets there is missing, neither directly nor over pods, neither for certain nor perhaps', () => {
  holds(({ workloads }, engine, workload, end, found) => {
    const keyOf = (endpoint: GroupEndpoint) => (endpoint.kind === 'workload' ? endpoint.workload : nameOf(endpoint));
    const closure = (lets: (connections: DecidedTraffic) => boolean): Set<unknown> => {
      const reached = new Set<unknown>();
      for (let last: readonly Workload[] = [workload]; last.length > 0;) {
        const next: Workload[] = [];
        for (const near of last) {
          for (const far of engine.endpoints) {
            if (!reached.has(keyOf(far)) && isPair({ kind: 'workload', workload: near }, far) && lets(step(engine, end, near, far))) {
              reached.add(keyOf(far));
              next.push(...far.kind === 'workload' ? [far.workload] : []);
            }
          }
        }
        last = next;
      }
      return reached;
    };
    const told = (rows: readonly Route[]) =>
      new Set(rows.filter(({ endpoint }) => endpoint.kind !== 'nodes').map(({ endpoint }) => keyOf(endpoint)));
    const without = (set: Set<unknown>) => [...set].filter(one => one !== workload)
      .map(one => (typeof one === 'string' ? one : `${workloads.indexOf(one as Workload)}`)).sort();
    const [all, certain] = [found, found.filter(({ isCertain }) => isCertain)].map(rows => without(told(rows)));
    expect(all).toEqual(without(closure(({ allowed, unknown }) => !allowed.isEmpty || !unknown.isEmpty)));
    expect(certain).toEqual(without(closure(({ allowed }) => !allowed.isEmpty)));
  });
});

test('no endpoint is told twice but for a way that is certain', () => {
  holds((_snapshot, _engine, _workload, _end, found) => {
    for (const isCertain of [true, false]) {
      const names = found.filter(route => route.isCertain === isCertain)
        .map(({ endpoint }) => (endpoint.kind === 'workload' ? endpoint.workload : nameOf(endpoint)));
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
