import { KUBERNETES } from '../../src/dialects/kubernetes';
import { ingest } from '../../src/ingest/ingest';
import { Origin } from '../../src/model/origin';
import { deployment, labeled, namespace, node, pod, policy, read } from '../fixture';

// Two objects of one name, which overwrite each other in the cluster. Both doors, the app's and the command's, read them
// by `ingest`, so that both say the same.

/** The object with more in it: `{ metadata: { annotations } }`. */
function withMore(object: object, more: object): object {
  const merged: Record<string, unknown> = { ...object };
  Object.entries(more).forEach(([key, value]) => {
    const own = merged[key];
    merged[key] = isMap(own) && isMap(value) ? withMore(own, value) : value;
  });
  return merged;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemsOf(first: object, second: object) {
  return [[first, second], [second, first]].map(objects => read(objects).problems
    .map(({ severity, message, field, help }) => ({ severity, message, field, help })));
}

const SHOP = namespace('shop', { team: 'shop' });
const NODE = node('worker', '192.0.2.1', '10.1.0.0/24');
const POD = pod('shop/web', { app: 'web' }, { ports: ['http=8080'], ip: '10.1.0.7', node: 'worker' });
const WEB = deployment('shop/web', { app: 'web' }, { ports: ['http=8080'] });
const DATABASE = { ...deployment('shop/db', { app: 'db' }), kind: 'StatefulSet' };
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { selector: { app: 'web' }, clusterIP: '10.96.0.9', ports: [{ port: 80, targetPort: 8080 }] },
};
const POLICY = policy('shop/p', { podSelector: labeled({ app: 'web' }), ingress: [{ ports: [{ port: 8080 }] }] });

const SERVER_METADATA = {
  metadata: {
    uid: 'b4f1',
    resourceVersion: '17',
    generation: 2,
    creationTimestamp: '2024-01-01T00:00:00Z',
    managedFields: [{ manager: 'kubectl', operation: 'Apply' }],
  },
};
const ANNOTATED = { metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } } };

describe('when no answer depends on the difference, nothing is said', () => {
  test.each<[string, object, object]>([
    ['none', SHOP, {}],
    ['annotations of a Namespace', SHOP, ANNOTATED],
    ['an annotation that asks an injector for nothing', SHOP, { metadata: { annotations: { 'linkerd.io/inject': 'disabled' } } }],
    ['what the server adds to a Namespace', SHOP, { ...SERVER_METADATA, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }],
    ['the label with its name, which every Namespace has', SHOP, { metadata: { labels: { 'kubernetes.io/metadata.name': 'shop' } } }],
    ['annotations of a Deployment', WEB, ANNOTATED],
    ['what the server adds to a Deployment', WEB, SERVER_METADATA],
    ['the status of a Deployment', WEB, { status: { replicas: 3, readyReplicas: 2 } }],
    ['the replicas of a Deployment', WEB, { spec: { replicas: 3 } }],
    ['labels of the Deployment itself', WEB, { metadata: { labels: { release: 'blue' } } }],
    ['annotations of the template', WEB, { spec: { template: { metadata: { annotations: { checksum: 'b4f1' } } } } }],
    ['the version of the API', WEB, { apiVersion: 'apps/v1beta1' }],
    ['the conditions of a Pod', POD, { status: { conditions: [{ type: 'Ready', status: 'True' }] } }],
    ['what the server adds to a Service', SERVICE, { ...SERVER_METADATA, spec: { sessionAffinity: 'None' }, status: { loadBalancer: {} } }],
    ['the heartbeat of a Node', NODE, { status: { conditions: [{ type: 'Ready', lastHeartbeatTime: '2024-01-01T00:00:00Z' }] } }],
    ['annotations of a NetworkPolicy', POLICY, ANNOTATED],
    ['labels of a NetworkPolicy', POLICY, { metadata: { labels: { release: 'blue' } } }],
    ['defaults that a NetworkPolicy writes out', POLICY,
      { spec: { policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 8080, protocol: 'TCP' }] }] } }],
  ])('%s', (_, object, more) => {
    expect(problemsOf(object, withMore(object, more))).toEqual([[], []]);
  });

  test('the order of labels', () => {
    expect(problemsOf(namespace('shop', { a: '1', b: '2' }), namespace('shop', { b: '2', a: '1' }))).toEqual([[], []]);
  });
});

