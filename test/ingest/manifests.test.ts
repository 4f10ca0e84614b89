import { KUBERNETES } from '../../src/dialects/kubernetes';
import { ingest } from '../../src/ingest/ingest';
import { formatWorkload } from '../../src/model/workload';
import { controller, deployment, namespace, pod, policy, read } from '../fixture';

function names(input: readonly unknown[]) {
  const { snapshot, problems } = read(input as object[]);
  return {
    workloads: snapshot.workloads.map(workload => `${workload.kind} ${formatWorkload(workload)}`),
    policies: snapshot.policies.map(({ namespace: space, name }) => `${space}/${name}`),
    problems: problems.map(({ severity, at, field }) => `${severity} ${at.object}: ${field}`),
  };
}

function withoutType(object: object): object {
  return { ...object, kind: undefined, apiVersion: undefined };
}

describe('lists', () => {
  test.each([
    ['a List', { apiVersion: 'v1', kind: 'List', items: [pod('shop/a'), policy('shop/p', {})] }],
    ['a List in a List', { kind: 'List', items: [{ kind: 'List', items: [pod('shop/a')] }, policy('shop/p', {})] }],
    ['a List with empty items', { kind: 'List', items: [null, pod('shop/a'), undefined, policy('shop/p', {})] }],
  ])('%s is its items', (_, list) => {
    expect(names([list])).toEqual({ workloads: ['Pod shop/a'], policies: ['shop/p'], problems: [] });
  });

  test('items of a typed list need not repeat their type', () => {
    expect(names([
      { apiVersion: 'v1', kind: 'PodList', items: [withoutType(pod('shop/a'))] },
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', items: [withoutType(policy('shop/p', {}))] },
    ])).toEqual({ workloads: ['Pod shop/a'], policies: ['shop/p'], problems: [] });
  });

  test.each([
    ['empty', { kind: 'List', items: [] }], ['null', { kind: 'List', items: null }], ['absent', { kind: 'List' }],
  ])('a List with %s items is nothing', (_, list) => {
    expect(names([list])).toEqual({ workloads: [], policies: [], problems: [] });
  });

  test('a list that holds itself is an error', () => {
    const items: unknown[] = [pod('shop/a')];
    items.push({ kind: 'List', items });
    expect(names([{ kind: 'List', items }])).toEqual({ workloads: [], policies: [], problems: ['error List: items[1].items'] });
  });

  test('a very long list is read', () => {
    const items = Array.from({ length: 200_000 }, () => null);
    expect(names([{ kind: 'List', items: [...items, pod('shop/a')] }]).workloads).toEqual(['Pod shop/a']);
  });
});

describe('documents that are no objects', () => {
  test('empty documents are nothing', () => {
    expect(names([null, undefined]).problems).toEqual([]);
  });

  test.each([['text', 'text'], ['a number', 7], ['a list', [pod('shop/a')]]])('%s is an error', (_, content) => {
    expect(names([content]).problems).toEqual(['error a document: undefined']);
  });

  test.each([['no kind', {}], ['a kind that is no text', { kind: 7 }], ['an empty kind', { kind: '' }]])(
    'an object with %s is an error', (_, content) => {
      expect(names([content]).problems).toEqual(['error a document: kind']);
    });

  test('where it came from is kept', () => {
    const origin = { file: 'a.yaml#2', constructPath: 'app/shop' };
    const { snapshot, problems } = ingest(
      [{ content: 7, origin }, { content: { kind: 'List', items: [pod('shop/a')] }, origin }], { dialect: KUBERNETES });
    expect(problems[0].at).toEqual({ object: 'a document', ...origin });
    expect(snapshot.workloads[0].origin).toEqual({ object: 'Pod shop/a', ...origin });
  });
});

