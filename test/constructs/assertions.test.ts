import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { refusalOf } from './synthesized';
import { newApp, removeApps, checksIn, synthesize } from './validated';
import {
  AllowConnection, CheckLevel, Cidr, DefaultDenyAll, Direction, ExistingCluster, MustBeIsolated, MustNotReach,
  MustOnlyBeReachedBy, MustOnlyReach, MustReach, NetworkDriver, NetworkPolicyValidation,
  NetworkPolicyValidationOptions, Pods, PolicyEnforcementMode, Port, Reachability,
} from 'cdk8s-netpol';

const HERE = 'test/constructs/assertions.test.ts';

afterAll(removeApps);

interface Shop {
  readonly app: App;
  readonly chart: Chart;
  readonly web: kplus.Deployment;
  readonly db: kplus.Deployment;
}

/** web may reach db on 5432, and nobody anything else. */
function shop(
  prepare: (app: App) => unknown = () => undefined,
  options: NetworkPolicyValidationOptions = { checks: { 'dns-blocked': CheckLevel.OFF } },
): Shop {
  const app = newApp();
  prepare(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const [web, db] = ['web', 'db'].map(name => new kplus.Deployment(chart, name, {
    podMetadata: { labels: { app: name } }, containers: [{ image: name, portNumber: 5432 }],
  }));
  new DefaultDenyAll(chart, 'deny');
  new AllowConnection(chart, 'web-to-db', { source: Pods.of(web), destination: Pods.of(db), ports: [Port.POSTGRES] });
  NetworkPolicyValidation.of(app, options);
  return { app, chart, web, db };
}

function thisLine(): number {
  return Number(/assertions\.test\.ts:(\d+)/.exec(new Error().stack!.split('\n')[2])![1]);
}

type Statement = (shop: Shop) => unknown;

const HOLD: Record<string, Statement> = {
  'a connection that is allowed': ({ chart, web, db }) =>
    new MustReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db), ports: [Port.POSTGRES] }),
  'pods of the chart\'s namespace by their labels': ({ chart }) =>
    new MustReach(chart, 'A', { source: Pods.labeled({ app: 'web' }), destination: Pods.labeled({ app: 'db' }), ports: [Port.POSTGRES] }),
  'a connection that is denied': ({ chart, web, db }) => new MustNotReach(chart, 'A', { source: Pods.of(db), destination: Pods.of(web) }),
  'one port that is denied': ({ chart, web, db }) =>
    new MustNotReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db), ports: [Port.HTTP] }),
  'the internet': ({ chart, db }) => new MustNotReach(chart, 'A', { source: Cidr.internet(), destination: Pods.of(db) }),
  'an assertion deep in other constructs': ({ chart, web, db }) =>
    new MustNotReach(new Construct(new Construct(chart, 'a'), 'b'), 'A', { source: Pods.of(db), destination: Pods.of(web) }),
  'nobody but those who may reach it': ({ chart, web, db }) =>
    new MustOnlyBeReachedBy(chart, 'A', { destination: Pods.of(db), sources: [Pods.of(web)] }),
  'nobody but those whom it may reach': ({ chart, web, db }) =>
    new MustOnlyReach(chart, 'A', { source: Pods.of(web), destinations: [Pods.of(db), Cidr.internet()], ports: [Port.POSTGRES] }),
  'pods that are isolated': ({ chart }) => new MustBeIsolated(chart, 'A', { subject: Pods.all() }),
  'an assertion beside the charts, which names the namespace': ({ app, db }) =>
    new MustNotReach(app, 'A', { source: Pods.all().inNamespace('shop'), destination: Pods.of(db), ports: [Port.HTTP] }),
};

test.each(Object.entries(HOLD))('holds: %s', (_, state) => {
  const all = shop();
  state(all);
  expect(synthesize(all.app)).toEqual({ error: undefined, warnings: [], written: ['shop.k8s.yaml'] });
});

