import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart, Cron, Include, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import * as kplus33 from 'cdk8s-plus-33';
import { Construct, IConstruct } from 'constructs';
import { policiesOf, refusalOf } from '../constructs/synthesized';
import { AllowPods, DefaultDenyAll, Direction, Pods } from 'cdk8s-netpol';

const containers = [{ image: 'web' }];
const address = (value: string) => ({ matchLabels: { 'cdk8s.io/metadata.addr': value } });
const folder = mkdtempSync(path.join(tmpdir(), 'netpol-include-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function include(chart: Chart, ...documents: object[]): Include {
  const file = path.join(folder, 'manifests.yaml');
  writeFileSync(file, documents.map(document => JSON.stringify(document)).join('\n---\n'));
  return new Include(chart, 'Included', { url: file });
}

/** A raw manifest of any kind. */
function raw(chart: Chart, apiVersion: string, kind: string, spec: object, metadata: object = {}): ApiObject {
  return new ApiObject(chart, 'Raw', { apiVersion, kind, metadata, spec } as any);
}

const template = { metadata: { labels: { app: 'batch' } } };
const batch = { matchLabels: { app: 'batch' } };
const own = { matchLabels: { own: 'yes' } };

/** What a deny-all policy for the construct selects. */
const selectors: Record<string, [(chart: Chart) => IConstruct, unknown]> = {
  'cdk8s-plus Deployment': [chart => new kplus.Deployment(chart, 'Web', { containers }), address('chart-Web-c8e34b67')],
  'cdk8s-plus StatefulSet': [chart => new kplus.StatefulSet(chart, 'Web', {
    containers, service: new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] }),
  }), address('chart-Web-c8e34b67')],
  'cdk8s-plus DaemonSet': [chart => new kplus.DaemonSet(chart, 'Web', { containers }), address('chart-Web-c8e34b67')],
  'cdk8s-plus Job': [chart => new kplus.Job(chart, 'Web', { containers }), address('chart-Web-c8e34b67')],
  'cdk8s-plus CronJob': [chart => new kplus.CronJob(chart, 'Web', { containers, schedule: Cron.daily() }), address('chart-Web-c8e34b67')],
  'cdk8s-plus Pod': [chart => new kplus.Pod(chart, 'Web', { containers, metadata: { labels: { app: 'web' } } }), {
    matchLabels: { ...address('chart-Web-c8e34b67').matchLabels, app: 'web' },
  }],
  'cdk8s-plus-33 Deployment': [chart => new kplus33.Deployment(chart, 'Web', { containers }), address('chart-Web-c8e34b67')],
  'cdk8s-plus-33 Pods.select': [chart => kplus33.Pods.select(chart, 'Web', { labels: { app: 'web' } }), { matchLabels: { app: 'web' } }],
  'a Deployment with a selector of its own': [chart => {
    const web = new kplus.Deployment(chart, 'Web', { containers, select: false });
    web.select(kplus.LabelSelector.of({ labels: { app: 'web' }, expressions: [kplus.LabelExpression.exists('tier')] }));
    return web;
  }, { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }],
  'a Deployment of cdk8s import': [chart => new kplus.k8s.KubeDeployment(chart, 'Web', {
    spec: { selector: own, template: { spec: { containers: [{ name: 'web', image: 'web' }] } } },
  }), own],
  'a ReplicaSet as an ApiObject': [chart => raw(chart, 'apps/v1', 'ReplicaSet', { selector: own, template }), own],
  'a ReplicationController with a selector': [chart => raw(chart, 'v1', 'ReplicationController', { selector: { own: 'yes' }, template }), own],
  'a ReplicationController without a selector': [chart => raw(chart, 'v1', 'ReplicationController', { template }), batch],
  'a Job whose selector Kubernetes replaces': [chart => raw(chart, 'batch/v1', 'Job', { selector: own, template }), batch],
  'a Job that insists on its selector': [chart => raw(chart, 'batch/v1', 'Job', { selector: own, manualSelector: true, template }), own],
  'a CronJob': [chart => raw(chart, 'batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }), batch],
  'a CronJob that insists on its selector': [
    chart => raw(chart, 'batch/v1', 'CronJob', { jobTemplate: { spec: { template, selector: own, manualSelector: true } } }), own,
  ],
  'a Pod with a label of no value': [chart => raw(chart, 'v1', 'Pod', {}, { labels: { trusted: '' } }), { matchLabels: { trusted: '' } }],
  'a workload among other objects of an Include': [chart => include(chart,
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'other' } } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: own, template: { metadata: { labels: { own: 'yes' } } } } },
  ), own],
  'a construct that holds a workload': [chart => {
    const shop = new Construct(chart, 'Shop');
    new kplus.Deployment(shop, 'Web', { containers: [{ image: 'web', portNumber: 80 }] }).exposeViaService();
    return shop;
  }, address('chart-Shop-Web-c80eaf1c')],
  'a selector that a patch changes': [chart => {
    const web = raw(chart, 'apps/v1', 'Deployment', { selector: { matchLabels: { app: 'old' } } });
    web.addJsonPatch(JsonPatch.replace('/spec/selector/matchLabels/app', 'new'));
    return web;
  }, { matchLabels: { app: 'new' } }],
  'cdk8s-plus Pods.all': [chart => kplus.Pods.all(chart, 'Web'), {}],
  'cdk8s-plus Pods.select with expressions': [
    chart => kplus.Pods.select(chart, 'Web', { expressions: [kplus.LabelExpression.in('tier', ['a', 'b']), kplus.LabelExpression.doesNotExist('x')] }),
    { matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }, { key: 'x', operator: 'DoesNotExist' }] },
  ],
};