describe('headers', () => {
  test('an object without a namespace is in "default"', () => {
    expect(names([pod('a'), policy('p', {})])).toMatchObject({ workloads: ['Pod default/a'], policies: ['default/p'] });
  });

  test('an empty namespace is "default"', () => {
    expect(names([{ ...pod('a'), metadata: { name: 'a', namespace: '' } }]).workloads).toEqual(['Pod default/a']);
  });

  test('a cluster-scoped object loses a stray namespace', () => {
    const { snapshot } = read([{ ...namespace('shop'), metadata: { name: 'shop', namespace: 'lab' } }]);
    expect([...snapshot.namespaces.values()].map(({ name, origin }) => [name, origin.object]))
      .toEqual([['shop', 'Namespace shop']]);
  });

  test('generateName stands in for the name, and two such objects are two', () => {
    const job = { ...controller('batch/v1', 'Job', 'x'), metadata: { generateName: 'run-' } };
    expect(names([job, { ...job }])).toMatchObject({
      workloads: ['Job default/run-', 'Job default/run-'], problems: [],
    });
  });

  test('an object without any name is an error', () => {
    expect(names([{ ...pod('a'), metadata: {} }])).toMatchObject({
      workloads: [], problems: ['error Pod: metadata.name'],
    });
  });

  test('a workload whose name is a number is kept', () => {
    expect(names([{ ...pod('a'), metadata: { name: 7, namespace: 'shop' } }])).toMatchObject({
      workloads: ['Pod shop/7'], problems: ['warning Pod shop/7: metadata.name'],
    });
  });

  test('a policy whose name is a number is refused', () => {
    expect(names([{ ...policy('p', {}), metadata: { name: 7 } }])).toMatchObject({
      policies: [], problems: ['error NetworkPolicy default/7: metadata.name'],
    });
  });

  test('a workload without an apiVersion is kept', () => {
    expect(names([{ ...pod('shop/a'), apiVersion: undefined }])).toMatchObject({
      workloads: ['Pod shop/a'], problems: ['warning Pod shop/a: apiVersion'],
    });
  });

  test('a policy without an apiVersion is refused', () => {
    expect(names([{ ...policy('shop/p', {}), apiVersion: undefined }])).toMatchObject({
      policies: [], problems: ['error NetworkPolicy shop/p: apiVersion'],
    });
  });
});

describe('the same name twice', () => {
  test('the later workload replaces the earlier', () => {
    const { snapshot, problems } = read([deployment('shop/a', { v: '1' }), deployment('shop/a', { v: '2' })]);
    expect(snapshot.workloads.map(({ labels }) => labels.known.get('v'))).toEqual(['2']);
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', field: 'metadata.name' })]);
  });

  test('the later policy replaces the earlier', () => {
    const { snapshot } = read([policy('shop/p', { ingress: [{}] }), policy('shop/p', { ingress: [] })]);
    expect(snapshot.policies.map(({ ingress }) => ingress?.rules)).toEqual([[]]);
  });

  test('a policy that is refused leaves the earlier one in place', () => {
    const { snapshot } = read([policy('shop/p', { ingress: [{}] }), policy('shop/p', { policyTypes: ['Both'] })]);
    expect(snapshot.policies.map(({ ingress }) => ingress?.rules.length)).toEqual([1]);
  });

  test('a name in another namespace or of another kind is another object', () => {
    expect(names([deployment('shop/a'), deployment('lab/a'), pod('shop/a')])).toMatchObject({
      workloads: ['Deployment shop/a', 'Deployment lab/a', 'Pod shop/a'], problems: [],
    });
  });

  const inGroups = (kind: string, apiVersions: readonly (string | undefined)[]) => {
    const { snapshot, problems } = read(apiVersions.map((apiVersion, index) =>
      ({ ...controller('', kind, 'shop/a', { v: `${index + 1}` }), apiVersion })));
    return {
      stay: snapshot.workloads.map(({ labels }) => labels.known.get('v')),
      replaced: problems.filter(({ field }) => field === 'metadata.name').length,
    };
  };

  test.each<[string, string, (string | undefined)[]]>([
    ['Kubernetes\' own and another', 'Deployment', ['apps/v1', 'example.org/v1']],
    ['another and Kubernetes\' own', 'StatefulSet', ['apps.kruise.io/v1beta1', 'apps/v1']],
    ['two others', 'Rollout', ['argoproj.io/v1alpha1', 'rollouts.kruise.io/v1beta1']],
    ['one without an apiVersion, which is Kubernetes\' own, and another', 'Deployment', [undefined, 'example.org/v1']],
    ['another that is called extensions too', 'Job', ['batch/v1', 'extensions/v1beta1']],
  ])('in two API groups, both stay: %s', (_, kind, apiVersions) => {
    expect(inGroups(kind, apiVersions)).toEqual({ stay: ['1', '2'], replaced: 0 });
  });

  test.each<[string, string, (string | undefined)[]]>([
    ['in two versions', 'Deployment', ['apps/v1', 'apps/v1beta1']],
    ['in two versions of another group', 'Rollout', ['argoproj.io/v1alpha1', 'argoproj.io/v1']],
    ['where it was before', 'Deployment', ['extensions/v1beta1', 'apps/v1']],
    ['where it was before, later', 'ReplicaSet', ['apps/v1', 'extensions/v1beta1']],
    ['once without an apiVersion', 'DaemonSet', ['apps/v1', undefined]],
    ['once without an apiVersion, before', 'Job', [undefined, 'batch/v1']],
    ['once where it was before and once without an apiVersion', 'Deployment', ['extensions/v1beta1', undefined]],
    ['without an apiVersion, of a kind of which the group is not known', 'Rollout', ['argoproj.io/v1alpha1', undefined]],
    ['without one before, of such a kind', 'Rollout', [undefined, 'argoproj.io/v1alpha1']],
  ])('in one API group, the later replaces the earlier: %s', (_, kind, apiVersions) => {
    expect(inGroups(kind, apiVersions)).toEqual({ stay: ['2'], replaced: 1 });
  });

  test('an object without an apiVersion that has been replaced leaves its place to the group of the later one', () => {
    expect(inGroups('Rollout', [undefined, 'argoproj.io/v1alpha1', 'example.org/v1', 'argoproj.io/v1']))
      .toEqual({ stay: ['4', '3'], replaced: 2 });
  });
});

