import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { ACCEPTED_KEYS } from '../../src/cli/config/accepted';
import { ASSERTION_KINDS } from '../../src/cli/config/assertions';
import { CHECK_LEVELS, CHECK_NAMES } from '../../src/cli/config/check-levels';
import { CONFIG_KEYS, readConfigMap, TARGET_KEYS } from '../../src/cli/config/config-map';
import { FACT_NAMES } from '../../src/cli/config/facts';
import { readCheckSettings } from '../../src/cli/config/read-check-settings';
import { SettingsFile } from '../../src/cli/config/settings-file';
import { DRIVERS } from '../../src/cli/config/target';
import { CiliumVersion } from '../../src/cluster/target/cilium-version';
import { NetworkDriver } from '../../src/cluster/target/network-driver';
import { CILIUM_VERSIONS } from '../../src/dialects/cilium/version';

const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'schema', 'netpol.schema.json'), 'utf8'));

const isValid = new Ajv().compile(SCHEMA);

/** What the command says of the content as a `netpol.yaml`. */
function faultsOf(content: object): string[] {
  const file = new SettingsFile('netpol.yaml', 'the configuration');
  const root = file.read(Buffer.from(JSON.stringify(content)), { what: '', help: '' });
  if (root !== undefined) {
    readCheckSettings({ ...readConfigMap(root), file, path: file.name });
  }
  return file.problems.map(({ message }) => message);
}

/** The facts as the library names them; an interface is gone at run time. */
const OF_LIBRARY = /export interface ClusterFacts \{(.*?)^\}/ms
  .exec(readFileSync(path.join(__dirname, '..', '..', 'src', 'analysis', 'cluster-facts.ts'), 'utf8'))![1];

describe('library and command know the same', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['facts', [...OF_LIBRARY.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name), FACT_NAMES],
    ['drivers', Object.values(NetworkDriver), DRIVERS],
    ['versions of Cilium', Object.values(CiliumVersion), CILIUM_VERSIONS],
  ])('%s', (_, ofLibrary, ofCommand) => {
    expect([...ofLibrary].sort()).toEqual([...ofCommand].sort());
  });
});

describe('schema and command know the same', () => {
  const { accepted, assertions, check, facts, level, target } = SCHEMA.definitions;

  test.each<[string, readonly string[], readonly string[]]>([
    ['keys', Object.keys(SCHEMA.properties), CONFIG_KEYS],
    ['facts', Object.keys(facts.properties), FACT_NAMES],
    ['names of checks', check.enum, CHECK_NAMES],
    ['keys of an accepted finding', Object.keys(accepted.items.properties), ACCEPTED_KEYS],
    ['kinds of assertions', Object.keys(assertions.items.properties), [...ASSERTION_KINDS.keys()]],
    ...[...ASSERTION_KINDS].map(([kind, keys]): [string, readonly string[], readonly string[]] =>
      [`keys of ${kind}`, Object.keys(assertions.items.properties[kind].properties), keys]),
    // Without quotes YAML reads `off` as false.
    ['levels of checks', level.enum, [...CHECK_LEVELS, false as never]],
    ['keys of a target', Object.keys(target.properties), TARGET_KEYS],
    ['drivers', target.properties.networkDriver.enum, DRIVERS],
    ['versions of Cilium', target.properties.ciliumVersion.enum, CILIUM_VERSIONS],
  ])('%s', (_, ofSchema, ofCommand) => {
    expect([...ofSchema].sort()).toEqual([...ofCommand].sort());
  });
});

const OTHER = fc.constantFrom<unknown>(
  null, true, 0, -1, 1.5, 70_000, '', ' ', 'x', 'X_Y', '1.20', 'a.b/c', [], {}, [1], ['x'], { x: 'y' });

/** Mostly what is right, sometimes anything. */
function mostly(...right: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: OTHER });
}

function someOf(values: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc.record(values, { requiredKeys: [] });
}

function withSlip(map: fc.Arbitrary<object>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 60, arbitrary: map },
    { weight: 1, arbitrary: map.map(all => ({ ...all, slip: 1 })) },
    { weight: 1, arbitrary: OTHER });
}

const BLOCK = mostly(
  '10.0.0.0/8', '10.1.2.3/32', '0.0.0.0/0', '010.0.0.0/08', 'fd00::/8', '::/0', '::ffff:10.0.0.0/104');