test('a connection that is denied comes with what allows it', () => {
  const all = shop();
  new MustReach(all.chart, 'A', { source: Pods.of(all.db), destination: Pods.of(all.web), ports: [Port.HTTP] });
  expect(synthesize(all.app).error).toContain(`this allows it, and nothing else:
      new AllowPods(this, 'db-egress', {
        subject: Pods.labeled({ app: 'db' }).inNamespace('shop'),
        peers: [Pods.labeled({ app: 'web' }).inNamespace('shop')],
        ports: [Port.tcp(80)],
        direction: Direction.EGRESS,
      });
      new AllowPods(this, 'web-ingress', {
        subject: Pods.labeled({ app: 'web' }).inNamespace('shop'),
        peers: [Pods.labeled({ app: 'db' }).inNamespace('shop')],
        ports: [Port.tcp(80)],
        direction: Direction.INGRESS,
      });`);
});

const FAIL: Record<string, [Statement, string, string]> = {
  'a connection that is denied': [({ chart, web, db }) =>
    new MustReach(chart, 'A', { source: Pods.of(db), destination: Pods.of(web), ports: [Port.HTTP] }), 'error must-reach', 'is denied'],
  'a connection that is allowed': [({ chart, web, db }) =>
    new MustNotReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db) }), 'error must-not-reach', 'is allowed'],
  'somebody else who can reach it': [({ chart, db }) =>
    new MustOnlyBeReachedBy(chart, 'A', { destination: Pods.of(db), sources: [Pods.of(db)] }), 'error must-only-be-reached-by', 'may reach'],
  'somebody else whom it can reach': [({ chart, web }) =>
    new MustOnlyReach(chart, 'A', { source: Pods.of(web), destinations: [Cidr.internet()] }), 'error must-only-reach', 'may reach only'],
  'pods that are not isolated': [({ app }) => {
    const lab = new Chart(app, 'lab', { namespace: 'lab' });
    new kplus.Deployment(lab, 'probe', { containers: [{ image: 'probe' }] });
    new MustBeIsolated(lab, 'A', { subject: Pods.all(), direction: Direction.INGRESS });
  }, 'error must-be-isolated', 'is not isolated for ingress'],
  'pods that do not exist': [({ chart, db }) =>
    new MustNotReach(chart, 'A', { source: Pods.labeled({ app: 'wbe' }), destination: Pods.of(db) }), 'error must-not-reach', 'matches nothing'],
  'an assertion beside the charts, whose pods are those of `default`': [({ app, db }) =>
    new MustNotReach(app, 'A', { source: Pods.labeled({ app: 'web' }), destination: Pods.of(db) }), 'error must-not-reach', 'names namespace `default`, which is not in the input'],
};

test.each(Object.entries(FAIL))('stops the synth: %s', (_, [state, check, words]) => {
  const all = shop();
  state(all);
  const { error, written } = synthesize(all.app);
  expect(checksIn(error)).toEqual([check]);
  expect(error).toContain(words);
  expect(written).toEqual([]);
});

test('what shows the witness again is code that compiles to a question with the same answer', () => {
  const { app, chart, web, db } = shop();
  new MustNotReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db) });
  const [, code] = / replay +(Reachability.*)$/m.exec(synthesize(app).error!)!;
  const ask = new Function('Reachability', 'Pods', 'Port', 'app', `return ${code};`);
  expect(ask(Reachability, Pods, Port, app)).toMatch(/^ALLOWED {2}shop\/.* -> shop\/.* TCP 5432\n/);
});

