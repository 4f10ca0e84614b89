import { listOf, Run } from './terminal';

const PODS = ['web', 'db'].map(name => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec: {containers: []}
---
`).join('');

function object(apiVersion: string, kind: string, name: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n---\n`;
}

const CILIUM = object('cilium.io/v2', 'CiliumNetworkPolicy', 'guard',
  '{endpointSelector: {matchLabels: {app: db}}, ingress: [{}]}');
const ADMIN = object('policy.networking.k8s.io/v1gamma1', 'AdminNetworkPolicy', 'guard',
  '{subject: {namespaces: {}}, priority: 1, ingress: []}');
const BLOCK = object('networking.k8s.io/v1', 'NetworkPolicy', 'block',
  '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}');
const ON_WEB = object('networking.k8s.io/v1', 'NetworkPolicy', 'web',
  '{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}');

const HELP = 'read what that policy does, or say with `--dialect` what enforces the policies';
const causeOf = (kind: string, name: string) => ({
  id: `unsimulated-policy ${kind} ${name}`,
  what: `${kind} ${name} is of a kind that is not simulated, and may decide about it`,
  help: HELP,
});
const GUARD = causeOf('CiliumNetworkPolicy', 'default/guard');
const ADDRESS = {
  id: 'pod-address',
  what: 'the address of a pod is not known before it runs, so an ipBlock may or may not contain it',
  help: 'declare where pods get theirs with `--pod-cidr CIDR`, or say `--external-blocks`',
};

interface Row {
  readonly source: string;
  readonly destination: string;
  readonly unknown: object;
  readonly because?: readonly string[];
}

/** The causes, and of each pair that is partly unknown why. */
function because({ out }: Run): { causes: object[]; pairs: Record<string, readonly string[] | undefined> } {
  const { connections, causes } = JSON.parse(out) as { connections: Row[]; causes: object[] };
  const isOpen = ({ unknown, because: ids }: Row) => Object.keys(unknown).length > 0 || ids !== undefined;
  return {
    causes,
    pairs: Object.fromEntries(connections.filter(isOpen)
      .map(({ source, destination, because: ids }) => [`${source} -> ${destination}`, ids])),
  };
}

describe('json says of each row with unknown traffic why', () => {
  test('a policy that is not simulated, by its name', async () => {
    expect(because(await listOf(PODS + CILIUM, '--format', 'json'))).toEqual({
      causes: [GUARD],
      pairs: {
        'default/web[Pod] -> default/db[Pod]': [GUARD.id],
        'external-1 -> default/db[Pod]': [GUARD.id],
      },
    });
  });

  test('an address, by what would settle it', async () => {
    expect(because(await listOf(PODS + BLOCK, '--format', 'json'))).toEqual({
      causes: [ADDRESS], pairs: { 'default/web[Pod] -> default/db[Pod]': [ADDRESS.id] },
    });
  });

  test('each row for its own causes', async () => {
    const { causes, pairs } = because(await listOf(PODS + CILIUM + ON_WEB, '--format', 'json'));
    expect(causes).toEqual(expect.arrayContaining([GUARD, ADDRESS]));
    expect(pairs).toEqual({
      'default/db[Pod] -> default/web[Pod]': [ADDRESS.id],
      'default/web[Pod] -> default/db[Pod]': [GUARD.id],
      'external-1 -> default/db[Pod]': [GUARD.id],
      'external-2 -> default/db[Pod]': [GUARD.id],
    });
  });

  test('several policies, each by its name', async () => {
    const {
      causes,
      pairs,
    } = because(await listOf(PODS + CILIUM + CILIUM.replace('guard', 'other'), '--format', 'json'));
    const other = causeOf('CiliumNetworkPolicy', 'default/other');
    expect(causes).toEqual([GUARD, other]);
    expect(pairs['default/web[Pod] -> default/db[Pod]']).toEqual([GUARD.id, other.id]);
  });

  test('nothing where all is certain', async () => {
    expect(because(await listOf(PODS, '--format', 'json'))).toEqual({ causes: [], pairs: {} });
  });
});

test('text says it once for all pairs, and counts the policy', async () => {
  const { out, err } = await listOf(PODS + CILIUM);
  expect(out.split('\n')[0]).toBe('2 workloads in 1 namespace, 0 policies, 1 more that is not simulated');
  expect(err).toContain(`warning[output]: 3 pairs of endpoints are partly unknown
note: ${GUARD.what}
help: ${HELP}
`);
});

describe('whether the dialect enforces the kind', () => {
  const NO_EFFECT = 'warning[input]: AdminNetworkPolicy guard has no effect: '
    + 'no version of Cilium takes AdminNetworkPolicy\n'
    + '  --> input.yaml#3  (input.yaml:12)\n   |\n   | in AdminNetworkPolicy guard, at kind\n'
    + 'help: write it as a ClusterNetworkPolicy of `policy.networking.k8s.io/v1alpha2`: `tier: Admin`, `Accept` for `Allow`, `protocols` for `ports`, '
    + 'which Cilium takes from 1.20 on where it is switched on; '
    + 'or write a CiliumClusterwideNetworkPolicy, which this version enforces; answers about its pods are then unknown\n\n';

  test('decides that it has none, which is said, and every answer is certain', async () => {
    const { code, out, err } = await listOf(PODS + ADMIN, '--dialect', 'cilium-1.15');
    expect([code, err]).toEqual([0, NO_EFFECT]);
    expect(out).not.toContain('unknown');
  });

  test.each<[string, string, string, string]>([
    ['kubernetes, of which nobody knows who enforces it', 'kubernetes', ADMIN, 'AdminNetworkPolicy guard'],
    ['Cilium, of its own kinds', 'cilium-1.15', CILIUM, 'CiliumNetworkPolicy default/guard'],
  ])('leaves it open: %s', async (_, dialect, policy, name) => {
    const { code, out, err } = await listOf(PODS + policy, '--dialect', dialect);
    expect(code).toBe(0);
    expect(out).toContain('unknown');
    expect(err).toContain(`note: ${name} is of a kind that is not simulated, and may decide about it\n`);
    expect(err).not.toContain('has no effect');
  });

  test('and a kind that is a slip ends with 3', async () => {
    const { code, err } = await listOf(PODS + CILIUM.replace('CiliumNetworkPolicy', 'CiliumNetworkPolcy'));
    expect(code).toBe(3);
    expect(err).toContain('help: did you mean `CiliumNetworkPolicy`?\n');
  });
});