const CIDRS = fc.oneof(
  { weight: 9, arbitrary: fc.array(BLOCK, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: mostly([], ['10.0.0.0'], ['10.0.0.0/33'], ['256.0.0.0/8'], ['fd00::/129'], ['10.0.0/8'], '10.0.0.0/8') });
const FLAG = mostly(true, false);

const PORT = withSlip(someOf({
  port: mostly(1, 80, 65535), name: mostly('http', 'a-b', '8a', 'a'.repeat(15)), protocol: mostly('TCP', 'UDP', 'SCTP'),
}));
const BAD_NAME = mostly('a--b', '-a', '80', 'a'.repeat(16), 'Web');
const LABELS = withSlip(fc.dictionary(
  fc.constantFrom('app', 'a.b/c', 'A_b.c', 'a'.repeat(63)), mostly('', 'web', 'a.b_C', 'a'.repeat(63)), { maxKeys: 2 }));
const BAD_LABELS = fc.constantFrom({ 'a/b/c': '' }, { '-a': 'b' }, { 'A.b/c': '' }, { ['a'.repeat(64)]: '' }, { a: '-' }, { a: 'b'.repeat(64) });
const EXISTING = withSlip(someOf({
  namespace: mostly('shop', 'a-1', 'a'.repeat(63), 'a'.repeat(64), 'Shop'),
  labels: fc.oneof({ weight: 9, arbitrary: LABELS }, { weight: 1, arbitrary: BAD_LABELS }),
  ports: fc.oneof(
    { weight: 9, arbitrary: fc.array(PORT, { maxLength: 2 }) },
    { weight: 1, arbitrary: BAD_NAME.map(name => [{ port: 80, name }]) }),
  hostNetwork: FLAG,
}));

const FACTS = withSlip(someOf({
  podCidrs: CIDRS,
  nodeCidrs: CIDRS,
  serviceCidrs: CIDRS,
  serviceTranslation: mostly('before-policy', 'after-policy'),
  existing: fc.array(EXISTING, { maxLength: 2 }),
  ciliumPatchVersion: mostly(0, 2, 17),
  ciliumClusterName: mostly('default', 'a b'),
  hostFirewallEnabled: FLAG,
  nodeSelectorLabels: FLAG,
  policyCidrMatchModes: mostly([], ['nodes'], ['nodes', 'pods'], ['node']),
  policyEnforcementMode: mostly('default', 'always', 'never'),
  sctpEnabled: FLAG,
  clusterNetworkPolicyEnabled: FLAG,
  gkeClusterwidePolicies: FLAG,
}));

const KUBERNETES = fc.oneof(
  { weight: 9, arbitrary: mostly('1.36', 'v1.33.5-gke.1080000', '1.30.0', '1.36.2+k3s1') },
  { weight: 1, arbitrary: mostly(1.36, '2.0', '1.036', '1.36.', '1.36.2-', 'latest', '1.36.x') });

const TARGET = withSlip(fc.oneof(
  someOf({
    networkDriver: fc.constant('cilium'),
    ciliumVersion: mostly('1.15', '1.20', '1.20.2', 1.2),
    policyController: mostly('x'),
    kubernetesVersion: KUBERNETES,
  }),
  someOf({ networkDriver: mostly('calico', 'flannel', 'other'), policyController: mostly('kube-network-policies'), kubernetesVersion: KUBERNETES }),
  someOf({ networkDriver: mostly('calico'), ciliumVersion: mostly('1.20') }),
));

const CHECK_MAP = withSlip(someOf({
  'dns-blocked': mostly('error', 'warning', 'off', false), 'selects-nothing': mostly('info', 'off'), 'not-enforced': mostly('error', 'on', true),
}));

const ACCEPTED = fc.array(withSlip(fc.tuple(
  fc.record({ check: mostly('dns-blocked', 'selects-nothing'), reason: mostly('they look nothing up') }),
  fc.oneof(
    { weight: 9, arbitrary: someOf({ object: mostly('NetworkPolicy shop/web', 'Namespace shop', 'ClusterNetworkPolicy a.b') }) },
    { weight: 9, arbitrary: someOf({ namespace: mostly('shop', 'a-1') }) },
    { weight: 1, arbitrary: fc.constant({ object: 'Pod shop/web', namespace: 'shop' }) },
  ),
).map(([what, scope]) => ({ ...what, ...scope }))), { maxLength: 2 });

const END = fc.oneof(
  { weight: 9, arbitrary: mostly('shop/web', 'shop/', 'shop/app=web,tier=front', '*/app=web', '10.0.0.0/8', '203.0.113.7', 'fd00::/8', 'internet', 'node', 'api-server') },
  { weight: 3, arbitrary: fc.array(fc.constantFrom('shop/deployment/web', 'internet'), { minLength: 1, maxLength: 2 }) },
);
const CONNECTION = fc.record({
  from: END,
  to: fc.oneof({ weight: 9, arbitrary: END }, { weight: 1, arbitrary: fc.constant('service:shop/web') }),
  ports: fc.oneof({ weight: 9, arbitrary: fc.array(fc.constantFrom('tcp/80', 'TCP/8000-8010', 'udp/dns', 'sctp'), { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: mostly([], ['http'], 'tcp/80') }),
  reason: mostly('it holds card data'),
}, { requiredKeys: ['from', 'to'] });
const ASSERTIONS = fc.array(withSlip(fc.oneof(
  CONNECTION.map(mustReach => ({ mustReach })),
  fc.tuple(CONNECTION, someOf({ futurePods: FLAG }), fc.constantFrom('mustNotReach', 'mustOnlyReach', 'mustOnlyBeReachedBy'))
    .map(([ends, more, kind]) => ({ [kind]: { ...ends, ...more } })),
  fc.record({ pods: END, direction: mostly('ingress', 'egress', 'both') }, { requiredKeys: ['pods'] })
    .map(mustBeIsolated => ({ mustBeIsolated })),
)), { maxLength: 2 });

const CONFIG = someOf({ accepted: ACCEPTED, assertions: ASSERTIONS, checks: CHECK_MAP, facts: FACTS, target: TARGET })
  .chain(config => fc.constantFrom<object>(config, config, config, { ...config, facts: null }));

test('what the schema takes, the command reads, and what it refuses, the command refuses', () => {
  const seen = { taken: 0, refused: 0 };
  fc.assert(fc.property(CONFIG, content => {
    const faults = faultsOf(content);
    expect({ faults, isValid: isValid(content) }).toEqual({ faults, isValid: faults.length === 0 });
    seen[faults.length === 0 ? 'taken' : 'refused'] += 1;
  }), { numRuns: 6_000, seed: 12 });
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(300);
});
