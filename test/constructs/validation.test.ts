import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { refusalOf } from './synthesized';
import { newApp, removeApps, checksIn, synthesize } from './validated';
import {
  AllowConnection, AllowPods, CheckLevel, ClusterFacts, DefaultDenyAll, DefaultDenyIngress, Direction, ExistingCluster,
  NetworkDriver, NetworkPolicyValidation, NetworkPolicyValidationOptions, Pods, PolicyCidrMatchMode,
  PolicyEnforcementMode, Port, Reachability,
} from 'cdk8s-netpol';

const HERE = 'test/constructs/validation.test.ts';
const web = Pods.labeled({ app: 'web' });
const orders = Pods.labeled({ app: 'orders' });

afterAll(removeApps);

/** A chart of namespace `shop` with the pods web and orders. */
function shop(app: App, id: string = 'shop'): Chart {
  const chart = new Chart(app, id, { namespace: 'shop' });
  ['web', 'orders'].forEach(name => new ApiObject(chart, name, {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: `${id}-${name}`, labels: { app: name } }, spec: { containers: [] },
  }));
  return chart;
}

/** Lets web send to orders, and orders accept nothing. */
function breakConnection(chart: Chart): void {
  new AllowPods(chart, 'web-sends', { subject: web, peers: [orders], ports: [Port.tcp(80)], direction: Direction.EGRESS });
  new AllowPods(chart, 'dns', {
    subject: web, peers: [Pods.all().inNamespace('kube-system')], ports: [Port.DNS_UDP], direction: Direction.EGRESS,
  });
  new DefaultDenyIngress(chart, 'deny');
}

/** A policy on pods that there are none of: a warning. */
function warn(chart: Chart, id: string = 'typo', label: string = 'wbe'): DefaultDenyIngress {
  return new DefaultDenyIngress(chart, id, { subject: Pods.labeled({ app: label }) });
}

function thisLine(): number {
  return Number(/validation\.test\.ts:(\d+)/.exec(new Error().stack!.split('\n')[2])![1]);
}

describe('an error', () => {
  test('stops the synth, and nothing is written', () => {
    const app = newApp();
    breakConnection(shop(app));
    NetworkPolicyValidation.of(app);
    const { error, written } = synthesize(app);
    expect(error).toMatch(/^Validation failed with the following errors:\n {2}\[NetworkPolicyValidation\.of\] 1 error in what the network policies do:\n/);
    expect(checksIn(error)).toEqual(['error one-sided-connection']);
    expect(written).toEqual([]);
  });

  test('stops synthYaml and Testing.synth too', () => {
    const app = newApp();
    const chart = shop(app);
    breakConnection(chart);
    NetworkPolicyValidation.of(app);
    expect(checksIn(synthesize(app, () => app.synthYaml()).error)).toEqual(['error one-sided-connection']);
    expect(checksIn(synthesize(app, () => Testing.synth(chart)).error)).toEqual(['error one-sided-connection']);
  });

  test('names the construct, and the line of code that made it', () => {
    const app = newApp();
    const chart = shop(app);
    const line = thisLine() + 1;
    new AllowPods(chart, 'web-sends', { subject: web, peers: [orders], direction: Direction.EGRESS });
    new DefaultDenyIngress(chart, 'deny');
    NetworkPolicyValidation.of(app, { accepted: [{ check: 'dns-blocked', reason: 'not of interest here' }] });
    expect(synthesize(app).error).toContain(`\n  --> shop/web-sends  (${HERE}:${line})\n`);
  });

  test('is one message, however many there are', () => {
    const app = newApp();
    breakConnection(shop(app, 'one'));
    const chart = shop(app, 'two');
    new AllowPods(chart, 'orders-send', { subject: orders, peers: [web], direction: Direction.EGRESS });
    NetworkPolicyValidation.of(app);
    const { error } = synthesize(app);
    expect(error!.match(/\[NetworkPolicyValidation\.of\]/g)).toHaveLength(1);
    expect(error).toMatch(/\d errors in what the network policies do/);
  });

  test('of cdk8s\' own validations is still reported', () => {
    const app = newApp();
    shop(app).node.addValidation({ validate: () => ['something else'] });
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).error).toContain('[shop] something else');
  });
});