test.each<[string, (chart: Chart) => unknown, string]>([
  ['nobody who may reach it', chart => new MustOnlyBeReachedBy(chart, 'A', { destination: Pods.all(), sources: [] }),
    '`chart/A`: `sources` is an empty list, which would allow nobody\nhelp: name those who may reach it; that nobody may, `MustNotReach` says'],
  ['nobody whom it may reach', chart => new MustOnlyReach(chart, 'A', { source: Pods.all(), destinations: [] }),
    '`chart/A`: `destinations` is an empty list, which would allow nobody\nhelp: name those that it may reach; that it may reach nobody, `MustNotReach` says'],
  ['one source without a list', chart => new MustOnlyBeReachedBy(chart, 'A', { destination: Pods.all(), sources: Pods.all() } as any),
    '`chart/A`: `sources` is `all pods`, not a list of sources\nhelp: name those who may reach it; that nobody may, `MustNotReach` says'],
  ['a source that is none', chart => new MustOnlyBeReachedBy(chart, 'A', { destination: Pods.all(), sources: ['web'] } as any),
    '`chart/A`: `sources[0]` is \'web\', not a peer\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
  ['addresses that are to be isolated', chart => new MustBeIsolated(chart, 'A', { subject: Cidr.internet() }),
    '`chart/A`: `subject` is `0.0.0.0/0 and ::/0`, and policies isolate pods only\nhelp: name `Pods` or `Namespaces`'],
])('refuses %s', (_, make, message) => {
  expect(refusalOf(() => make(new Chart(Testing.app(), 'chart', { namespace: 'shop' })))).toBe(message);
});

test('a failed assertion is found where it stands in the code, with its reason', () => {
  const { app, chart, web, db } = shop();
  const line = thisLine() + 1;
  new MustNotReach(chart, 'db-is-private', { source: Pods.of(web), destination: Pods.of(db), reason: 'it holds card data' });
  const { error } = synthesize(app);
  expect(error).toContain(`\n  --> shop/db-is-private  (${HERE}:${line})\n`);
  expect(error).toContain('| reason   it holds card data\n');
});

test('all failed assertions are reported at once', () => {
  const { app, chart, web, db } = shop();
  new MustNotReach(chart, 'one', { source: Pods.of(web), destination: Pods.of(db) });
  new MustReach(chart, 'two', { source: Pods.of(db), destination: Pods.of(web), ports: [Port.HTTP] });
  expect(checksIn(synthesize(app).error)).toEqual(['error must-not-reach', 'error must-reach']);
});

test('an assertion writes no manifest', () => {
  const chart = Testing.chart();
  NetworkPolicyValidation.of(chart.node.root as App);
  const before = chart.node.findAll().length;
  new MustNotReach(chart, 'A', { source: Pods.all(), destination: Pods.all() });
  expect(chart.node.findAll()).toHaveLength(before + 1);
});

test('an assertion of an app that is not validated stops the synth, so that nobody relies on it in vain', () => {
  const app = newApp();
  new MustNotReach(new Chart(app, 'shop'), 'db-is-private', { source: Cidr.internet(), destination: Pods.all() });
  expect(synthesize(app).error).toContain('the assertion `shop/db-is-private` is checked by nobody\n'
    + 'help: add `NetworkPolicyValidation.of(app)` where the app is made');
});

test('the order of validation and assertions does not matter', () => {
  const app = newApp();
  new MustNotReach(new Chart(app, 'shop'), 'A', { source: Cidr.internet(), destination: Pods.all() });
  NetworkPolicyValidation.of(app);
  expect(synthesize(app).error).not.toContain('checked by nobody');
});

describe('an assertion is checked', () => {
  const named = (id: string) => (app: App) => new Chart(app, id);
  const charts: Record<string, (app: App) => unknown> = {
    'when a chart is called `network-policies`': named('network-policies'),
    'when a chart is called like the class': named('NetworkPolicyValidation'),
  };

  test.each(Object.entries(charts))('%s, and nobody validates', (_, make) => {
    const app = newApp();
    make(app);
    new MustNotReach(new Chart(app, 'shop'), 'A', { source: Cidr.internet(), destination: Pods.all() });
    expect(synthesize(app).error).toContain('the assertion `shop/A` is checked by nobody');
  });

  test.each(Object.entries(charts))('%s, before the validation or after it', (_, make) => {
    for (const order of ['before', 'after']) {
      const { app, chart, web, db } = order === 'after' ? shop() : shop(make);
      if (order === 'after') {
        make(app);
      }
      new MustNotReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db) });
      expect(checksIn(synthesize(app).error)).toEqual(['error must-not-reach']);
    }
  });
});

