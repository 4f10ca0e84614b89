import fc from 'fast-check';
import { compare } from '../../src/changes/compare';
import { recordOf } from '../../src/changes/record-of';
import { diff } from '../../src/engine/answers/diff';
import { CHANGE_KINDS, ComparedEndpoint, ComparedPair, StateComparison } from '../../src/model/connection-change';
import { carriedTraffic } from '../../src/model/interpretation';
import { expectedTraffic, MatrixEndpoint } from '../../src/model/matrix';
import { Snapshot } from '../../src/model/snapshot';
import { formatCidrs, parseCidr } from '../../src/sets/cidr';
import { IntervalSet } from '../../src/sets/interval-set';
import { TrafficSet } from '../../src/sets/traffic-set';
import { cluster, facts, labeled, pod, policy } from '../fixture';
import { anyScenario, snapshotOf } from '../generators/scenarios';

function nameOf(end: ComparedEndpoint): string {
  switch (end.kind) {
    case 'workload': return end.workload.absentPeer === undefined ? `${end.workload.namespace}/${end.workload.name}` : 'other pods';
    case 'external': return end.cidrs.join(',');
    case 'nodes': return `nodes ${end.names.join()}`.trimEnd();
    case 'absent': return `(${end.description})`;
    case 'own-node': return 'its own node';
  }
}

function lines({ pairs }: StateComparison): string[] {
  return pairs.flatMap(({ source, destination, change }) => CHANGE_KINDS.filter(kind => !change[kind].isEmpty)
    .map(kind => `${kind} ${nameOf(source)} -> ${nameOf(destination)} ${change[kind]}`));
}

function between(before: Snapshot, after: Snapshot): StateComparison {
  return compare(recordOf(before, [after]), recordOf(after, [before]));
}

const WEB = pod('shop/web', { app: 'web' });
const DB = pod('shop/db', { app: 'db' });
const ADMIT = (app: string, port: number) => policy('shop/db', {
  podSelector: labeled({ app: 'db' }),
  policyTypes: ['Ingress'],
  ingress: [{ from: [{ podSelector: labeled({ app }) }], ports: [{ port }] }],
});

test('another port opens one and closes the other, and nothing else changes', () => {
  expect(lines(between(cluster([WEB, DB, ADMIT('web', 80)]), cluster([WEB, DB, ADMIT('web', 5432)])))).toEqual([
    'opened shop/web -> shop/db TCP 5432',
    'closed shop/web -> shop/db TCP 80',
  ]);
});

test('a new workload opens whatever it may exchange with pods, nodes and addresses', () => {
  const found = between(cluster([WEB]), cluster([WEB, DB]));
  expect([found.appeared.map(({ name }) => name), found.gone]).toEqual([['db'], []]);
  expect(lines(found)).toEqual([
    'opened shop/db -> shop/web everything',
    'opened shop/db -> other pods everything',
    'opened shop/db -> nodes everything',
    'opened shop/web -> shop/db everything',
    'opened other pods -> shop/db everything',
    'opened nodes -> shop/db everything',
    'opened shop/db -> 0.0.0.0/0,::/0 everything',
    'opened 0.0.0.0/0,::/0 -> shop/db everything',
  ]);
});

describe('pods that are not in the input', () => {
  test('a rule for pods that nobody has seen opens them', () => {
    expect(lines(between(cluster([DB, ADMIT('web', 80)]), cluster([DB, ADMIT('canary', 80)])))).toEqual([
      'opened (app=canary in shop) -> shop/db TCP 80',
      'closed (app=web in shop) -> shop/db TCP 80',
    ]);
  });

  test('a policy that names the only pods it still admits opens nothing', () => {
    const found = lines(between(cluster([DB]), cluster([DB, ADMIT('web', 80)])));
    expect(found.filter(line => line.startsWith('opened'))).toEqual([]);
    expect(found).toContain('closed (app=web in shop) -> shop/db TCP 1-79,81-65535; UDP all ports; SCTP all ports');
  });
});

test('what is open before and after is no change, and what becomes open is told by what it was', () => {
  const block = policy('shop/db', {
    podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }] }],
  });
  const closed = policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] });
  const [perhaps, never, always] = [[WEB, DB, block], [WEB, DB, closed], [WEB, DB, ADMIT('web', 80)]].map(all => cluster(all));
  const aboutWeb = (comparison: StateComparison) => lines(comparison).filter(line => line.includes('shop/web -> shop/db'));
  expect(aboutWeb(between(never, perhaps))).toEqual(['perhapsOpened shop/web -> shop/db TCP 80']);
  expect(aboutWeb(between(always, perhaps))).toEqual(['perhapsClosed shop/web -> shop/db TCP 80']);
  expect(aboutWeb(between(perhaps, always))).toEqual(['opened shop/web -> shop/db TCP 80']);
  expect(aboutWeb(between(perhaps, never))).toEqual(['closed shop/web -> shop/db TCP 80']);
  expect(aboutWeb(between(perhaps, perhaps))).toEqual([]);
});

