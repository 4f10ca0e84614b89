import { cluster } from '../../fixture';

/** The labels of the pods that are read from an object of some operator. */
function labelsFrom(spec: object, apiVersion: string = 'x.example/v1', kind: string = 'Thing'): object[] {
  const { unseenPods = [], workloads } = cluster([{ apiVersion, kind, metadata: { name: 'ledger', namespace: 'lab' }, spec }]);
  expect(workloads).toEqual([]);
  return unseenPods.map(({ labels }) => Object.fromEntries(labels));
}

const LABELS = { app: 'ledger' };

test.each<[string, object, object[]]>([
  ['CloudNativePG', { instances: 3, inheritedMetadata: { labels: LABELS } }, [LABELS]],
  ['Prometheus', { podMetadata: { labels: LABELS } }, [LABELS]],
  ['a template without containers', { template: { metadata: { labels: LABELS } } }, [LABELS]],
  ['a pod template of several sets', {
    nodeSets: [
      { podTemplate: { metadata: { labels: LABELS } } }, { podTemplate: { metadata: { labels: { app: 'other' } } } },
    ],
  }, [LABELS, { app: 'other' }]],
  ['Strimzi', { kafka: { template: { pod: { metadata: { labels: LABELS } } } } }, [LABELS]],
  ['the values of a chart', { values: { web: { podLabels: LABELS } } }, [LABELS]],
  ['a template that has pods in it', { replicatedJobs: [{ template: { spec: { template: { metadata: { labels: LABELS } } } } }] }, [LABELS]],
  ['none', { template: { metadata: {} }, podLabels: {}, podMetadata: 3, pod: null, inheritedMetadata: { labels: { app: 3 } } }, []],
  ['labels of the volumes', { volumeClaimTemplate: { metadata: { labels: LABELS } } }, []],
  ['too deep to be that of pods', { a: { b: { c: { d: { podLabels: LABELS } } } } }, []],
])('labels of pods that operators make are read: %s', (_, spec, expected) => {
  expect(labelsFrom(spec)).toEqual(expected);
});

test('objects of Kubernetes itself have no unseen pods', () => {
  expect(labelsFrom({ template: { metadata: { labels: LABELS } } }, 'v1', 'ConfigMap')).toEqual([]);
});

test('they keep where they come from', () => {
  const { unseenPods } = cluster([{
    apiVersion: 'x.example/v1', kind: 'Thing', metadata: { name: 'ledger', namespace: 'lab' }, spec: { podLabels: LABELS },
  }]);
  expect(unseenPods).toEqual([{ namespace: 'lab', labels: new Map([['app', 'ledger']]), origin: { object: 'Thing lab/ledger' } }]);
});

test.each<[string, string, string, object, object[]]>([
  ['beside those that the object names', 'postgresql.cnpg.io/v1', 'Cluster', { inheritedMetadata: { labels: LABELS } },
    [{ 'cnpg.io/cluster': 'ledger', 'app': 'ledger' }]],
  ['where it names none', 'triggers.tekton.dev/v1beta1', 'EventListener', {}, [{ eventlistener: 'ledger' }]],
  ['of several sorts of pods', 'monitoring.rhobs/v1alpha1', 'MonitoringStack', {}, [
    { 'prometheus': 'ledger', 'app.kubernetes.io/name': 'prometheus', 'app.kubernetes.io/instance': 'ledger' },
    { 'alertmanager': 'ledger', 'app.kubernetes.io/name': 'alertmanager', 'app.kubernetes.io/instance': 'ledger' },
  ]],
  ['but not of a kind of another group', 'cluster.x-k8s.io/v1beta1', 'Cluster', {}, []],
])('labels that a known operator adds by itself are known: %s', (_, apiVersion, kind, spec, expected) => {
  expect(labelsFrom(spec, apiVersion, kind)).toEqual(expected);
});
