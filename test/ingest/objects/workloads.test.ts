import { Workload } from '../../../src/model/workload';
import { addresses, controller, node, ownerReference, pod, PodOptions, read } from '../../fixture';

function readOne(object: object): { workload?: Workload; problems: string[] } {
  const { snapshot, problems } = read([object]);
  return {
    workload: snapshot.workloads[0],
    problems: problems.map(({ severity, field }) => `${severity} ${field}`),
  };
}

function podWith(spec: object): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'a' }, spec };
}

function portsOf(spec: object) {
  return readOne(podWith(spec)).workload?.ports;
}

describe('kinds with a pod template', () => {
  const template = { metadata: { labels: { app: 'web' } }, spec: { hostNetwork: true } };

  test.each([
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind): [string, string, object] =>
      ['apps/v1', kind, { selector: { matchLabels: { app: 'web' } }, template }]),
    ['v1', 'ReplicationController', { template }],
    ['batch/v1', 'Job', { template }],
    ['batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }],
  ])('a %s %s has the labels of its template, never its own', (apiVersion, kind, spec) => {
    const metadata = { namespace: 'shop', name: 'web', labels: { app: 'controller' } };
    const { workload, problems } = readOne({ apiVersion, kind, metadata, spec });
    expect(problems).toEqual([]);
    expect(workload).toMatchObject({ kind, namespace: 'shop', name: 'web', hostNetwork: true, isSinglePod: false });
    expect(workload!.labels.known.get('app')).toBe('web');
  });

  test.each([
    ['Deployment', { replicas: 1 }, 'spec.template'],
    ['Deployment', { template: 'web' }, 'spec.template'],
    ['CronJob', { template }, 'spec.jobTemplate.spec.template'],
  ])('a %s without its template is an error', (kind, spec, field) => {
    const apiVersion = kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
    const { snapshot, problems } = read([{ apiVersion, kind, metadata: { name: 'web' }, spec }]);
    expect(snapshot.workloads).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', field }));
  });

  test('a Deployment scaled to 0 still counts, as it may be scaled up', () => {
    expect(readOne(controller('apps/v1', 'Deployment', 'web', {}, {}, { replicas: 0 })).workload).toBeDefined();
  });
});

describe('ports', () => {
  test('of all containers and of restartable init containers', () => {
    expect(portsOf({
      containers: [{ ports: [{ containerPort: 1 }] }, { ports: [{ containerPort: 2, name: 'two', protocol: 'UDP' }] }],
      initContainers: [{ ports: [{ containerPort: 3 }], restartPolicy: 'Always' }, { ports: [{ containerPort: 4 }] }],
      ephemeralContainers: [{ ports: [{ containerPort: 5 }] }],
    })).toEqual([
      { protocol: 'TCP', port: 1 }, { name: 'two', protocol: 'UDP', port: 2 },
      { protocol: 'TCP', port: 3, ofSidecar: true },
    ]);
  });

  test.each([
    ['0', { containerPort: 0 }], ['text', { containerPort: 'http' }], ['absent', {}], ['null', null],
  ])('an entry whose number is %s is left out, the workload is not', (_, entry) => {
    const { workload, problems } = readOne(podWith({ containers: [{ ports: [entry, { containerPort: 80 }] }] }));
    expect(workload?.ports).toEqual([{ protocol: 'TCP', port: 80 }]);
    expect(new Set(problems)).toEqual(new Set(['warning spec.containers[0].ports[0].containerPort']));
  });
});

