import * as fc from 'fast-check';
import { KUBERNETES } from '../../src/dialects/kubernetes';
import { ingest, Ingested } from '../../src/ingest/ingest';
import { controller, deployment, labeled, namespace, node, pod, policy } from '../fixture';
import { gatewayApi, ingress, ingressClass, ingressRule, route, service } from '../ways-in';

function readContents(contents: readonly unknown[]): Ingested {
  return ingest(contents.map(content => ({ content })), { dialect: KUBERNETES });
}

function expectSound({ problems, snapshot }: Ingested): void {
  for (const problem of problems) {
    expect(['error', 'warning']).toContain(problem.severity);
    for (const text of [problem.message, problem.at.object, problem.help]) {
      expect(text).toEqual(expect.stringMatching(/./));
    }
  }
  snapshot.policies.forEach(({ namespace: space }) => expect(snapshot.namespaces.has(space)).toBe(true));
  snapshot.workloads.forEach(({ namespace: space }) => expect(snapshot.namespaces.has(space)).toBe(true));
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withTypedArray: true,
  withBoxedValues: true,
  withSparseArray: true,
});

const VALID: readonly object[] = [
  namespace('shop', { team: 'a' }),
  node('one', '192.168.0.1', '10.0.0.0/24'),
  pod('shop/web-1-a', { app: 'web' }, { owner: 'ReplicaSet web-1', ip: '10.0.0.1', node: 'one', ports: ['http=80'] }),
  controller('apps/v1', 'ReplicaSet', 'shop/web-1', { app: 'web' }, { owner: 'Deployment web' }, { replicas: 1 }),
  deployment('shop/web', { app: 'web' }, { ports: ['http=80'] }),
  controller('apps/v1', 'StatefulSet', 'shop/db', { app: 'db' }, {}, { replicas: 2, ordinals: { start: 1 } }),
  controller('batch/v1', 'Job', 'shop/run', {}, {}, { completionMode: 'Indexed', completions: 3 }),
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { selector: { a: 'b' }, ports: [{ port: 1 }] } },
  { apiVersion: 'v1', kind: 'List', items: [pod('shop/a')] },
  service('shop/web', { app: 'web' }, ['http=80:http'], { type: 'LoadBalancer', externalIPs: ['192.0.2.1'] }),
  ingress('shop/web', { ingressClassName: 'nginx', tls: [{ hosts: ['a'] }], rules: [ingressRule('a', { '/': 'web:80' })] }),
  ingressClass('nginx', 'k8s.io/ingress-nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' }),
  route('shop/r', { host: 'a', path: '/', to: { kind: 'Service', name: 'web' }, port: { targetPort: 'http' }, tls: {} }),
  gatewayApi('Gateway', 'shop/gate', {
    gatewayClassName: 'x',
    listeners: [{
      name: 'http',
      protocol: 'HTTP',
      port: 80,
      hostname: '*.example.com',
      allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }], namespaces: { from: 'Selector', selector: labeled({ team: 'a' }) } },
    }],
  }),
  gatewayApi('HTTPRoute', 'shop/r', {
    parentRefs: [{ name: 'gate', sectionName: 'http', port: 80 }],
    hostnames: ['a.example.com'],
    rules: [{ matches: [{ path: { value: '/' } }], backendRefs: [{ name: 'web', port: 80 }] }],
  }),
  gatewayApi('ReferenceGrant', 'shop/g', {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'lab' }], to: [{ group: '', kind: 'Service' }],
  }),
  policy('shop/p', {
    podSelector: { ...labeled({ app: 'web' }), matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{
      from: [{ podSelector: {}, namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
      ports: [{ protocol: 'TCP', port: 1, endPort: 2 }, { port: 'http' }],
    }],
    egress: [{ to: [{ podSelector: {} }] }],
  }),
];

/** The paths of everything in the value. */
function pathsOf(value: unknown): string[][] {
  return typeof value !== 'object' || value === null ? [[]] : [[], ...Object.entries(value)
    .flatMap(([key, item]) => pathsOf(item).map(path => [key, ...path]))];
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) {
    return replacement;
  }
  const copy = Array.isArray(value) ? [...value] : { ...value as object };
  Reflect.set(copy, key, replaceAt(Reflect.get(copy, key), rest, replacement));
  return copy;
}

const PLACES = VALID.flatMap((object, index) => pathsOf(object).map(path => ({ index, path })));

const mutated = fc.record({
  place: fc.constantFrom(...PLACES),
  replacement: fc.oneof(anything, fc.constantFrom(null, undefined, '', '0', 0, -1, 1e9, true, [], {}, [null], 'Pod')),
}).map(({ place: { index, path }, replacement }) =>
  VALID.map((object, position) => (position === index ? replaceAt(object, path, replacement) : object)));

test('the valid manifests have no problem', () => {
  expect(readContents(VALID).problems).toEqual([]);
});

test('whatever the content is, reading it gives a sound result', () => {
  fc.assert(fc.property(fc.array(anything), contents => expectSound(readContents(contents))), { numRuns: 300 });
});

