import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { refusalOf } from './synthesized';
import { checksIn, newApp, removeApps, synthesize } from './validated';
import {
  AllowPods, DefaultDenyIngress, Direction, ExistingCluster, MustReach, NetworkDriver, NetworkPolicyValidation,
  NetworkPolicyValidationOptions, Pods, Port,
} from 'cdk8s-netpol';

// One app holds what is applied to several clusters.

const web = Pods.labeled({ app: 'web' });
const orders = Pods.labeled({ app: 'orders' });

afterAll(removeApps);

/** Objects that are called alike in every such chart. */
function environment(app: Chart | App, id: string): Chart {
  const chart = new Chart(app, id, { namespace: 'shop' });
  ['web', 'orders'].forEach(name => new ApiObject(chart, name, {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name, stage: id } }, spec: { containers: [] },
  }));
  new DefaultDenyIngress(chart, 'deny', { metadata: { name: 'deny' } });
  return chart;
}

function open(chart: Chart): void {
  new AllowPods(chart, 'open', { subject: orders, peers: [web], ports: [Port.tcp(80)], direction: Direction.INGRESS });
}

function mustReach(chart: Chart): void {
  new MustReach(chart, 'web-uses-orders', { source: web, destination: orders, ports: [Port.tcp(80)] });
}

/** An app with two environments, of which one is open. */
function twoEnvironments(): { readonly app: App; readonly staging: Chart; readonly production: Chart } {
  const app = newApp();
  const [staging, production] = ['staging', 'production'].map(id => environment(app, id));
  open(staging);
  [staging, production].forEach(mustReach);
  return { app, staging, production };
}

test('objects of one name in charts for two clusters are two objects', () => {
  const { app, staging, production } = twoEnvironments();
  open(production);
  NetworkPolicyValidation.of(app, { charts: [staging] });
  NetworkPolicyValidation.of(app, { charts: [production] });
  expect(synthesize(app)).toEqual({
    error: undefined,
    warnings: [expect.stringContaining('enforcement-assumed'), expect.stringContaining('enforcement-assumed')],
    written: ['production.k8s.yaml', 'staging.k8s.yaml'],
  });
});

test('of one validation they are one object that is there twice', () => {
  const { app } = twoEnvironments();
  NetworkPolicyValidation.of(app);
  expect(synthesize(app).error).toContain('Pod shop/web is there twice');
});

test('an assertion is proved of the charts of its own cluster, and the message says of which', () => {
  const { app, staging, production } = twoEnvironments();
  NetworkPolicyValidation.of(app, { charts: [staging] });
  NetworkPolicyValidation.of(app, { charts: [production] });
  const { error, written } = synthesize(app);
  expect(checksIn(error)).toEqual(['error must-reach']);
  expect(error).toContain('\n  [NetworkPolicyValidation.of(production)] 1 error in what the network policies do:\n');
  expect(error).toContain('\n  --> production/web-uses-orders ');
  expect(written).toEqual([]);
});

describe('charts of one app for two targets', () => {
  const target = (name: string, networkDriver: NetworkDriver) => ExistingCluster.of(name, { networkDriver });

  test('may be the same, and each cluster has its own answer', () => {
    const app = newApp();
    const chart = environment(app, 'shop');
    mustReach(chart);
    const charts = [chart];
    NetworkPolicyValidation.of(app, { charts, target: target('north', NetworkDriver.CALICO) });
    NetworkPolicyValidation.of(app, { charts, target: target('south', NetworkDriver.FLANNEL) });
    const { error, warnings } = synthesize(app);
    expect([...error!.matchAll(/^ {2}\[(.*)\] (.*):$/gm)].map(([, id, text]) => `${id}: ${text}`)).toEqual([
      'NetworkPolicyValidation.of(shop): 1 error in what the network policies do',
      'NetworkPolicyValidation.of(shop) for south: 1 error in what the network policies do',
    ]);
    expect(checksIn(error)).toEqual(['error must-reach', 'error not-enforced']);
    expect(warnings).toEqual([]);
  });

  test('may be the whole app', () => {
    const app = newApp();
    open(environment(app, 'shop'));
    NetworkPolicyValidation.of(app, { target: target('north', NetworkDriver.CALICO) });
    NetworkPolicyValidation.of(app, { target: target('south', NetworkDriver.CALICO) });
    NetworkPolicyValidation.of(app, { target: target('south', NetworkDriver.CALICO) });
    expect(synthesize(app)).toMatchObject({ error: undefined, warnings: [], written: ['shop.k8s.yaml'] });
    expect(app.node.children.map(({ node }) => node.id)).toEqual([
      'shop', 'NetworkPolicyValidation.of', 'NetworkPolicyValidation.of for south', 'NetworkPolicyValidation.of for south 2',
    ]);
  });
});