describe('a part of a workload, as a patch is, is an error and no workload', () => {
  const selector = { matchLabels: { app: 'web' } };
  const template = { metadata: { labels: { app: 'web' } }, spec: {} };
  const rows: Record<string, [apiVersion: string, kind: string, spec: object, problem: string | undefined]> = {
    'without a selector': ['apps/v1', 'Deployment', { template }, '`spec.selector` is absent, so that this is a patch for a workload and none itself'],
    'a StatefulSet too': ['apps/v1', 'StatefulSet', { template }, '`spec.selector` is absent, so that this is a patch for a workload and none itself'],
    'with a selector that its own pods do not meet': ['apps/v1', 'DaemonSet', { selector, template: { spec: {} } },
      '`spec.selector` does not select the labels of `spec.template`, so that this is a patch for a workload and none itself'],
    'whole, it is none': ['apps/v1', 'Deployment', { selector, template }, undefined],
    'a Job has no selector of its own': ['batch/v1', 'Job', { template }, undefined],
    'nor needs one what an old API fills in': ['extensions/v1beta1', 'Deployment', { template }, undefined],
    'nor what nobody knows': ['argoproj.io/v1alpha1', 'Rollout', { template: { ...template, spec: { containers: [] } } }, undefined],
  };

  test.each(Object.entries(rows))('%s', (_, [apiVersion, kind, spec, problem]) => {
    const { snapshot, problems } = read([{ apiVersion, kind, metadata: { namespace: 'shop', name: 'web' }, spec }]);
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(problem === undefined ? [] : [`error: ${problem}`]);
    expect(snapshot.workloads).toHaveLength(problem === undefined ? 1 : 0);
  });
});

describe('small faults lose no endpoint', () => {
  test.each<[string, object, string]>([
    ['containers that are a map', podWith({ containers: {} }), 'spec.containers'],
    ['hostNetwork that is text', podWith({ hostNetwork: 'true' }), 'spec.hostNetwork'],
    ['a spec that is text', podWith('x' as never), 'spec'],
    ['a label that is a number', { ...podWith({}), metadata: { name: 'a', labels: { v: 1 } } }, 'metadata.labels[v]'],
    ['a label key that is faulty', { ...podWith({}), metadata: { name: 'a', labels: { '-': 'a' } } }, 'metadata.labels[-]'],
    ['an address that is none', { ...podWith({}), status: { podIP: 'soon' } }, 'status.podIP'],
  ])('%s', (_, object, field) => {
    const { workload, problems } = readOne(object);
    expect(workload).toBeDefined();
    expect(problems).toEqual([`warning ${field}`]);
  });

  test('a label that is a number counts as the text that was meant', () => {
    const { workload } = readOne({ ...podWith({}), metadata: { name: 'a', labels: { v: 1 } } });
    expect(workload?.labels.known.get('v')).toBe('1');
  });
});

test('labels that are called like parts of every object are plain labels', () => {
  const labels = JSON.parse('{ "constructor": "a", "__proto__": "b", "hasOwnProperty": "c" }');
  expect([...readOne({ ...podWith({}), metadata: { name: 'a', labels } }).workload!.labels.known])
    .toEqual([['constructor', 'a'], ['__proto__', 'b'], ['hasOwnProperty', 'c']]);
});

test.each([
  ['"default"', {}, 'default'],
  ['the one it names', { serviceAccountName: 'web' }, 'web'],
  ['the one it names in the old field', { serviceAccount: 'web' }, 'web'],
])('the service account of a pod is %s', (_, spec, serviceAccount) => {
  expect(readOne(podWith(spec)).workload?.labels).toMatchObject({ namespace: 'shop', serviceAccount });
});

describe('live pods', () => {
  const live = (options: PodOptions, status: object = {}) => ({ ...pod('shop/a', {}, options), status });

  test('have addresses of both families and a node', () => {
    const status = { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] };
    expect(readOne(live({ node: 'one' }, status)).workload).toMatchObject({
      addresses: addresses('10.0.0.1/32', 'fd00::1/128'), nodes: ['one'], isSinglePod: true,
    });
  });

  test('have the address of podIP when there are no podIPs', () => {
    expect(readOne(live({}, { podIP: '10.0.0.1' })).workload?.addresses).toEqual(addresses('10.0.0.1/32'));
  });

  test.each([['no status', {}], ['empty addresses', { podIP: '', podIPs: [] }]])('with %s have none yet', (_, status) => {
    const { workload } = readOne(live({}, status));
    expect([workload?.addresses, workload?.nodes]).toEqual([undefined, undefined]);
  });

  test.each(['Succeeded', 'Failed'])('in phase %s have no network and are left out', phase => {
    expect(readOne(live({}, { phase, podIP: '10.0.0.1' })).workload).toBeUndefined();
  });

  test('of a kubelet, owned by its node, are bare pods', () => {
    const object = {
      ...pod('kube-system/etcd'),
      metadata: {
        namespace: 'kube-system', name: 'etcd', ownerReferences: [ownerReference('Node one')],
      },
    };
    expect(read([object, node('one', '192.168.0.1')]).snapshot.workloads.map(({ name }) => name)).toEqual(['etcd']);
  });
});