test('a node that only one of them names was one of those that nobody names', () => {
  const node = (name: string, ip: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses: [{ type: 'InternalIP', address: ip }] } });
  const admit = policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: '192.168.0.1/32' } }] }] });
  const known = facts({ pods: ['10.0.0.0/8'], nodes: ['192.168.0.0/24'] });
  const closed = policy('shop/db', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress'] });
  const nodes = [node('one', '192.168.0.1'), node('two', '192.168.0.2')];
  const found = lines(between(cluster([DB, ...nodes, closed], known), cluster([DB, ...nodes, admit], known)));
  expect(found.filter(line => line.includes('nodes'))).toEqual(['opened nodes one -> shop/db everything']);
});

test('from a cluster to itself nothing changes', () => fc.assert(fc.property(anyScenario, scenario => {
  expect(lines(between(snapshotOf(scenario), snapshotOf(scenario)))).toEqual([]);
}), { numRuns: 25 }));

test('what opens on the way there closes on the way back', () => fc.assert(fc.property(
  anyScenario, fc.array(fc.nat(12)), (scenario, removed) => {
    const [before, after] = beforeAndAfter(scenario, removed);
    const [there, back] = [between(before, after), between(after, before)].map(totals);
    expect([...there.keys()].sort()).toEqual([...back.keys()].sort());
    there.forEach((change, pair) => {
      const returned = back.get(pair)!;
      expect([pair, change.opened.subtract(returned.closed).subtract(returned.perhapsClosed)])
        .toEqual([pair, TrafficSet.NONE]);
      expect([pair, returned.closed.subtract(change.opened).subtract(change.perhapsOpened)])
        .toEqual([pair, TrafficSet.NONE]);
    });
  }), { numRuns: 30 }));

test('pods and addresses outside change as the engine says', () => fc.assert(fc.property(
  anyScenario, fc.array(fc.nat(12)), (scenario, removed) => {
    const [before, after] = beforeAndAfter(scenario, removed);
    const everything = carriedTraffic(before).intersect(carriedTraffic(after));
    const expected = new Map<string, string>();
    diff(before, after).forEach(({ source, destination, opened, closed, becameUnknown }) => {
      const meant = expectedTraffic(destination, everything);
      const text = [opened, closed, becameUnknown].map(traffic => traffic.intersect(meant)).join(' / ');
      eachBlock(source, destination, text, expected);
    });
    const found = new Map<string, string>();
    between(before, after).pairs.forEach(({ source, destination, change }) => {
      if (isOfEngine(source) && isOfEngine(destination)) {
        const text = [change.opened, change.closed, change.perhapsOpened.union(change.perhapsClosed)].join(' / ');
        eachBlock(source, destination, text, found);
      }
    });
    // A workload of which one state has replicas and the other a bare pod is no pair with itself.
    [...found.keys(), ...expected.keys()].filter(ends => ends.split(' > ')[0] === ends.split(' > ')[1])
      .forEach(ends => [found, expected].forEach(changes => changes.delete(ends)));
    expect(joined(found)).toEqual(joined(expected));
  }), { numRuns: 60 }));

function beforeAndAfter(scenario: Parameters<typeof snapshotOf>[0], removed: readonly number[]): [Snapshot, Snapshot] {
  const manifests = scenario.manifests.filter((_, index) => !removed.includes(index));
  return [snapshotOf(scenario), snapshotOf({ ...scenario, manifests })];
}

function totals({ pairs }: StateComparison): Map<string, ComparedPair['change']> {
  return new Map(pairs.filter(pair => [pair.source, pair.destination].every(({ kind }) => kind !== 'external')).map(({ source, destination, change }) => [`${nameOf(source)} -> ${nameOf(destination)}`, change]));
}

function isOfEngine(end: ComparedEndpoint): end is MatrixEndpoint {
  return end.kind === 'external' || (end.kind === 'workload' && end.workload.absentPeer === undefined);
}

/** Blocks are cut differently, so that each is told by itself. */
function eachBlock(source: MatrixEndpoint, destination: MatrixEndpoint, text: string, into: Map<string, string>): void {
  const names = (end: MatrixEndpoint) => (end.kind === 'external' ? end.cidrs : [nameOf(end)]);
  names(source).forEach(from => names(destination).forEach(to => into.set(`${from} > ${to}`, text)));
}

/** By ends and text: the addresses together. */
function joined(changes: ReadonlyMap<string, string>): Record<string, readonly string[]> {
  const sums: Record<string, IntervalSet<bigint>> = {};
  const plain: Record<string, readonly string[]> = {};
  changes.forEach((text, ends) => {
    const [from, to] = ends.split(' > ');
    const [block, key] = parseCidr(from) ? [parseCidr(from), `outside > ${to} ${text}`] : [parseCidr(to), `${from} > outside ${text}`];
    if (text === 'nothing / nothing / nothing') {
      return;
    }
    if (block === undefined) {
      plain[`${ends} ${text}`] = [];
    } else {
      sums[key] = block.addresses.union(sums[key] ?? IntervalSet.of<bigint>());
    }
  });
  return { ...plain, ...Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, formatCidrs(sum)])) };
}
