import { App } from 'cdk8s';
import { ConnectionDiff, ConnectionDiffRow, Reachability, ReachabilityOptions } from '../../src';
import { labeled, pod, policy } from '../fixture';

const PODS = [pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' })];
const CLOSED = policy('shop/closed', { podSelector: {}, policyTypes: ['Ingress'] });
const ADMIT = (peer: object) => policy('shop/db', {
  podSelector: labeled({ app: 'db' }), ingress: [{ from: [peer], ports: [{ port: 5432 }] }],
});
const UNCHANGED: ConnectionDiffRow = {
  source: 'shop/web',
  destination: 'shop/db',
  opened: 'nothing',
  closed: 'nothing',
  becameUnknown: 'nothing',
  perhapsOpened: 'nothing',
};
const WEB = { podSelector: labeled({ app: 'web' }) };
const BLOCK = { ipBlock: { cidr: '10.0.0.0/8' } };

function diff(before: readonly object[], after: readonly object[], options: ReachabilityOptions = {}): ConnectionDiff {
  return Reachability.ofManifests([...before], options).diff(Reachability.ofManifests([...after], options));
}

test('a connection that opened is a row, and a text', () => {
  const found = diff([...PODS, CLOSED], [...PODS, CLOSED, ADMIT(WEB)]);
  expect(found.rows).toEqual([
    { ...UNCHANGED, opened: 'TCP 5432' },
  ]);
  expect([found.openedCount, found.closedCount, found.becameUnknownCount]).toEqual([1, 0, 0]);
  expect(found.opensAnything).toBe(true);
  expect(`${found}`).toBe('opened between 1 pair\n\nopened\n  shop/db  <-  shop/web  TCP 5432');
});

test('what was denied and is unknown now counts as opened, what was allowed does not', () => {
  const [from, to] = [[CLOSED], [CLOSED, ADMIT(WEB)]]
    .map(before => diff([...PODS, ...before], [...PODS, CLOSED, ADMIT(BLOCK)]));
  expect(from.rows.filter(({ source }) => source === 'shop/web')).toEqual([
    { ...UNCHANGED, becameUnknown: 'TCP 5432', perhapsOpened: 'TCP 5432' },
  ]);
  expect(to.rows.filter(({ source }) => source === 'shop/web')).toEqual([
    { ...UNCHANGED, becameUnknown: 'TCP 5432' },
  ]);
  const closing = diff([...PODS, CLOSED, ADMIT(WEB)], [...PODS, CLOSED]);
  expect([from.opensAnything, closing.opensAnything]).toEqual([true, false]);
});

test('every kind of endpoint has a name', () => {
  const canary = ADMIT({ podSelector: labeled({ app: 'canary' }) });
  const names = diff([PODS[0], CLOSED], [...PODS, CLOSED, canary]).rows.map(({ source, destination }) => `${source} -> ${destination}`);
  expect(names).toEqual([
    'shop/db -> other pods', 'shop/db -> other nodes',
    'app=canary in shop (not in the input) -> shop/db', 'shop/db -> 0.0.0.0/0, ::/0',
  ]);
});

test('without a change there is no row, and the text says so', () => {
  const found = diff([...PODS, CLOSED], [CLOSED, ...PODS]);
  expect([found.rows, found.opensAnything]).toEqual([[], false]);
  expect(`${found}`).toBe('nothing changed: every connection is what it was');
});

test('an app is compared like manifests', () => {
  const empty = Reachability.ofApp(new App());
  const full = Reachability.ofManifests(PODS);
  expect(empty.diff(full).openedCount).toBe(full.diff(empty).closedCount);
});

test.each<[string, unknown[], string]>([
  ['nothing', [], '`other` is undefined, not a `Reachability`'],
  ['manifests', [[]], '`other` is an empty list, not a `Reachability`'],
  ['a third state', [Reachability.ofManifests([]), Reachability.ofManifests([])], 'it was given'],
])('%s is refused', (_, given, expected) => {
  const reachability = Reachability.ofManifests([]);
  expect(() => (reachability.diff as (...all: unknown[]) => unknown).apply(reachability, given)).toThrow(expected);
});
