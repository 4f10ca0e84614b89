import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-29';
import { IConstruct } from 'constructs';
import { policiesOf, policyOf, refusalOf } from '../constructs/synthesized';
import {
  AllowConnection, AllowPods, ClusterNetworkPolicy, ClusterRule, DefaultDenyAll, Direction, Namespaces, Pods,
  PolicyTier, Port, Reachability,
} from 'cdk8s-netpol';

let chart: Chart;

beforeEach(() => {
  chart = new Chart(Testing.app(), 'chart', { namespace: 'shop' });
});

/** A Deployment whose pods have exactly these labels. */
function deployment(id: string, labels: Record<string, string>, more: object = {}, scope: Chart = chart): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: { selector: { matchLabels: labels, ...more }, template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'main' }] } } },
  });
}

function kplusDeployment(id: string): kplus.Deployment {
  return new kplus.Deployment(chart, id, { containers: [{ image: 'main' }] });
}

const among = (key: string, ...values: string[]) => ({ key, operator: 'In', values });

/** What a policy with the pods of these as peers admits. */
const peers: Record<string, [() => IConstruct[], unknown]> = {
  'two that differ in the value of one label are one peer': [
    () => [deployment('Web', { app: 'web', part: 'shop' }), deployment('Api', { app: 'api', part: 'shop' })],
    [{ podSelector: { matchLabels: { part: 'shop' }, matchExpressions: [among('app', 'web', 'api')] } }],
  ],
  'the same pods twice are meant once': [() => [deployment('Web', { app: 'web' }), deployment('Again', { app: 'web' })],
    [{ podSelector: { matchLabels: { app: 'web' } } }]],
  'two that differ in two labels are two peers, since one would admit more': [
    () => [deployment('Web', { app: 'web', tier: 'front' }), deployment('Api', { app: 'api', tier: 'back' })],
    [{ podSelector: { matchLabels: { app: 'web', tier: 'front' } } }, { podSelector: { matchLabels: { app: 'api', tier: 'back' } } }],
  ],
  'two of which one has a label more are two peers': [
    () => [deployment('Web', { app: 'web' }), deployment('Api', { app: 'api', tier: 'back' })],
    [{ podSelector: { matchLabels: { app: 'web' } } }, { podSelector: { matchLabels: { app: 'api', tier: 'back' } } }],
  ],
  'two with other requirements beside the label are two peers': [
    () => [
      deployment('Web', { app: 'web' }), deployment('Api', { app: 'api' }, { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }),
    ],
    [
      { podSelector: { matchLabels: { app: 'web' } } },
      { podSelector: { matchLabels: { app: 'api' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] } },
    ],
  ],
};

test.each(Object.entries(peers))('as peers %s', (_, [make, expected]) => {
  new AllowPods(chart, 'Allow', { subject: Pods.all(), peers: [Pods.of(...make())], direction: Direction.INGRESS, metadata: { name: 'allow' } });
  expect(policiesOf(chart).allow.ingress[0].from).toEqual(expected);
});

test('workloads of cdk8s-plus are one subject and one peer', () => {
  const [web, api] = [kplusDeployment('Web'), kplusDeployment('Api')];
  new AllowConnection(chart, 'Database', {
    source: Pods.of(web, api),
    destination: Pods.labeled({ app: 'db' }),
    ports: [Port.POSTGRES],
    egressMetadata: { name: 'egress' },
    ingressMetadata: { name: 'ingress' },
  });
  const { egress, ingress } = policiesOf(chart);
  const addresses = ingress.ingress[0].from[0].podSelector.matchExpressions[0].values;
  expect(addresses).toEqual(['chart-Web-c8e34b67', expect.stringMatching(/^chart-Api-c8/)]);
  expect(egress.podSelector).toEqual({ matchExpressions: [among('cdk8s.io/metadata.addr', ...addresses)] });
  expect(ingress.ingress[0].from).toEqual([{ podSelector: { matchExpressions: [among('cdk8s.io/metadata.addr', ...addresses)] } }]);
});

test('in a rule of the whole cluster they are as many peers', () => {
  const pods = Pods.of(deployment('Web', { app: 'web', tier: 'front' }), deployment('Api', { app: 'api', tier: 'back' }));
  new ClusterNetworkPolicy(chart, 'Cluster', {
    tier: PolicyTier.ADMIN, priority: 1, subject: Namespaces.all(), ingress: [ClusterRule.deny({ peers: [pods] })],
  });
  const { spec } = Testing.synth(chart).find(({ kind }) => kind === 'ClusterNetworkPolicy');
  expect(spec.ingress[0].from.map(({ pods: { podSelector } }: any) => podSelector)).toEqual([
    { matchLabels: { app: 'web', tier: 'front' } }, { matchLabels: { app: 'api', tier: 'back' } },
  ]);
});