const everywhere = { source: Pods.all(), destination: Pods.all() };
const refusals: Record<string, [() => unknown, string]> = {
  'MustReach with an empty list of ports': [() => new MustReach(Testing.chart(), 'A', { ...everywhere, ports: [] }),
    '`test/A`: `ports` is an empty list\nhelp: name the ports'],
  'MustNotReach with an empty list of ports': [() => new MustNotReach(Testing.chart(), 'A', { ...everywhere, ports: [] }),
    '`test/A`: `ports` is an empty list\nhelp: name the ports, or leave `ports` out for every port'],
  'MustReach without ports': [() => new MustReach(Testing.chart(), 'A', everywhere as any), '`test/A`: `ports` is undefined\nhelp: name the ports'],
  'MustNotReach without a source': [() => new MustNotReach(Testing.chart(), 'A', { ...everywhere, source: undefined as any }),
    '`test/A`: `source` is undefined, not a peer\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
  'MustReach without a destination': [
    () => new MustReach(Testing.chart(), 'A', { ...everywhere, destination: null as any, ports: [Port.HTTP] }),
    '`test/A`: `destination` is null, not a peer\nhelp: name `Pods`, `Namespaces` or a `Cidr`',
  ],
  'MustNotReach without anything': [() => new MustNotReach(Testing.chart(), 'A', undefined as any),
    '`test/A`: `source` is undefined, not a peer\nhelp: name `Pods`, `Namespaces` or a `Cidr`'],
  'MustReach with a port that is none': [() => new MustReach(Testing.chart(), 'A', { ...everywhere, ports: [Port.HTTP, undefined as any] }),
    "`test/A`: `ports[1]` is undefined, not a port\nhelp: write a `Port`: `Port.tcp(443)`, `Port.named('http')`"],
};

test.each(Object.entries(refusals))('%s is refused', (_, [make, message]) => {
  expect(refusalOf(make)).toBe(message);
});

test('a list of ports that is changed later changes nothing', () => {
  const { app, chart, web, db } = shop();
  const ports = [Port.HTTP];
  new MustReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db), ports });
  ports[0] = Port.POSTGRES;
  expect(checksIn(synthesize(app).error)).toEqual(['error must-reach']);
});

test('pods of a chart whose namespace is empty are those of `default`', () => {
  const app = newApp();
  const chart = new Chart(app, 'shop', { namespace: '' });
  new kplus.Pod(chart, 'web', { metadata: { labels: { app: 'web' } }, containers: [{ image: 'web' }] });
  new MustNotReach(chart, 'A', { source: Cidr.internet(), destination: Pods.labeled({ app: 'web' }) });
  NetworkPolicyValidation.of(app);
  expect(synthesize(app).error).toContain('is allowed, and must not be');
});

describe('on a cluster that enforces nothing', () => {
  const closed: Record<string, NetworkPolicyValidationOptions> = {
    'because of its driver': { target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.FLANNEL }) },
    'because of its mode': {
      target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM }),
      facts: { policyEnforcementMode: PolicyEnforcementMode.NEVER },
    },
  };

  test.each(Object.entries(closed))('%s, no denial holds, whether `not-enforced` is accepted or not', (_, options) => {
    for (const isAccepted of [false, true]) {
      const accepted = ['dns-blocked', ...isAccepted ? ['not-enforced'] : []].map(check => ({ check, reason: 'not of interest here' }));
      const { app, chart, web, db } = shop(undefined, { ...options, accepted });
      new MustNotReach(chart, 'A', { source: Pods.of(db), destination: Pods.of(web) });
      new MustReach(chart, 'B', { source: Pods.of(db), destination: Pods.of(web), ports: [Port.HTTP] });
      const { error, written } = synthesize(app);
      expect(checksIn(error)).toEqual([...isAccepted ? [] : ['error not-enforced'], 'error must-not-reach']);
      expect(error).toContain('this cluster enforces no network policy, so that no policy counts\n'
        + 'help: use a cluster that enforces network policies: here no policy can close this connection');
      expect(written).toEqual([]);
    }
  });
});
