import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { refusalOf } from './synthesized';
import { newApp, removeApps, rulesIn, synthesize } from './validated';
import {
  AllowConnection, Cidr, DefaultDenyAll, MustNotReach, MustReach, NetworkPolicyValidation, Pods, Port,
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
function shop(): Shop {
  const app = newApp();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const [web, db] = ['web', 'db'].map(name => new kplus.Deployment(chart, name, {
    podMetadata: { labels: { app: name } }, containers: [{ image: name, portNumber: 5432 }],
  }));
  new DefaultDenyAll(chart, 'deny');
  new AllowConnection(chart, 'web-to-db', { source: Pods.of(web), destination: Pods.of(db), ports: [Port.POSTGRES] });
  NetworkPolicyValidation.of(app, { accepted: [{ rule: 'dns-blocked', reason: 'not of interest here' }] });
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
  'an assertion beside the charts, which names the namespace': ({ app, db }) =>
    new MustNotReach(app, 'A', { source: Pods.all().inNamespace('shop'), destination: Pods.of(db), ports: [Port.HTTP] }),
};

test.each(Object.entries(HOLD))('holds: %s', (_, state) => {
  const all = shop();
  state(all);
  expect(synthesize(all.app)).toEqual({ error: undefined, warnings: [], written: ['shop.k8s.yaml'] });
});

const FAIL: Record<string, [Statement, string, string]> = {
  'a connection that is denied': [({ chart, web, db }) =>
    new MustReach(chart, 'A', { source: Pods.of(db), destination: Pods.of(web), ports: [Port.HTTP] }), 'error must-reach', 'is denied'],
  'a connection that is allowed': [({ chart, web, db }) =>
    new MustNotReach(chart, 'A', { source: Pods.of(web), destination: Pods.of(db) }), 'error must-not-reach', 'is allowed'],
  'pods that do not exist': [({ chart, db }) =>
    new MustNotReach(chart, 'A', { source: Pods.labeled({ app: 'wbe' }), destination: Pods.of(db) }), 'error must-not-reach', 'matches nothing'],
  'an assertion beside the charts, whose pods are those of `default`': [({ app, db }) =>
    new MustNotReach(app, 'A', { source: Pods.labeled({ app: 'web' }), destination: Pods.of(db) }), 'error must-not-reach', 'matches nothing'],
};

test.each(Object.entries(FAIL))('stops the synth: %s', (_, [state, rule, words]) => {
  const all = shop();
  state(all);
  const { error, written } = synthesize(all.app);
  expect(rulesIn(error)).toEqual([rule]);
  expect(error).toContain(words);
  expect(written).toEqual([]);
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
  expect(rulesIn(synthesize(app).error)).toEqual(['error must-not-reach', 'error must-reach']);
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

test.each([['MustReach', MustReach], ['MustNotReach', MustNotReach]] as const)('%s refuses an empty list of ports', (_, construct) => {
  expect(refusalOf(() => new construct(Testing.chart(), 'A', { source: Pods.all(), destination: Pods.all(), ports: [] })))
    .toBe('`test/A`: `ports` is an empty list\nhelp: name the ports, or leave `ports` out for every port');
});