test.each(Object.entries(selectors))('%s', (_, [make, selector]) => {
  const chart = new Chart(Testing.app(), 'chart');
  new DefaultDenyAll(chart, 'Deny', { subject: Pods.of(make(chart)), metadata: { name: 'deny' } });
  expect(policiesOf(chart).deny).toStrictEqual({ podSelector: selector, policyTypes: ['Ingress', 'Egress'] });
});

test('a workload may be completed after it was named', () => {
  const chart = new Chart(Testing.app(), 'chart');
  const web = new kplus.Deployment(chart, 'Web');
  new DefaultDenyAll(chart, 'Deny', { subject: Pods.of(web), metadata: { name: 'deny' } });
  web.addContainer({ image: 'web' });
  web.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
  expect(policiesOf(chart).deny.podSelector.matchLabels).toMatchObject({ app: 'web' });
});

test('reading a selector leaves the workload as it was', () => {
  const manifest = (isNamed: boolean) => {
    const chart = new Chart(Testing.app(), 'chart');
    const web = new kplus.Deployment(chart, 'Web', { containers, spread: true });
    if (isNamed) {
      new DefaultDenyAll(chart, 'Deny', { subject: Pods.of(web) });
    }
    return Testing.synth(chart)[0];
  };
  expect(manifest(true)).toStrictEqual(manifest(false));
});