test('an app without faults is written, in silence', () => {
  const app = newApp();
  const chart = shop(app);
  new DefaultDenyAll(chart, 'deny');
  new AllowConnection(chart, 'web-to-orders', { source: web, destination: orders, ports: [Port.tcp(80)] });
  new AllowPods(chart, 'dns', {
    subject: Pods.all(), peers: [Pods.all().inNamespace('kube-system')], ports: [Port.DNS_UDP], direction: Direction.EGRESS,
  });
  NetworkPolicyValidation.of(app);
  expect(synthesize(app)).toEqual({ error: undefined, warnings: [], written: ['shop.k8s.yaml'] });
});

describe('a warning', () => {
  test.each([1, 5])('is printed once in an app of %d charts, and stops nothing', charts => {
    const app = newApp();
    warn(shop(app));
    Array.from({ length: charts - 1 }, (_, index) => new Chart(app, `chart-${index}`));
    NetworkPolicyValidation.of(app);
    const { error, warnings, written } = synthesize(app);
    expect(error).toBeUndefined();
    expect(checksIn(warnings)).toEqual(['warning selects-nothing']);
    expect(written).toHaveLength(charts);
  });

  test('is not repeated by the next synth, but a new one is printed', () => {
    const app = newApp();
    const chart = shop(app);
    warn(chart);
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).warnings).toHaveLength(1);
    expect(synthesize(app).warnings).toHaveLength(0);
    warn(chart, 'another', 'ordres');
    expect(synthesize(app).warnings).toHaveLength(1);
  });

  test('of one app is no reason to keep silent about another', () => {
    const warnings = [newApp(), newApp()].flatMap(app => {
      warn(shop(app));
      NetworkPolicyValidation.of(app);
      return synthesize(app).warnings;
    });
    expect(warnings).toHaveLength(2);
  });

  test('is printed beside an error', () => {
    const app = newApp();
    const chart = shop(app);
    breakConnection(chart);
    warn(chart);
    NetworkPolicyValidation.of(app);
    const { error, warnings } = synthesize(app);
    expect(checksIn(error)).toEqual(['error one-sided-connection']);
    expect(checksIn(warnings)).toEqual(['warning selects-nothing']);
  });
});

describe('the manifests are read', () => {
  /** How often any object was asked for its manifest. */
  function readings(run: () => unknown): number {
    const toJson = jest.spyOn(ApiObject.prototype, 'toJson');
    try {
      run();
      return toJson.mock.calls.length;
    } finally {
      toJson.mockRestore();
    }
  }

  test.each([1, 2, 20])('once in a synth of %d charts, and once more by cdk8s to write them', charts => {
    const app = newApp();
    Array.from({ length: charts }, (_, index) => shop(app, `shop-${index}`));
    NetworkPolicyValidation.of(app);
    expect(readings(() => synthesize(app))).toBe(2 * 2 * charts);
  });

  test('once in a synthYaml', () => {
    const app = newApp();
    Array.from({ length: 5 }, (_, index) => shop(app, `shop-${index}`));
    NetworkPolicyValidation.of(app);
    expect(readings(() => synthesize(app, () => app.synthYaml()))).toBe(2 * 2 * 5);
  });

  test('anew in the next synth: what was added counts', () => {
    const app = newApp();
    const chart = shop(app);
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).error).toBeUndefined();
    breakConnection(chart);
    expect(checksIn(synthesize(app).error)).toEqual(['error one-sided-connection']);
  });

  test('anew after a failed synth: what was mended counts', () => {
    const app = newApp();
    const chart = shop(app);
    breakConnection(chart);
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).error).toBeDefined();
    new AllowPods(chart, 'orders-accept', { subject: orders, peers: [web], ports: [Port.tcp(80)], direction: Direction.INGRESS });
    expect(synthesize(app).error).toBeUndefined();
  });

  test('anew by Testing.synth after a change', () => {
    const app = Testing.app();
    const chart = shop(app);
    const policy = warn(chart);
    NetworkPolicyValidation.of(app);
    expect(synthesize(app, () => Testing.synth(chart)).warnings).toHaveLength(1);
    const object = policy.node.findAll().find(ApiObject.isApiObject)!;
    object.addJsonPatch(JsonPatch.replace('/spec/podSelector/matchLabels/app', 'ordres'));
    expect(synthesize(app, () => Testing.synth(chart)).warnings.join()).toContain('app=ordres');
  });

  test('as they will be written, patches included', () => {
    const app = newApp();
    const chart = shop(app);
    breakConnection(chart);
    const deny = chart.node.findChild('deny').node.findAll().find(ApiObject.isApiObject)!;
    deny.addJsonPatch(JsonPatch.add('/spec/ingress', [{}]));
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).error).toBeUndefined();
  });
});

