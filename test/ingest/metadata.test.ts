import { deployment, labeled, namespace, node, pod, policy, read } from '../fixture';
import { service } from '../ways-in';

function withMetadata(object: object, metadata: object): object {
  return { ...object, metadata: { ...(object as { metadata: object }).metadata, ...metadata } };
}

function messages(object: object): string[] {
  return read([object]).problems.map(({ severity, message }) => `${severity}: ${message}`);
}

const DROPPED = 'is not a field of the API: `kubectl apply` refuses the object, and other clients drop the field';

test.each<[string, object, string[]]>([
  ['a key of metadata in other letters', withMetadata(policy('x/p', {}), { namespace: undefined, nameSpace: 'shop' }), [`warning: \`metadata.nameSpace\` ${DROPPED}`]],
  ['a key of metadata that belongs in the spec', withMetadata(policy('shop/p', {}), { podSelector: {} }), [`warning: \`metadata.podSelector\` ${DROPPED}`]],
  ['a key of an owner', withMetadata(pod('shop/a'), { ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: '1', isController: true }] }),
    [`warning: \`metadata.ownerReferences[0].isController\` ${DROPPED}`]],
  ['a key of the metadata of a template', { ...deployment('shop/web', {}), spec: { selector: labeled({ a: 'b' }), template: { metadata: { label: {}, labels: { a: 'b' } }, spec: { containers: [] } } } },
    [`warning: \`spec.template.metadata.label\` ${DROPPED}`]],
])('%s is said to be dropped or refused', (_case, object, expected) => {
  expect(messages(object)).toEqual(expected);
});

test('help for a key of metadata', () => {
  expect(read([withMetadata(policy('shop/p', {}), { nameSpace: 'x', podSelector: {}, hello: 1 })]).problems.map(({ help }) => help)).toEqual([
    'did you mean `namespace`?',
    '`podSelector` belongs in `spec`, or an item of `from` or `to`',
    'the fields here are `name`, `generateName`, `namespace`, `selfLink`, `uid`, `resourceVersion`, `generation`, `creationTimestamp`, '
      + '`deletionTimestamp`, `deletionGracePeriodSeconds`, `labels`, `annotations`, `ownerReferences`, `finalizers`, `managedFields`',
  ]);
});

describe('metadata that the API server refuses', () => {
  test.each<[string, object, string]>([
    ['an annotation that is no text', { annotations: { on: true } }, '`metadata.annotations[on]` is true, not text'],
    ['a label that is none', { labels: { app: '-' } }, '`metadata.labels[app]` is "-", not a label value: letters and digits, with `-`, `_` and `.` between them'],
    ['a finalizer without a prefix', { finalizers: ['x'] }, '`metadata.finalizers[0]` is "x", which has no DNS name and `/` before it'],
    ['a start of a name that ends in a dot', { name: undefined, generateName: 'p.' }, '`metadata.generateName` is "p.", not a name that an object can have'],
    ['a uid that is a number', { uid: 5 }, '`metadata.uid` is 5, not text'],
  ])('leaves out the policy: %s', (_case, metadata, message) => {
    const { problems, snapshot } = read([withMetadata(policy('shop/p', {}), metadata)]);
    expect(problems.map(problem => `${problem.severity}: ${problem.message}`)).toEqual([`error: ${message}`]);
    expect(snapshot.policies).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['a Deployment', deployment('shop/web_1', {}), '`metadata.name` is "web_1", not a name that an object can have'],
    ['a Pod', pod('shop/Web'), '`metadata.name` is "Web", not a name that an object can have'],
    ['a StatefulSet', { ...deployment('shop/web.v1', {}), kind: 'StatefulSet' }, '`metadata.name` is "web.v1", not a name that a StatefulSet can have'],
    ['a Namespace', namespace('shop.eu'), '`metadata.name` is "shop.eu", not a name that a namespace can have'],
    ['a Node', node('node_1', '192.168.0.1'), '`metadata.name` is "node_1", not a name that an object can have'],
    ['a Service', service('shop/1-web', {}, []), '`metadata.name` is "1-web", not a name that a Service can have'],
    ['a workload in a namespace that there cannot be', deployment('Shop/web', {}), '`metadata.namespace` is "Shop", not a name that a namespace can have'],
    ['a custom resource with pods', { ...deployment('shop/a b', {}), apiVersion: 'example.com/v1' }, '`metadata.name` is "a b", not a name that an object can have'],
  ])('is a warning where leaving the object out would hide connections: the name of %s', (_case, object, message) => {
    expect(messages(object)).toEqual([`warning: ${message}`]);
  });

  test('is said once for a mistake that is read for two reasons', () => {
    expect(messages(withMetadata(pod('shop/a'), { labels: { tier: 1 } }))).toEqual(['warning: `metadata.labels[tier]` is 1, not text']);
  });
});

describe('what has to be a map and is none', () => {
  const containers = (value: unknown) => ({ ...pod('shop/a'), spec: { containers: value } });

  test.each<[string, object, string[]]>([
    ['a container', containers([5]), ['warning: `spec.containers[0]` is 5, not a map']],
    ['the containers', containers({}), ['warning: `spec.containers` is a map, not a list']],
    ['a port of a container', containers([{ ports: ['http'] }]), ['warning: `spec.containers[0].ports[0]` is "http", not a map']],
    ['the spec of a pod', { ...pod('shop/a'), spec: [] }, ['warning: `spec` is a list, not a map']],
    ['an owner', withMetadata(pod('shop/a'), { ownerReferences: ['web'] }), ['warning: `metadata.ownerReferences[0]` is "web", not a map']],
    ['the status of a pod', { ...pod('shop/a'), status: 'Running' }, ['warning: `status` is "Running", not a map']],
    ['a port of a Service', { ...service('shop/a', { app: 'a' }, []), spec: { selector: { app: 'a' }, ports: [80] } }, ['warning: `spec.ports[0]` is 80, not a map']],
  ])('%s', (_case, object, expected) => {
    expect(messages(object)).toEqual(expected);
  });
});
