import fc from 'fast-check';
import { Focus, inFocus } from '../../../src/engine/answers/focus';
import { reach } from '../../../src/engine/reach';
import { ConnectionGroup, GroupedBy } from '../../../src/model/grouping';
import { carriedTraffic } from '../../../src/model/interpretation';
import { DecidedTraffic, expectedPart, GroupEndpoint, MatrixCell, NodeGroup, representativeOf } from '../../../src/model/matrix';
import { Snapshot } from '../../../src/model/snapshot';
import { formatWorkload } from '../../../src/model/workload';
import { portRange } from '../../../src/sets/ports';
import { TrafficSet } from '../../../src/sets/traffic-set';
import { cluster, labeled, pod, policy } from '../../fixture';
import { anyScenario, snapshotOf } from '../../generators/scenarios';
import { fixtureOf } from '../agreement';

const BOTH: readonly GroupedBy[] = ['destination', 'source'];

function nameOf(endpoint: GroupEndpoint): string {
  switch (endpoint.kind) {
    case 'workload': return `${formatWorkload(endpoint.workload)}[${endpoint.workload.kind}]`;
    case 'external': return endpoint.cidrs.join();
    case 'nodes': return `nodes ${endpoint.names.join()}`;
  }
}

function line(source: GroupEndpoint, destination: GroupEndpoint, { allowed, unknown }: DecidedTraffic): string {
  return `${nameOf(source)} -> ${nameOf(destination)}: ${allowed} / ${unknown}`;
}

/** Every pair of the groups, but for bare pods with themselves. */
function pairsIn(groups: readonly ConnectionGroup[]): string[] {
  return groups.flatMap(({ sources, destinations, connections }) => sources.endpoints.flatMap(source =>
    destinations.endpoints.filter(end => !isSamePod(source, end)).map(end => line(source, end, connections)))).sort();
}

function isSamePod(left: GroupEndpoint, right: GroupEndpoint): boolean {
  return left.kind === 'workload' && right.kind === 'workload' && left.workload === right.workload && left.workload.isSinglePod;
}

/** Every pair of which a row tells, asked one by one. */
function pairsOf(
  snapshot: Snapshot, nodes: readonly NodeGroup[], focus: Focus = {},
  read = (connections: DecidedTraffic) => connections,
): string[] {
  const engine = reach(snapshot);
  const about = (source: GroupEndpoint, destination: GroupEndpoint): MatrixCell => ({
    source, destination, connections: engine.connections(representativeOf(source), representativeOf(destination)),
  } as MatrixCell);
  const workloads = engine.endpoints.filter(({ kind }) => kind === 'workload');
  const cells = [
    ...engine.matrix(),
    ...nodes.flatMap(group => workloads.flatMap(workload => [about(group, workload), about(workload, group)])),
  ];
  const everything = carriedTraffic(snapshot);
  return cells.map(cell => ({
    ...cell,
    connections: { ...cell.connections, unknown: expectedPart(cell.connections.unknown, everything, cell.destination) },
  })).filter(({ connections: { allowed, unknown } }) => !allowed.isEmpty || !unknown.isEmpty)
    .flatMap(cell => inFocus(cell, focus) ?? [])
    .map(({ source, destination, connections }) => line(source, destination, read(connections))).sort();
}

/** Whatever reads as `everything` is the same to a reader. */
function asRead(traffic: TrafficSet, everything: TrafficSet): TrafficSet {
  return traffic.includes(everything) ? everything : traffic;
}

const RUNS = { numRuns: Number(process.env.RUNS ?? 60) };

test.each(BOTH)('rows that are joined by %s say of every pair what is true of it, and of every pair once', by => fc.assert(
  fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    const { groups, nodes } = reach(snapshot).grouped({}, { by, same: 'exactly' });
    try {
      expect(pairsIn(groups)).toEqual(pairsOf(snapshot, nodes));
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${fixtureOf(scenario)}`);
    }
  }), RUNS));

test.each(BOTH)('joined by %s and for readers, rows say of every pair what reads like the truth', by => fc.assert(
  fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    const everything = carriedTraffic(snapshot);
    const read = ({ allowed, unknown, denied }: DecidedTraffic) =>
      ({ denied, allowed: asRead(allowed, everything), unknown: asRead(unknown, everything) });
    const { groups, nodes } = reach(snapshot).grouped({}, { by, same: 'reads' });
    expect(pairsIn(groups.map(group => ({ ...group, connections: read(group.connections) }))))
      .toEqual(pairsOf(snapshot, nodes, {}, read));
  }), RUNS));

test('a focus leaves the rows about some workloads, one direction and some traffic, and changes nothing in them', () => fc.assert(
  fc.property(anyScenario, fc.constantFrom(undefined, 'ingress' as const, 'egress' as const), fc.boolean(), (scenario, direction, isTcp) => {
    const snapshot = snapshotOf(scenario);
    const focus: Focus = {
      workloads: new Set(snapshot.workloads.filter((_, index) => index % 2 === 0)),
      ...direction === undefined ? {} : { direction },
      ...isTcp ? { traffic: TrafficSet.of('TCP', portRange(80, 8080)) } : {},
    };
    const { groups, nodes } = reach(snapshot).grouped(focus, { by: 'destination', same: 'exactly' });
    expect(pairsIn(groups)).toEqual(pairsOf(snapshot, nodes, focus));
  }), RUNS));

test.each(BOTH)('no two rows that are joined by %s could be one', by => fc.assert(
  fc.property(anyScenario, scenario => {
    const { groups } = reach(snapshotOf(scenario)).grouped({}, { by, same: 'exactly' });
    const end = by === 'destination' ? 'destinations' : 'sources';
    const keys = groups.map(group => `${group[end].endpoints.map(nameOf)} ${group.connections.allowed} ${group.connections.unknown}`);
    expect(keys.length).toBe(new Set(keys).size);
  }), RUNS));

test('nodes that a policy tells apart have rows of their own', () => {
  const node = (name: string, address: string) => ({
    apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses: [{ type: 'InternalIP', address }] },
  });
  const { groups } = reach(cluster([
    pod('shop/web', { app: 'web' }), node('one', '192.168.0.1'), node('two', '192.168.0.2'), node('three', '192.168.0.3'),
    policy('shop/web', { podSelector: labeled({ app: 'web' }), ingress: [{ from: [{ ipBlock: { cidr: '192.168.0.2/31' } }] }] }),
  ])).grouped({}, { by: 'destination', same: 'exactly' });
  expect(pairsIn(groups).filter(row => row.startsWith('nodes'))).toEqual(['nodes two,three -> shop/web[Pod]: everything / nothing']);
});
