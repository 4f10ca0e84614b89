import fc from 'fast-check';
import { parseCidr } from '../../src/sets/cidr';

// Few words, so that what is drawn meets: labels are selected, names collide, ranges and blocks overlap.

export const NAMESPACES = ['a', 'b', 'c'] as const;
/** A namespace in which there are policies, but no pods. */
export const EMPTY_NAMESPACE = 'void';
export const NODES = ['n1', 'n2'] as const;
export const PORT_NAMES = ['http', 'dns', 'peer'] as const;
export const PORT_NUMBERS = [1, 53, 80, 81, 8080, 65535] as const;

export const anyNamespace = fc.constantFrom(...NAMESPACES);
export const anyNodeName = fc.constantFrom(...NODES);
export const anyPortName = fc.constantFrom(...PORT_NAMES);
export const anyPortNumber = fc.constantFrom(...PORT_NUMBERS);
export const anyProtocol = fc.constantFrom('TCP', 'UDP', 'SCTP', undefined);

export const anyPodAddress = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.1.7', '10.1.0.1', 'fd00::1', 'fd00:1::9');
export const anyNodeAddress = fc.constantFrom('192.168.0.1', '192.168.0.2', '10.0.0.9', 'fd00:ffff::1');

const BLOCKS = [
  '0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '10.0.0.0/24', '10.0.0.0/30', '10.0.1.0/24', '10.0.0.1/32', '10.1.2.3/16',
  '192.168.0.0/24', '192.168.0.1/32', '172.16.0.0/12', '255.255.255.255/32', '::/0', 'fd00::/16', 'fd00::/32', 'fd00::1/128',
  '128.0.0.0/1', '8000::/1',
];

export const anyCidr = fc.constantFrom(...BLOCKS);

/** A block, and exceptions within it that may overlap each other or cover it whole. */
export const anyBlock = anyCidr.chain(cidr => fc.record({
  cidr: fc.constant(cidr),
  except: fc.option(fc.subarray(BLOCKS.filter(other => isWithin(other, cidr))), { nil: undefined }),
}));

/** The API server wants exceptions to be strict parts of their block. */
function isWithin(inner: string, outer: string): boolean {
  const [part, whole] = [parseCidr(inner)!, parseCidr(outer)!];
  return part.prefixLength > whole.prefixLength && part.addresses.isSubsetOf(whole.addresses);
}

const LABEL_VALUES: Record<string, readonly string[]> = {
  app: ['web', 'db', 'job', ''],
  tier: ['front', 'back'],
};

const anyUsualLabels = fc.record(
  { app: fc.constantFrom(...LABEL_VALUES.app), tier: fc.constantFrom(...LABEL_VALUES.tier) }, { requiredKeys: [] });

/** Now and then a label that Cilium takes for one of its own. */
export const anyLabels: fc.Arbitrary<object> = fc.oneof(
  { weight: 8, arbitrary: anyUsualLabels },
  fc.tuple(anyUsualLabels, fc.constantFrom<object>({ host: 'x' }, { init: '' }, { host: '', init: 'x' }))
    .map(([usual, own]) => ({ ...usual, ...own })),
);

export const anyNamespaceLabels: fc.Arbitrary<object> = fc.record(
  {
    team: fc.constantFrom('red', 'blue'),
    env: fc.constantFrom('prod', 'test'),
    'istio-injection': fc.constantFrom('enabled', 'disabled'),
  }, { requiredKeys: [] });

/** What a pod selector may ask for: labels of the user, of controllers, and what Cilium reads in another way. */
const POD_KEYS: Record<string, readonly string[]> = {
  ...LABEL_VALUES,
  'absent': ['x'],
  'pod-template-hash': ['abc'],
  'apps.kubernetes.io/pod-index': ['0', '1', '7'],
  'statefulset.kubernetes.io/pod-name': ['w0-0', 'v0-0', 'w1-0', 'w1-1'],
  'io.kubernetes.pod.namespace': ['a', 'b'],
  'io.cilium.k8s.policy.serviceaccount': ['robot', 'default'],
  'io.cilium.k8s.policy.cluster': ['default', 'east'],
  'io.cilium.k8s.namespace.labels.team': ['red', 'blue'],
  'io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name': ['a', 'b'],
  // What custom controllers and injectors may add.
  'rollouts-pod-template-hash': ['abc'],
  'example.com/role': ['main', 'spare'],
  'istio.io/rev': ['default'],
};

const NAMESPACE_KEYS: Record<string, readonly string[]> = {
  'team': ['red', 'blue'],
  'env': ['prod', 'test'],
  'kubernetes.io/metadata.name': [...NAMESPACES, EMPTY_NAMESPACE],
};

/** What the nodes of a cluster are told apart by. */
const NODE_KEYS: Record<string, readonly string[]> = {
  'zone': ['north', 'south'],
  'node-role.kubernetes.io/control-plane': [''],
};

export const anyNodeLabels: fc.Arbitrary<object> = fc.record(
  { 'zone': fc.constantFrom(...NODE_KEYS.zone), 'node-role.kubernetes.io/control-plane': fc.constant('') }, { requiredKeys: [] });

function anySelectorOver(keys: Record<string, readonly string[]>, usual: readonly string[]): fc.Arbitrary<object> {
  const anyKey = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...usual) }, fc.constantFrom(...Object.keys(keys)));
  const anyPair = anyKey.chain(key => fc.constantFrom(...keys[key]).map(value => [key, value]));
  const anyExpression = anyKey.chain(key => fc.oneof(
    fc.record({
      key: fc.constant(key),
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.subarray([...keys[key]], { minLength: 1 }),
    }),
    fc.record({ key: fc.constant(key), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  ));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 4, arbitrary: anyPair.map(pair => ({ matchLabels: Object.fromEntries([pair]) })) },
    { weight: 3, arbitrary: fc.record({ matchExpressions: fc.array(anyExpression, { minLength: 1, maxLength: 2 }) }) },
    fc.record({
      matchLabels: fc.array(anyPair, { maxLength: 2 }).map(pairs => Object.fromEntries(pairs)),
      matchExpressions: fc.array(anyExpression, { maxLength: 2 }),
    }),
  );
}

/** A selector of which it is not known whether it selects the pods of some controller. */
export const anyDoubtfulSelector: fc.Arbitrary<object> = fc.constantFrom(
  { matchLabels: { 'pod-template-hash': 'abc' } },
  { matchLabels: { 'app': 'web', 'pod-template-hash': 'abc' } },
  { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'w0-0' } },
  { matchExpressions: [{ key: 'pod-template-hash', operator: 'NotIn', values: ['abc', 'def'] }] },
  { matchExpressions: [{ key: 'apps.kubernetes.io/pod-index', operator: 'NotIn', values: ['0'] }] },
  { matchExpressions: [{ key: 'example.com/role', operator: 'Exists' }] },
  { matchExpressions: [{ key: 'example.com/role', operator: 'DoesNotExist' }] },
  { matchLabels: { 'example.com/role': 'main' } },
  { matchLabels: { 'istio.io/rev': 'default' } },
);

export const anyPodSelector = anySelectorOver(POD_KEYS, Object.keys(LABEL_VALUES));
export const anyNamespaceSelector = anySelectorOver(NAMESPACE_KEYS, Object.keys(NAMESPACE_KEYS));
export const anyNodeSelector = anySelectorOver(NODE_KEYS, ['zone']);
