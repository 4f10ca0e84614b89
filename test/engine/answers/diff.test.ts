import fc from 'fast-check';
import { diff } from '../../../src/engine/answers/diff';
import { isPair } from '../../../src/engine/answers/endpoints';
import { addressesOfBlock } from '../../../src/engine/classes/external-blocks';
import { reach } from '../../../src/engine/reach';
import { ConnectionChange } from '../../../src/model/connection-change';
import { formatEndpoint } from '../../../src/model/flow';
import { MatrixEndpoint } from '../../../src/model/matrix';
import { Snapshot } from '../../../src/model/snapshot';
import { connectionsBetween } from '../../../src/semantics/connections';
import { TrafficSet } from '../../../src/sets/traffic-set';
import { cluster, labeled, pod, policy } from '../../fixture';
import { anyScenario, snapshotOf } from '../../generators/scenarios';

function describe(change: ConnectionChange): string {
  const name = (endpoint: MatrixEndpoint) => (endpoint.kind === 'external' ? endpoint.cidrs.join(',') : formatEndpoint(endpoint));
  const parts = (['opened', 'closed', 'becameUnknown'] as const).filter(key => !change[key].isEmpty);
  return `${name(change.source)} -> ${name(change.destination)}: ${parts.map(key => `${key} ${change[key]}`).join(', ')}`;
}

const WEB = pod('shop/web', { app: 'web' }, { ip: '10.0.0.1' });
const DB = pod('shop/db', { app: 'db' }, { ip: '10.0.0.2' });

test('a policy closes what it does not admit', () => {
  const admit = (port: number) => policy('shop/db', {
    podSelector: labeled({ app: 'db' }),
    ingress: [{ from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port }] }],
  });
  expect(diff(cluster([WEB, DB, admit(80)]), cluster([WEB, DB, admit(5432)])).map(describe)).toEqual([
    'shop/web -> shop/db: opened TCP 5432, closed TCP 80',
  ]);
});

test('addresses outside are cut as both sides cut them', () => {
  const admit = (cidr: string) => policy('shop/db', { podSelector: labeled({ app: 'db' }), ingress: [{ from: [{ ipBlock: { cidr } }] }] });
  expect(diff(cluster([DB, admit('20.0.0.0/8')]), cluster([DB, admit('20.1.0.0/16')])).map(describe)).toEqual([
    '20.0.0.0/16,20.2.0.0/15,20.4.0.0/14,20.8.0.0/13,20.16.0.0/12,20.32.0.0/11,20.64.0.0/10,20.128.0.0/9 -> shop/db: closed everything',
  ]);
});

test('a new workload opens what it may send and receive, one that goes closes it', () => {
  const web = pod('shop/web', { app: 'web' });
  const [before, after] = [cluster([web]), cluster([web, pod('shop/db', { app: 'db' })])];
  expect(diff(before, after).map(describe)).toEqual([
    'shop/db -> shop/web: opened everything',
    'shop/db -> 0.0.0.0/0,::/0: opened everything',
    'shop/web -> shop/db: opened everything',
    '0.0.0.0/0,::/0 -> shop/db: opened everything',
  ]);
  expect(diff(after, before).map(describe)).toContain('shop/db -> shop/web: closed everything');
});

test('from a cluster to itself nothing changes', () => fc.assert(fc.property(anyScenario, scenario => {
  expect(diff(snapshotOf(scenario), snapshotOf(scenario))).toEqual([]);
}), { numRuns: 30 }));

test('the changes between two clusters are what the judge says before and after', () => fc.assert(fc.property(
  anyScenario, fc.array(fc.nat()), (scenario, removed) => {
    const manifests = scenario.manifests.filter((_, index) => !removed.includes(index));
    const [before, after] = [snapshotOf(scenario), snapshotOf({ ...scenario, manifests })];
    for (const { source, destination, ...change } of diff(before, after)) {
      const [old, recent] = [between(before, source, destination), between(after, source, destination)];
      expect(`${change.opened}`).toBe(`${recent.allowed.subtract(old.allowed)}`);
      expect(`${change.closed}`).toBe(`${recent.denied.subtract(old.denied)}`);
      expect(`${change.becameUnknown}`).toBe(`${recent.unknown.subtract(old.unknown)}`);
    }
  }), { numRuns: 30 }));

test('what is known of the cluster may change, too', () => fc.assert(fc.property(
  anyScenario, anyScenario, (scenario, { facts, dialect }) => {
    const [before, after] = [snapshotOf(scenario), snapshotOf({ ...scenario, facts, dialect })];
    for (const { source, destination, ...change } of diff(before, after)) {
      const [old, recent] = [between(before, source, destination), between(after, source, destination)];
      expect(`${change.opened}`).toBe(`${recent.allowed.subtract(old.allowed)}`);
      expect(`${change.closed}`).toBe(`${recent.denied.subtract(old.denied)}`);
    }
  }), { numRuns: 30 }));

test('no change is left out: every pair of which the judge says something else is among them', () => fc.assert(fc.property(
  anyScenario, fc.array(fc.nat()), (scenario, removed) => {
    const manifests = scenario.manifests.filter((_, index) => !removed.includes(index));
    const [before, after] = [snapshotOf(scenario), snapshotOf({ ...scenario, manifests })];
    const changed = diff(before, after);
    const endpoints = [before, after].flatMap(snapshot => reach(snapshot).endpoints);
    // The pods of a controller that is not in the input are its pods in one snapshot, and one bare pod in the other.
    const single = new Set(endpoints.filter(end => end.kind === 'workload' && end.workload.isSinglePod).map(nameOf));
    const isSame = (left: MatrixEndpoint, right: MatrixEndpoint) =>
      nameOf(left) === nameOf(right) && single.has(nameOf(left));
    for (const source of endpoints) {
      for (const destination of endpoints.filter(end => isPair(source, end) && !isSame(source, end))) {
        const [old, recent] = [between(before, source, destination), between(after, source, destination)];
        const isChanged = !recent.allowed.equals(old.allowed) || !recent.denied.equals(old.denied);
        const found = changed.some(change => isIn(source, change.source) && isIn(destination, change.destination));
        expect([nameOf(source), nameOf(destination), found]).toEqual([nameOf(source), nameOf(destination), isChanged]);
      }
    }
  }), { numRuns: 30 }));

/** Whether the endpoint is the other one, or the first address of a block is in it. */
function isIn(endpoint: MatrixEndpoint, other: MatrixEndpoint): boolean {
  return endpoint.kind === 'external' && other.kind === 'external'
    ? addressesOfBlock(other).contains(endpoint.representative) : nameOf(endpoint) === nameOf(other);
}

function nameOf(endpoint: MatrixEndpoint): string {
  return endpoint.kind === 'external' ? endpoint.cidrs.join() : `${endpoint.workload.kind} ${formatEndpoint(endpoint)}`;
}

function between(snapshot: Snapshot, source: MatrixEndpoint, destination: MatrixEndpoint) {
  const [from, to] = [source, destination].map(endpoint => (endpoint.kind === 'external'
    ? { kind: 'address' as const, address: endpoint.representative }
    : {
      kind: 'workload' as const,
      workload: snapshot.workloads.find(({ kind, namespace, name }) =>
        kind === endpoint.workload.kind && namespace === endpoint.workload.namespace
        && name === endpoint.workload.name),
    }));
  if (from.kind === 'workload' && from.workload === undefined || to.kind === 'workload' && to.workload === undefined) {
    return { allowed: TrafficSet.NONE, denied: TrafficSet.ALL, unknown: TrafficSet.NONE };
  }
  return connectionsBetween(snapshot, from as never, to as never);
}