describe('the namespace comes with the workload', () => {
  const app = Testing.app();
  const data = new Chart(app, 'data', { namespace: 'data' });
  const db = new kplus.Deployment(data, 'Db', { containers });
  const dbSelector = address('data-Db-c8452be2');
  const inData = { matchLabels: { 'kubernetes.io/metadata.name': 'data' } };

  /** The peer that a policy in namespace `shop` writes. */
  function peerOf(peer: (chart: Chart) => Pods): unknown {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
    new AllowPods(chart, 'Allow', {
      subject: Pods.all(), peers: [peer(chart)], direction: Direction.INGRESS, metadata: { name: 'allow' },
    });
    return policiesOf(chart).allow.ingress[0].from;
  }

  test('as a peer', () => {
    expect(peerOf(() => Pods.of(db))).toMatchObject([{ namespaceSelector: inData, podSelector: dbSelector }]);
    expect(`${Pods.of(db)}`).toBe('pods of data/Db in namespace data');
  });

  test('as a subject', () => {
    const chart = new Chart(app, 'other', { namespace: 'shop' });
    expect(new DefaultDenyAll(chart, 'Deny', { subject: Pods.of(db) }).namespace).toBe('data');
  });

  test('and cannot be said again', () => {
    expect(refusalOf(() => Pods.of(db).inNamespace('shop'))).toBe(
      '`Pods.inNamespace`: these pods are already in namespace data\n'
      + 'help: say it once; pods here and pods there are two peers of one rule',
    );
  });

  test('unless the workload names none', () => {
    const db29 = new kplus.Deployment(new Chart(Testing.app(), 'unplaced'), 'Db', { containers });
    expect(peerOf(() => Pods.of(db29).inNamespace('data'))).toMatchObject([{ namespaceSelector: inData }]);
  });

  const selected: Record<string, [(chart: Chart) => Pods, unknown]> = {
    'the policy\'s own, from Pods.select': [chart => Pods.of(kplus.Pods.select(chart, 'P', { labels: { app: 'db' } })),
      [{ podSelector: { matchLabels: { app: 'db' } } }]],
    'by name, from Pods.select': [chart => Pods.of(kplus.Pods.all(chart, 'P', {
      namespaces: kplus.Namespaces.select(chart, 'N', { names: ['a', 'b'] }),
    })), [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }] } }]],
    'by label, from Pods.select': [chart => Pods.of(kplus.Pods.select(chart, 'P', {
      labels: { app: 'db' }, namespaces: kplus.Namespaces.select(chart, 'N', { labels: { team: '' } }),
    })), [{ namespaceSelector: { matchLabels: { team: '' } }, podSelector: { matchLabels: { app: 'db' } } }]],
    'by label and name, from Pods.select': [chart => Pods.of(kplus.Pods.all(chart, 'P', {
      namespaces: kplus.Namespaces.select(chart, 'N', { labels: { team: 'a' }, names: ['a'] }),
    })), [{
      namespaceSelector: {
        matchLabels: { team: 'a' }, matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a'] }],
      },
    }]],
    'by one name, from Pods.select': [chart => Pods.of(kplus.Pods.all(chart, 'P', {
      namespaces: kplus.Namespaces.select(chart, 'N', { names: ['data'] }),
    })), [{ namespaceSelector: inData }]],
    'all, from Pods.select': [chart => Pods.of(kplus.Pods.all(chart, 'P', { namespaces: kplus.Namespaces.all(chart, 'N') })),
      [{ namespaceSelector: {} }]],
  };

  test.each(Object.entries(selected))('%s', (_, [peer, from]) => {
    expect(peerOf(peer)).toStrictEqual(from);
  });
});