describe('accepted findings', () => {
  const accepted = (more: object = {}) => [{ check: 'one-sided-connection', reason: 'orders is not deployed yet', ...more }];
  const scopes: Record<string, [object, string[], string[]]> = {
    'of the whole app': [{}, [], ['accepted one-sided-connection']],
    'of the construct that the message names': [{ constructPath: 'shop/web-sends' }, [], ['accepted one-sided-connection']],
    'of a construct above it': [{ constructPath: 'shop' }, [], ['accepted one-sided-connection']],
    'of another construct': [{ constructPath: 'shop/deny' }, ['error one-sided-connection'], ['warning unused-acceptance']],
    'of a construct whose path only begins alike': [{ constructPath: 'sho' }, ['error one-sided-connection'], ['warning unused-acceptance']],
    'of another check': [{ check: 'dns-blocked' }, ['error one-sided-connection'], ['warning unused-acceptance']],
  };

  test.each(Object.entries(scopes))('%s', (_, [more, errors, warnings]) => {
    const app = newApp();
    breakConnection(shop(app));
    NetworkPolicyValidation.of(app, { accepted: accepted(more) });
    const result = synthesize(app);
    expect([checksIn(result.error), checksIn(result.warnings)]).toEqual([errors, warnings]);
  });
});

describe('an object that accepts what is found about it', () => {
  const KEY = 'netpol.cdk8s-netpol.dev/accept.one-sided-connection';

  test.each<[string, string, string[], string[]]>([
    ['with a reason', 'orders is not deployed yet', [], ['accepted one-sided-connection']],
    ['without a reason', '', ['error one-sided-connection'], ['warning input']],
  ])('%s', (_, reason, errors, others) => {
    const app = newApp();
    const chart = shop(app);
    breakConnection(chart);
    (chart.node.findChild('web-sends') as AllowPods).apiObject.metadata.addAnnotation(KEY, reason);
    NetworkPolicyValidation.of(app);
    const result = synthesize(app);
    expect([checksIn(result.error), checksIn(result.warnings)]).toEqual([errors, others]);
  });
});

test('a quiet validation says nothing but what stops the synth', () => {
  const said = (options: NetworkPolicyValidationOptions) => {
    const app = newApp();
    breakConnection(shop(app));
    NetworkPolicyValidation.of(app, options);
    const { error, warnings } = synthesize(app);
    return [checksIn(error), checksIn(warnings)];
  };
  const checks = { 'one-sided-connection': CheckLevel.WARNING, 'enforcement-assumed': CheckLevel.OFF };
  const accepted = [{ check: 'one-sided-connection', reason: 'orders is not deployed yet' }];
  expect(said({ checks })).toEqual([[], ['warning one-sided-connection']]);
  expect(said({ checks, quiet: true })).toEqual([[], []]);
  expect(said({ accepted, quiet: true })).toEqual([[], []]);
  expect(said({ quiet: true })).toEqual([['error one-sided-connection'], []]);
  expect(said({ checks, quiet: true, failOn: CheckLevel.WARNING })).toEqual([['warning one-sided-connection'], []]);
});

test('a second validation of an app is refused', () => {
  const app = newApp();
  NetworkPolicyValidation.of(app);
  expect(refusalOf(() => NetworkPolicyValidation.of(app))).toBe(
    '`NetworkPolicyValidation.of`: this app is validated already\n'
    + 'help: call it once, where the app is made; for another cluster name another `target`, or other `charts`');
});