describe('kinds', () => {
  test('an unknown kind is ignored in silence', () => {
    expect(names([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } },
      { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 's' } },
    ])).toEqual({ workloads: [], policies: [], problems: [] });
  });

  test.each([
    ['argoproj.io/v1alpha1', 'Rollout'],
    ['apps.openshift.io/v1', 'DeploymentConfig'],
    ['serving.knative.dev/v1', 'Service'],
    ['example.org/v1', 'Anything'],
  ])('the pods of a custom controller are not lost: %s %s', (apiVersion, kind) => {
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'main' }] } };
    expect(names([{ apiVersion, kind, metadata: { name: 'web' }, spec: { template } }]))
      .toEqual({ workloads: [`${kind} default/web`], policies: [], problems: [] });
  });

  test.each([
    ['cilium.io/v2', 'CiliumNetworkPolicy'],
    ['cilium.io/v2', 'CiliumClusterwideNetworkPolicy'],
    ['policy.networking.k8s.io/v1gamma1', 'AdminNetworkPolicy'],
    ['policy.networking.k8s.io/v1gamma1', 'BaselineAdminNetworkPolicy'],
    ['policy.networking.k8s.io/v1gamma1', 'ClusterNetworkPolicy'],
    ['crd.projectcalico.org/v1', 'NetworkPolicy'],
    ['projectcalico.org/v3', 'NetworkPolicy'],
    ['projectcalico.org/v3', 'GlobalNetworkPolicy'],
  ])('a %s %s is not simulated, which is said', (apiVersion, kind) => {
    const { snapshot, problems } = read([{ apiVersion, kind, metadata: { name: 'p' }, spec: {} }]);
    expect(snapshot.policies).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({
      severity: 'warning', message: expect.stringContaining('not simulated'),
    })]);
  });

  test.each(['extensions/v1beta1', 'networking.k8s.io/v1beta1'])(
    'a NetworkPolicy of %s is ignored, which is said', apiVersion => {
      const { snapshot, problems } = read([{ ...policy('shop/p', {}), apiVersion }]);
      expect(snapshot.policies).toEqual([]);
      expect(problems).toEqual([expect.objectContaining({ severity: 'warning', field: 'apiVersion' })]);
    });
});