describe('when some answer depends on the difference, it is an error whichever comes first', () => {
  test.each<[string, string, object, object]>([
    ['a label of a Namespace', 'Namespace shop', SHOP, { metadata: { labels: { tier: 'web' } } }],
    ['another value of one', 'Namespace shop', SHOP, { metadata: { labels: { team: 'lab' } } }],
    ['an annotation of a Namespace that asks an injector', 'Namespace shop', SHOP,
      { metadata: { annotations: { 'linkerd.io/inject': 'enabled' } } }],
    ['a label of pods', 'Deployment shop/web', WEB, { spec: { template: { metadata: { labels: { tier: 'web' } } } } }],
    ['an annotation of pods that asks an injector', 'Deployment shop/web', WEB,
      { spec: { template: { metadata: { annotations: { 'linkerd.io/inject': 'enabled' } } } } }],
    ['a container port', 'Deployment shop/web', WEB,
      { spec: { template: { spec: { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8081 }] }] } } } }],
    ['the host network', 'Deployment shop/web', WEB, { spec: { template: { spec: { hostNetwork: true } } } }],
    ['the service account, which Cilium knows', 'Deployment shop/web', WEB, { spec: { template: { spec: { serviceAccountName: 'web' } } } }],
    ['no replicas at all', 'Deployment shop/web', WEB, { spec: { replicas: 0 } }],
    ['the replicas of a StatefulSet, after which its pods are called', 'StatefulSet shop/db', DATABASE, { spec: { replicas: 3 } }],
    ['the address of a Pod', 'Pod shop/web', POD, { status: { podIP: '10.1.0.8', podIPs: [{ ip: '10.1.0.8' }] } }],
    ['the node of a Pod', 'Pod shop/web', POD, { spec: { nodeName: 'other' } }],
    ['who made a Pod', 'Pod shop/web', POD,
      { metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'web', uid: '1', controller: true }] } }],
    ['the selector of a Service', 'Service shop/web', SERVICE, { spec: { selector: { app: 'db' } } }],
    ['the address of a Service', 'Service shop/web', SERVICE, { spec: { clusterIP: '10.96.0.10' } }],
    ['the address that a load balancer gave it', 'Service shop/web', SERVICE,
      { status: { loadBalancer: { ingress: [{ ip: '203.0.113.9' }] } } }],
    ['the port of a Service', 'Service shop/web', SERVICE, { spec: { ports: [{ port: 80, targetPort: 8081 }] } }],
    ['the address of a Node', 'Node worker', NODE, { status: { addresses: [{ type: 'InternalIP', address: '192.0.2.2' }] } }],
    ['the pods\' block of a Node', 'Node worker', NODE, { spec: { podCIDR: '10.1.1.0/24', podCIDRs: ['10.1.1.0/24'] } }],
    ['a label of a Node', 'Node worker', NODE, { metadata: { labels: { zone: 'a' } } }],
    ['the pods that a policy selects', 'NetworkPolicy shop/p', POLICY, { spec: { podSelector: labeled({ app: 'db' }) } }],
    ['the types of a policy', 'NetworkPolicy shop/p', POLICY, { spec: { policyTypes: ['Ingress', 'Egress'] } }],
    ['the rules of a policy', 'NetworkPolicy shop/p', POLICY, { spec: { ingress: [] } }],
  ])('%s', (_, name, object, more) => {
    const problem = {
      severity: 'error',
      message: `${name} is there twice, and the other one, from ${name}, is different: `
        + 'which of the two stays in the cluster is not known',
      field: 'metadata.name',
      help: 'remove one of the two, or give it another name',
    };
    expect(problemsOf(object, withMore(object, more))).toEqual([[problem], [problem]]);
  });
});

describe('many of files are one problem, which names the variants that were read together', () => {
  const other = (object: object) => withMore(object, { spec: { template: { metadata: { labels: { tier: 'x' } } } } });
  const web = (name: string) => deployment(`shop/${name}`, { app: name });

  /** What is said of objects that stand in these places. */
  function clashesOf(...objects: readonly (readonly [object, Partial<Origin>])[]) {
    const manifests = objects.map(([content, origin]) => ({ content, origin }));
    const { clashes, problems } = ingest(manifests, { dialect: KUBERNETES });
    expect(problems).toEqual(clashes);
    return clashes.map(({ message, at, help }) => ({ message, at: at.file, help }));
  }

  test('folders, each of them once, and of the objects the first ones', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect(clashesOf(
      ...names.map(name => [web(name), { file: `k/dev/${name}.yaml#1` }] as const),
      ...names.map(name => [other(web(name)), { file: `k/prod/${name}.yaml#1` }] as const),
      [web('a'), { file: 'all.yaml#3' }],
    )).toEqual([{
      message: '8 objects are there more than once and differ, so that which of them stays in the cluster is not known: '
        + 'Deployment shop/a, Deployment shop/b, Deployment shop/c, Deployment shop/d, Deployment shop/e, Deployment shop/f and 2 more; '
        + 'they stand in `k/dev`, `k/prod`, `.`, which seem to be variants of each other',
      at: 'k/prod/a.yaml#1',
      help: 'read only what is applied together: name one of these in place of what holds them all',
    }]);
  });

  test('files, where they are in one folder', () => {
    expect(clashesOf(...['one', 'two', 'three'].flatMap((name, index) => ['a', 'b'].map(app =>
      [withMore(web(app), { spec: { template: { metadata: { labels: { tier: `${index}` } } } } }), { file: `k/${name}.yaml#1` }] as const))))
      .toEqual([expect.objectContaining({
        message: '2 objects are there more than once and differ, so that which of them stays in the cluster is not known: '
          + 'Deployment shop/a, Deployment shop/b; they stand in `k/one.yaml`, `k/two.yaml`, `k/three.yaml`, which seem to be variants of each other',
      })]);
  });

  test('documents of one file', () => {
    expect(clashesOf(...['a', 'b'].flatMap((name, index) =>
      [[web(name), { file: `all.yaml#${index}` }], [other(web(name)), { file: `all.yaml#${index + 2}` }]] as const))).toEqual([{
      message: '2 objects are there more than once and differ, so that which of them stays in the cluster is not known: '
        + 'Deployment shop/a, Deployment shop/b; they stand in `all.yaml`',
      at: 'all.yaml#2',
      help: 'of each, keep one, or give the others names of their own',
    }]);
  });

  test('one stays as it is', () => {
    expect(clashesOf([web('a'), { file: 'k/a.yaml#1' }], [other(web('a')), { file: 'k/b.yaml#1' }])).toEqual([expect.objectContaining({
      message: 'Deployment shop/a is there twice, and the other one, from k/a.yaml#1, is different: which of the two stays in the cluster is not known',
    })]);
  });

  test('those of an app are told one by one, since somebody wrote each', () => {
    expect(clashesOf(...['a', 'b'].flatMap(name =>
      [[web(name), { constructPath: `one/${name}` }], [other(web(name)), { constructPath: `two/${name}` }]] as const))).toHaveLength(2);
  });
});