test('warnings name the validation that they are of where there are several', () => {
  const { app, staging, production } = twoEnvironments();
  open(production);
  new DefaultDenyIngress(production, 'typo', { subject: Pods.labeled({ app: 'wbe' }) });
  [staging, production].forEach(chart => NetworkPolicyValidation.of(app, { charts: [chart], checks: {} }));
  const { warnings } = synthesize(app);
  expect(warnings.map(text => text.split(': ')[0])).toEqual([
    'NetworkPolicyValidation.of(staging):\nwarning[enforcement-assumed]',
    'NetworkPolicyValidation.of(production):\nwarning[enforcement-assumed]',
    'NetworkPolicyValidation.of(production):\nwarning[selects-nothing]',
  ]);
});

describe('a chart that no validation reads', () => {
  test('is said once, if there is something in it', () => {
    const { app, staging, production } = twoEnvironments();
    open(production);
    const forgotten = new Chart(app, 'monitoring', { namespace: 'monitoring' });
    new ApiObject(forgotten, 'scraper', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'scraper' } });
    new Chart(app, 'empty');
    NetworkPolicyValidation.of(app, { charts: [staging] });
    NetworkPolicyValidation.of(app, { charts: [production] });
    const { warnings } = synthesize(app);
    expect(warnings.filter(text => text.includes('validated by nobody'))).toEqual([
      'NetworkPolicyValidation.of(staging):\n'
      + 'warning[input]: chart `monitoring` is validated by nobody\n'
      + '  --> monitoring\n'
      + 'help: add it to the `charts` of a validation\n',
    ]);
  });

  test('is nothing to speak of where another validation reads the whole app', () => {
    const app = newApp();
    const shop = environment(app, 'shop');
    open(shop);
    environmentOf(app, 'lab');
    NetworkPolicyValidation.of(app, { charts: [shop] });
    NetworkPolicyValidation.of(app);
    expect(synthesize(app).warnings.filter(text => text.includes('validated by nobody'))).toEqual([]);
  });

  test('proves none of its assertions, which is an error', () => {
    const { app, staging } = twoEnvironments();
    NetworkPolicyValidation.of(app, { charts: [staging] });
    expect(synthesize(app).error).toContain(
      '[production/web-uses-orders] the assertion `production/web-uses-orders` is checked by nobody\n'
      + 'help: state it in a chart that is validated, or add its chart to the `charts` of a validation');
  });
});

/** A chart of a namespace of its own, with a pod. */
function environmentOf(app: App, namespace: string): void {
  const chart = new Chart(app, namespace, { namespace });
  new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [] } });
}

test('charts within a chart are read with it', () => {
  const app = newApp();
  const outer = new Chart(app, 'outer');
  mustReach(environment(outer, 'inner'));
  NetworkPolicyValidation.of(app, { charts: [outer] });
  expect(checksIn(synthesize(app).error)).toEqual(['error must-reach']);
});