test('whatever stands in place of a part of a valid manifest, reading it gives a sound result', () => {
  fc.assert(fc.property(mutated, contents => expectSound(readContents(contents))), { numRuns: 1000 });
});

test('whatever the parts of a policy are, reading it gives a sound result', () => {
  const peer = fc.record({ podSelector: anything, namespaceSelector: anything, ipBlock: anything });
  const spec = fc.record({
    podSelector: anything,
    policyTypes: anything,
    ingress: fc.oneof(anything, fc.array(fc.record({
      from: fc.oneof(anything, fc.array(peer)),
      ports: fc.oneof(anything, fc.array(fc.record({ port: anything, endPort: anything, protocol: anything }))),
    }))),
  }, { requiredKeys: [] });
  fc.assert(fc.property(spec, content => expectSound(readContents([policy('shop/p', content)]))), { numRuns: 200 });
});

test('objects that are left out take none of the others with them', () => {
  const before = readContents(VALID).snapshot;
  fc.assert(fc.property(anything, content => {
    const { snapshot } = readContents([...VALID, content]);
    expect(snapshot.policies).toEqual(before.policies);
    expect(snapshot.workloads).toEqual(before.workloads);
  }), { numRuns: 200 });
});

describe('what a program may hand down and no file can hold', () => {
  class Model {
    public readonly apiVersion = 'v1';
    public readonly kind = 'Namespace';
    public readonly metadata = { name: 'shop', creationTimestamp: new Date(0) };
  }
  const cyclic: Record<string, unknown> = { podSelector: {} };
  cyclic.ingress = [{ from: [cyclic] }];
  const cyclicList: unknown[] = [];
  cyclicList.push(cyclicList, cyclicList);
  let bomb: unknown[] = [];
  for (let level = 0; level < 40; level += 1) {
    bomb = [bomb, bomb];
  }
  let deep: unknown = {};
  for (let level = 0; level < 100_000; level += 1) {
    deep = [deep];
  }
  const thrower = { get podSelector(): unknown { throw new Error('no'); } };
  const sparse: unknown[] = [];
  sparse[2] = {};

  test.each<[string, object, string, string | undefined]>([
    ['an object that contains itself', cyclic, '`spec.ingress[0].from[0]` contains itself', 'spec.ingress[0].from[0]'],
    ['a list that contains itself', { ingress: cyclicList }, '`spec.ingress[0]` contains itself', 'spec.ingress[0]'],
    ['a list that is endless to whoever walks through it', { ingress: new Array(2 ** 32 - 1) }, '`spec.ingress[0]` is a hole in a list, which JSON does not have', 'spec.ingress[0]'],
    ['a list with holes', { ingress: sparse }, '`spec.ingress[0]` is a hole in a list, which JSON does not have', 'spec.ingress[0]'],
    ['a symbol', { policyTypes: [Symbol('x')] }, '`spec.policyTypes[0]` is a symbol, which JSON does not have', 'spec.policyTypes[0]'],
    ['a function', { podSelector: () => ({}) }, '`spec.podSelector` is a function, which JSON does not have', 'spec.podSelector'],
    ['a number without end', { ingress: [{ ports: [{ port: 80n }] }] }, '`spec.ingress[0].ports[0].port` is a bigint, which JSON does not have', 'spec.ingress[0].ports[0].port'],
    ['a Map', { podSelector: { matchLabels: new Map([['app', 'web']]) } }, '`spec.podSelector.matchLabels` is a Map, which JSON does not have', 'spec.podSelector.matchLabels'],
    ['a Date', { podSelector: { matchLabels: { day: new Date(0) } } }, '`spec.podSelector.matchLabels.day` is a Date, which JSON does not have', 'spec.podSelector.matchLabels.day'],
    ['a text in a box', { policyTypes: [new String('Ingress')] }, '`spec.policyTypes[0]` is a String, which JSON does not have', 'spec.policyTypes[0]'],
    ['what throws', thrower, 'the object cannot be read: no', undefined],
  ])('%s is an error with the object and the place', (_case, spec, message, field) => {
    expect(readContents([policy('shop/p', spec)]).problems).toEqual([{
      severity: 'error',
      message,
      at: { object: 'NetworkPolicy shop/p' },
      ...field === undefined ? {} : { field },
      help: 'give what can be written as JSON: maps, lists, text, numbers, `true`, `false`',
    }]);
  });

  test('what is nested too deeply is an error', () => {
    expect(readContents([policy('shop/p', { ingress: deep })]).problems)
      .toEqual([expect.objectContaining({ severity: 'error', message: expect.stringMatching(/is nested too deeply$/) })]);
  });

  test('lists that stand in each other again and again are read in no time', () => {
    readContents([{ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' }, spec: { podLabels: bomb, other: bomb } }]);
  });

  test('objects without a prototype and those of a class are read like others', () => {
    const bare = Object.assign(Object.create(null) as object, policy('shop/p', {}));
    const { problems, snapshot } = readContents([bare, new Model()]);
    expect([problems, snapshot.policies.length, snapshot.namespaces.get('shop')?.implied]).toEqual([[], 1, false]);
  });
});
