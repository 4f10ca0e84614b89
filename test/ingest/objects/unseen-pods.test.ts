import { cluster } from '../../fixture';

/** The labels of the pods that are read from an object of some operator. */
function labelsFrom(spec: object, apiVersion: string = 'postgresql.cnpg.io/v1', kind: string = 'Cluster'): object[] {
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
    apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'ledger', namespace: 'lab' }, spec: { podLabels: LABELS },
  }]);
  expect(unseenPods).toEqual([{ namespace: 'lab', labels: new Map([['app', 'ledger']]), origin: { object: 'Cluster lab/ledger' } }]);
});