describe('a chart that several validations read', () => {
  /** What is applied to both clusters, beside what each has alone. */
  function shared(): { readonly app: App; readonly common: Chart; readonly objects: () => ApiObject[] } {
    const app = newApp();
    const common = environment(app, 'common');
    ['north', 'south'].forEach(namespace => {
      environmentOf(app, namespace);
      NetworkPolicyValidation.of(app, { charts: [common, app.node.findChild(namespace) as Chart] });
    });
    return { app, common, objects: () => app.node.findAll().filter(ApiObject.isApiObject) };
  }

  test('is left as it was after every synth', () => {
    const { app, objects } = shared();
    const before = objects().map(object => Object.getOwnPropertyNames(object));
    synthesize(app);
    synthesize(app, () => app.synthYaml());
    expect(objects().map(object => Object.getOwnPropertyNames(object))).toEqual(before);
  });

  test('is judged again by each when something changes in the middle of the synth', () => {
    const { app, common } = shared();
    mustReach(common);
    open(common);
    const [pod] = common.node.children.filter(ApiObject.isApiObject);
    let isChanged = false;
    common.node.addValidation({
      validate: () => {
        if (isChanged) {
          pod.metadata.addLabel('app', 'other');
        }
        isChanged = true;
        return [];
      },
    });
    const { error } = synthesize(app);
    expect(error).toMatch(/^Validation failed with the following errors, after something changed in the middle of the synth:\n {2}\[NetworkPolicyValidation\.of\(common, (north|south)\)\]/);
  });

  test('is written without a word when nothing is wrong', () => {
    const { app } = shared();
    const { error, written } = synthesize(app);
    expect([error, written]).toEqual([undefined, ['common.k8s.yaml', 'north.k8s.yaml', 'south.k8s.yaml']]);
  });
});

test('a file that two charts write is told, though two validations read them', () => {
  const app = newApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  const charts = ['staging', 'production'].map(id => environment(app, id));
  charts.forEach(chart => NetworkPolicyValidation.of(app, { charts: [chart] }));
  const { error } = synthesize(app);
  expect(error).toContain('Pod shop/web and Pod shop/web are written to the same file `Pod.web.k8s.yaml`, so that one of them is lost');
});

test('a policy of a chart that nobody validates still refuses what the API server would refuse', () => {
  const { app, staging } = twoEnvironments();
  const bare = new Chart(app, 'bare');
  new DefaultDenyIngress(bare, 'deny', {
    subject: Pods.of(new ApiObject(bare, 'web', { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} })),
  });
  NetworkPolicyValidation.of(app, { charts: [staging] });
  expect(synthesize(app).error).toContain('[bare/deny] `Pods.of(bare/web)`');
});

const LIST_HELP = 'help: list charts of the app, or leave `charts` out for all of them';

const refusals: Record<string, [(app: App, chart: Chart) => NetworkPolicyValidationOptions, string]> = {
  'no chart': [() => ({ charts: [] }), `\`charts\` is an empty list, so that nothing would be validated\n${LIST_HELP}`],
  'one chart without a list': [(_, chart) => ({ charts: chart as any }), `\`charts\` is the construct \`shop\`, not a list\n${LIST_HELP}`],
  'the app': [app => ({ charts: [app as any] }), `\`charts[0]\` is the app, not a chart\n${LIST_HELP}`],
  'a chart of another app': [() => ({ charts: [new Chart(Testing.app(), 'lab')] }), `\`charts[0]\` is chart \`lab\` of another app\n${LIST_HELP}`],
  'a chart twice': [(_, chart) => ({ charts: [chart, chart] }), '`charts` names chart `shop` twice\nhelp: name it once'],
  'charts that are validated already': [(app, chart) => {
    NetworkPolicyValidation.of(app, { charts: [chart] });
    return { charts: [chart] };
  }, '`NetworkPolicyValidation.of`: these charts are validated already\n'
    + 'help: call it once, where the app is made; for another cluster name another `target`, or other `charts`'],
};

test.each(Object.entries(refusals))('%s is refused', (_, [options, message]) => {
  const app = newApp();
  const chart = environment(app, 'shop');
  const given = options(app, chart);
  expect(refusalOf(() => NetworkPolicyValidation.of(app, given))).toContain(message);
});