test('a question means the pods of each', () => {
  const pods = Pods.of(deployment('Web', { app: 'web', tier: 'front' }), deployment('Api', { app: 'api', tier: 'back' }));
  const { explanation } = Reachability.ofManifests(Testing.synth(chart))
    .check({ source: pods, destination: pods, port: Port.HTTP });
  expect(explanation.split('\n').filter(line => line.startsWith('ALLOWED')).map(line => line.replace(/-c[0-9a-f]{7}/g, ''))).toEqual([
    'ALLOWED  shop/chart-web -> shop/chart-web TCP 80',
    'ALLOWED  shop/chart-web -> shop/chart-api TCP 80',
    'ALLOWED  shop/chart-api -> shop/chart-web TCP 80',
    'ALLOWED  shop/chart-api -> shop/chart-api TCP 80',
  ]);
});

test('as a list is handed over element by element, each has pods of its own', () => {
  const workloads = [deployment('Web', { app: 'web' }), deployment('Api', { app: 'api' })];
  expect(workloads.map(Pods.of as any).map(String)).toEqual(['pods of chart/Web in namespace shop', 'pods of chart/Api in namespace shop']);
});

const refusals: Record<string, [() => unknown, string]> = {
  'no workload': [() => Pods.of(), '`Pods.of`: no workload is given\nhelp: pass at least one: `Pods.of(web)`'],
  'a list of workloads': [() => Pods.of([deployment('Web', { app: 'web' })] as any),
    '`Pods.of`: it was given a list, not a construct\nhelp: write the workloads one behind the other: `Pods.of(web, api)`'],
  'something beside a workload': [() => Pods.of(deployment('Web', { app: 'web' }), 'shop' as any),
    '`Pods.of`: it was given \'shop\', not a construct\n'
    + 'help: pass the construct that is the workload, or name the labels of the pods: `Pods.labeled({ ... })`'],
  'workloads in different namespaces': [
    () => Pods.of(deployment('Web', { app: 'web' }), deployment('Api', { app: 'api' }, {}, new Chart(Testing.app(), 'other', { namespace: 'bank' }))),
    '`Pods.of`: `pods of chart/Web` are in namespace shop, and `pods of other/Api` in namespace bank\n'
    + 'help: choose the pods of each namespace apart, and name both: as two peers, in two policies or in two assertions',
  ],
  'a workload in no namespace beside one that is in one': [
    () => Pods.of(deployment('Web', { app: 'web' }), deployment('Api', { app: 'api' }, {}, new Chart(Testing.app(), 'other'))),
    '`Pods.of`: `pods of chart/Web` are in namespace shop, and `pods of other/Api` in no namespace that is named\n'
    + 'help: choose the pods of each namespace apart, and name both: as two peers, in two policies or in two assertions',
  ],
  'a subject that no selector can mean': [
    () => {
      const pods = Pods.of(deployment('Web', { app: 'web', tier: 'front' }), deployment('Api', { app: 'api', tier: 'back' }));
      new DefaultDenyAll(chart, 'Deny', { subject: pods });
      policyOf(chart);
    },
    'Validation failed with the following errors:\n  [chart/Deny] `pods of chart/Web, chart/Api in namespace shop`: one policy cannot select them '
    + 'all, because their selectors differ in more than the value of one label\n'
    + 'help: write a policy for the pods of each workload, or give them a label in common and choose by that: `Pods.labeled({ ... })`',
  ],
  'a subject of the whole cluster that no selector can mean': [
    () => {
      const subject = Pods.of(deployment('Web', { app: 'web', tier: 'front' }), deployment('Api', { app: 'api', tier: 'back' }));
      new ClusterNetworkPolicy(chart, 'Cluster', {
        tier: PolicyTier.ADMIN, priority: 1, subject, ingress: [ClusterRule.deny({ peers: [Namespaces.all()] })],
      });
      Testing.synth(chart);
    },
    'Validation failed with the following errors:\n  [chart/Cluster] `chart/Cluster`: `subject` is `pods of chart/Web, chart/Api in namespace shop`, '
    + 'which one policy cannot select\n'
    + 'help: write a policy for each, or choose them by a label that they have in common: `Pods.labeled({ ... })`',
  ],
  'other fields beside choices': [
    () => {
      const peer: any = { toPeerConfig: () => ({ anyOf: [], ipBlocks: [] }), toString: () => 'their peer' };
      new AllowPods(chart, 'Allow', { subject: Pods.all(), peers: [peer] });
      Testing.synth(chart);
    },
    'Validation failed with the following errors:\n  [chart/Allow] `chart/Allow`: `toPeerConfig()` has other fields beside `anyOf`\n'
    + 'help: make each choice an element of `anyOf`',
  ],
  'no choice at all': [
    () => {
      const peer: any = { toPeerConfig: () => ({ anyOf: [] }), toString: () => 'their peer' };
      new AllowPods(chart, 'Allow', { subject: Pods.all(), peers: [peer] });
      Testing.synth(chart);
    },
    'Validation failed with the following errors:\n  [chart/Allow] `chart/Allow`: `their peer` is nobody, which Kubernetes would read as everybody\n'
    + 'help: name the peers',
  ],
};

test.each(Object.entries(refusals))('%s is refused', (_, [run, message]) => {
  expect(refusalOf(run)).toBe(message);
});