describe('refused at once', () => {
  const HELP_NONE = 'help: pass a Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job, CronJob or Pod, '
    + 'or name the labels of the pods: `Pods.labeled({ ... })`';
  const HELP_MANY = 'help: pass the one that is meant, or name a label that all of them carry: `Pods.labeled({ ... })`';
  const refusals: Record<string, [(chart: Chart) => IConstruct, string]> = {
    'nothing inside': [chart => new Construct(chart, 'Empty'),
      `\`Pods.of(chart/Empty)\`: \`chart/Empty\` holds no workload, but no API object at all\n${HELP_NONE}`],
    'no workload': [chart => new kplus.ConfigMap(chart, 'Config'),
      `\`Pods.of(chart/Config)\`: \`chart/Config\` holds no workload, but ConfigMap \`chart/Config/Resource\`\n${HELP_NONE}`],
    'a Deployment that is not Kubernetes\' own': [chart => raw(chart, 'example.com/v1', 'Deployment', {}),
      `\`Pods.of(chart/Raw)\`: \`chart/Raw\` holds no workload, but Deployment \`chart/Raw\`\n${HELP_NONE}`],
    'many objects, none a workload': [chart => {
      for (let index = 1; index <= 7; index += 1) {
        new kplus.k8s.KubeSecret(chart, `S${index}`);
      }
      return chart;
    }, '`Pods.of(chart)`: `chart` holds no workload, but '
      + `Secret \`chart/S1\`, Secret \`chart/S2\`, Secret \`chart/S3\`, Secret \`chart/S4\`, Secret \`chart/S5\`, and 2 more\n${HELP_NONE}`],
    'several workloads': [chart => {
      new kplus.Deployment(chart, 'Web', { containers });
      new kplus.Job(chart, 'Migrate', { containers });
      return chart;
    }, `\`Pods.of(chart)\`: \`chart\` holds 2 workloads: Deployment \`chart/Web/Resource\`, Job \`chart/Migrate/Resource\`\n${HELP_MANY}`],
    'Pods.select with no label': [chart => kplus.Pods.select(chart, 'P', { labels: {} }),
      '`Pods.of(chart/P)`: `chart/P` requires no label, so that it would stand for every pod\n'
      + 'help: give it a label to select by, or, if every pod is meant, use `Pods.all()`'],
    'Pods.select with no namespace': [
      chart => kplus.Pods.all(chart, 'P', { namespaces: kplus.Namespaces.select(chart, 'N', { names: [] }) }),
      '`Pods.of(chart/P)`: the list of namespaces of `chart/P` is empty\nhelp: name at least one namespace',
    ],
  };

  test.each(Object.entries(refusals))('%s', (_, [make, message]) => {
    const chart = new Chart(Testing.app(), 'chart');
    expect(refusalOf(() => Pods.of(make(chart)))).toBe(message);
  });
});

describe('refused at synthesis, before anything is written', () => {
  const HELP = 'help: give it labels to be selected by, or, if every pod is meant, use `Pods.all()`';
  const refusals: Record<string, [(chart: Chart) => IConstruct, string]> = {
    'a Deployment that selects nothing': [chart => new kplus.Deployment(chart, 'Web', { containers, select: false }),
      `\`Pods.of(chart/Web)\`: Deployment \`chart/Web/Resource\` has no pod selector (\`spec.selector\`), so that it would stand for every pod\n${HELP}`],
    'a Pod without labels': [chart => raw(chart, 'v1', 'Pod', {}),
      `\`Pods.of(chart/Raw)\`: Pod \`chart/Raw\` has no labels (\`metadata.labels\`), so that it would stand for every pod\n${HELP}`],
    'a Job without labels': [chart => raw(chart, 'batch/v1', 'Job', { template: {} }),
      `\`Pods.of(chart/Raw)\`: Job \`chart/Raw\` has no labels in its pod template, so that it would stand for every pod\n${HELP}`],
    'a workload that a patch moves': [chart => {
      const web = raw(chart, 'apps/v1', 'Deployment', { selector: own });
      web.addJsonPatch(JsonPatch.add('/metadata/namespace', 'data'));
      return web;
    }, '`Pods.of(chart/Raw)`: a patch moves Deployment `chart/Raw` to namespace `data`\n'
      + 'help: give the namespace in its metadata or its chart, where policies can read it'],
  };

  test.each(Object.entries(refusals))('%s', (_, [make, message]) => {
    const chart = new Chart(Testing.app(), 'chart');
    new DefaultDenyAll(chart, 'Deny', { subject: Pods.of(make(chart)) });
    expect(() => Testing.synth(chart)).toThrow(
      new Error(`Validation failed with the following errors:\n  [chart/Deny] ${message}`),
    );
  });

  test('what is wrong with the workload itself is said by cdk8s-plus', () => {
    const chart = new Chart(Testing.app(), 'chart');
    new DefaultDenyAll(chart, 'Deny', { subject: Pods.of(new kplus.Deployment(chart, 'Web')) });
    expect(() => Testing.synth(chart)).toThrow('PodSpec must have at least 1 container');
  });
});