test('a fact that is no CIDR is refused where it is given, and not at the synth', () => {
  expect(refusalOf(() => NetworkPolicyValidation.of(newApp(), { facts: { podCidrs: ['10.0.0'] } })))
    .toContain('podCidrs holds `10.0.0`, which is no CIDR');
});

describe('facts that nothing reads are refused', () => {
  const CALICO = ExistingCluster.of('staging', { networkDriver: NetworkDriver.CALICO });
  const CILIUM = ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM });
  const facts: [string, ClusterFacts][] = [
    ['policyEnforcementMode', { policyEnforcementMode: PolicyEnforcementMode.ALWAYS }],
    ['sctpEnabled', { sctpEnabled: false }],
    ['policyCidrMatchModes', { policyCidrMatchModes: [PolicyCidrMatchMode.NODES] }],
  ];

  test.each(facts)('%s, where nobody says that the cluster runs Cilium', (fact, known) => {
    const app = newApp();
    expect(refusalOf(() => NetworkPolicyValidation.of(app, { facts: known }))).toBe(
      `\`ClusterFacts\`: \`${fact}\` is a setting of Cilium, and no target says that the cluster runs it\n`
      + "help: name the cluster: `target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM })`; or leave the fact out");
    NetworkPolicyValidation.of(app, { facts: known, target: CILIUM });
  });

  test.each(facts)('%s, where the cluster runs another driver', (fact, known) => {
    expect(refusalOf(() => NetworkPolicyValidation.of(newApp(), { facts: known, target: CALICO }))).toBe(
      `\`ClusterFacts\`: \`${fact}\` is a setting of Cilium, but cluster \`staging\` runs calico\n`
      + "help: if it is wrong, correct the target: `target: ExistingCluster.of('staging', { networkDriver: NetworkDriver.CILIUM })`; or leave the fact out");
  });

  test.each(facts)('%s, by questions too', (fact, known) => {
    const reachability = Reachability.ofApp(newApp(), { facts: known, target: CALICO });
    expect(refusalOf(() => reachability.matrix())).toContain(`\`${fact}\` is a setting of Cilium`);
    expect(refusalOf(() => reachability.check({ source: web, destination: web }))).toContain(`\`${fact}\` is a setting of Cilium`);
  });

  test('and a value that is none', () => {
    expect(refusalOf(() => NetworkPolicyValidation.of(newApp(), { target: CILIUM, facts: { policyEnforcementMode: 'Never' as any } })))
      .toContain("`policyEnforcementMode` is 'Never', not one of 'default', 'always', 'never'");
  });
});

describe('manifests of others', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'netpol-include-')); });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function include(chart: Chart, id: string, spec: object): void {
    const url = path.join(folder, `${id}.yaml`);
    writeFileSync(url, JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: id }, spec }));
    new Include(chart, id, { url });
  }

  test('included YAML with a fault stops the synth, and the message leads to the Include', () => {
    const app = newApp();
    include(shop(app), 'theirs', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.300/8' } }] }] });
    NetworkPolicyValidation.of(app);
    const { error, written } = synthesize(app);
    expect(error).toContain('error[input]: `spec.ingress[0].from[0].ipBlock.cidr` is "10.0.0.300/8"');
    expect(error).toMatch(/\n {2}--> shop\/theirs\/\S+\n/);
    expect(written).toEqual([]);
  });

  test('included policies count', () => {
    const app = newApp();
    const chart = shop(app);
    breakConnection(chart);
    include(chart, 'open', { podSelector: {}, ingress: [{}] });
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).error).toBeUndefined();
  });

  test('policies of cdk8s-plus count', () => {
    const app = newApp();
    const chart = shop(app);
    new kplus.NetworkPolicy(chart, 'deny', {
      selector: kplus.Pods.select(chart, 'all', { labels: { app: 'orders' } }), ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    new AllowPods(chart, 'web-sends', { subject: web, peers: [orders], direction: Direction.EGRESS });
    NetworkPolicyValidation.of(app);
    expect(checksIn(synthesize(app).error)).toContain('error one-sided-connection');
  });
});