describe('labels that controllers add', () => {
  function generated(object: object): Record<string, readonly string[] | undefined> {
    const { uncertain } = readOne(object).workload!.labels;
    return Object.fromEntries([...uncertain].map(([key, { values }]) => [key, values]));
  }

  test('a Deployment adds the hash of its template, whatever the template says', () => {
    const object = controller('apps/v1', 'Deployment', 'web', { 'app': 'web', 'pod-template-hash': 'mine' });
    expect(generated(object)).toEqual({ 'pod-template-hash': undefined });
    expect(Object.fromEntries(readOne(object).workload!.labels.known)).toEqual({ app: 'web' });
  });

  test('a DaemonSet adds its revision', () => {
    expect(generated(controller('apps/v1', 'DaemonSet', 'agent')))
      .toEqual({ 'controller-revision-hash': undefined, 'pod-template-generation': undefined });
  });

  test.each([
    ['none known when something else scales it', {}, undefined],
    ['as many as it has replicas', { replicas: 3 }, ['0', '1', '2']],
    ['from the first ordinal', { replicas: 2, ordinals: { start: 5 } }, ['5', '6']],
    ['none known when scaled to 0', { replicas: 0 }, undefined],
    ['none known when replicas is no number', { replicas: 'many' }, undefined],
    ['none known when there are too many to list', { replicas: 1e9 }, undefined],
  ])('a StatefulSet numbers its pods: %s', (_, spec, ordinals) => {
    expect(generated(controller('apps/v1', 'StatefulSet', 'db', {}, {}, spec))).toEqual({
      'statefulset.kubernetes.io/pod-name': ordinals?.map(ordinal => `db-${ordinal}`),
      'apps.kubernetes.io/pod-index': ordinals,
      'controller-revision-hash': undefined,
    });
  });

  test('a Job adds its name, which is known, and its id', () => {
    const object = controller('batch/v1', 'Job', 'run', { app: 'run' });
    expect(Object.fromEntries(readOne(object).workload!.labels.known))
      .toEqual({ 'app': 'run', 'job-name': 'run', 'batch.kubernetes.io/job-name': 'run' });
    expect(generated(object)).toEqual({ 'controller-uid': undefined, 'batch.kubernetes.io/controller-uid': undefined });
  });

  test('the id in the template of a live Job is known', () => {
    const object = controller('batch/v1', 'Job', 'run', { 'controller-uid': 'a', 'batch.kubernetes.io/controller-uid': 'a' });
    expect(generated(object)).toEqual({});
  });

  test('a Job with a selector of the user adds none of them', () => {
    const object = controller('batch/v1', 'Job', 'run', { app: 'run' }, {}, { manualSelector: true });
    expect([generated(object), readOne(object).workload!.labels.known.size]).toEqual([{}, 1]);
  });

  test('an indexed Job numbers its pods', () => {
    const object = controller('batch/v1', 'Job', 'run', {}, {}, { completionMode: 'Indexed', completions: 2 });
    expect(generated(object)).toMatchObject({ 'batch.kubernetes.io/job-completion-index': ['0', '1'] });
  });

  test('the jobs of a CronJob have names that are not known', () => {
    const template = { spec: {} };
    expect(generated(controller('batch/v1', 'CronJob', 'nightly', {}, {}, { jobTemplate: { spec: { template } } })))
      .toEqual({
        'job-name': undefined,
        'batch.kubernetes.io/job-name': undefined,
        'controller-uid': undefined,
        'batch.kubernetes.io/controller-uid': undefined,
      });
  });

  test.each([['apps/v1', 'ReplicaSet'], ['v1', 'ReplicationController']])('a %s %s adds none', (apiVersion, kind) => {
    expect(generated(controller(apiVersion, kind, 'web'))).toEqual({});
  });

  test('of a pod everything is known', () => {
    expect(generated(pod('shop/a', { 'pod-template-hash': '1' }))).toEqual({});
  });
});
