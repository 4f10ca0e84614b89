import { netpol } from './terminal';

const CLUSTER = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: []}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {matchLabels: {app: b}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: b}}
spec: {containers: []}
`;

const FACTS = ['podCidrs', 'nodeCidrs', 'serviceCidrs', 'apiServers', 'serviceTranslation', 'existing', 'ciliumPatchVersion', 'ciliumClusterName', 'hostFirewallEnabled', 'nodeSelectorLabels',
  'policyCidrMatchModes', 'policyEnforcementMode', 'sctpEnabled', 'gkeClusterwidePolicies', 'clusterNetworkPolicyEnabled'].map(name => `\`${name}\``).join(', ');

async function listWith(facts: string) {
  return netpol(['list', 'a.yaml', '--facts', 'facts.yaml', '--format', 'connlist'], { 'a.yaml': CLUSTER, 'facts.yaml': facts });
}

const A_TO_B = 'default/a[Pod] => default/b[Pod] : All Connections';

describe('what is known settles what would be unknown', () => {
  test.each<[string, string, boolean]>([
    ['pods inside the block', 'podCidrs: [10.244.0.0/16]', true],
    ['pods outside the block', 'podCidrs: [172.16.0.0/12]', false],
    ['pods inside, as JSON', '{"podCidrs": ["10.244.0.0/16"]}', true],
    ['nothing about pods', 'nodeCidrs: [10.1.0.0/16]', false],
  ])('%s', async (_, facts, isAllowed) => {
    const { code, out } = await listWith(facts);
    expect(code).toBe(0);
    expect(out.split('\n').includes(A_TO_B)).toBe(isAllowed);
  });
});

describe('facts that cannot be read end with 3', () => {
  test.each<[string, string, string, string, string]>([
    ['a fact with a slip', 'podCidr: [10.0.0.0/8]', '  (facts.yaml:1:1)', '`podCidr` is not a fact that netpol knows', 'did you mean `podCidrs`?'],
    ['another fact', 'weather: fine', '  (facts.yaml:1:1)', '`weather` is not a fact that netpol knows', `the facts are ${FACTS}`],
    ['no block', 'nodeCidrs: [10.1.0.0/16]\npodCidrs: [10.0.0.1]', '  (facts.yaml:2:12)', '`podCidrs[0]` is "10.0.0.1", not an address block', 'take it from the cluster as it is'],
    ['text for a list', 'podCidrs: 10.0.0.0/8', '  (facts.yaml:1:1)', '`podCidrs` is "10.0.0.0/8", not a list', 'begin each item with `- `'],
    ['an empty list', 'podCidrs: []', '  (facts.yaml:1:1)', '`podCidrs` is an empty list, which would mean that there is no address',
      'list the blocks, or leave the field out when they are not known'],
    ['no map', 'hello', '', '`facts.yaml` is "hello", not one map of facts',
      `write fields such as \`podCidrs: [10.244.0.0/16]\`; there are ${FACTS}`],
    ['nothing', '', '', '`facts.yaml` is absent, not one map of facts',
      `write fields such as \`podCidrs: [10.244.0.0/16]\`; there are ${FACTS}`],
    ['no YAML', 'a: [', '  (facts.yaml:1:5)', '`facts.yaml` is not valid YAML: ', 'correct it'],
    ['a key without a value', 'existing:\n  - namespace: a\n    labels: {b.c/d: }', '  (facts.yaml:3:14)',
      '`existing[0].labels[b.c/d]` has no value', 'write one, or leave the key out'],
    ['several documents', 'a: 1\n---\nb: 2', '', '`facts.yaml` is 2 documents, not one map of facts',
      `write fields such as \`podCidrs: [10.244.0.0/16]\`; there are ${FACTS}`],
    ['a patch release that is none', 'ciliumPatchVersion: -1', '  (facts.yaml:1:1)', '`ciliumPatchVersion` is -1, not the number of a patch release',
      'write the last number of the version: 2 for Cilium 1.20.2'],
    ['an API server without a port', 'apiServers: [192.0.2.10]', '  (facts.yaml:1:14)', '`apiServers[0]` is "192.0.2.10", not an address and a port',
      'write where it listens: `192.0.2.10:6443`, `"[2001:db8::10]:6443"`'],
    ['no list of API servers', 'apiServers: 192.0.2.10:6443', '  (facts.yaml:1:1)', '`apiServers` is "192.0.2.10:6443", not a list', 'begin each item with `- `'],
    ['no API server at all', 'apiServers: []', '  (facts.yaml:1:1)', '`apiServers` is an empty list, as if there were no API server',
      'list where it listens, or leave the field out when that is not known'],
    ['a translation that is none', 'serviceTranslation: never', '  (facts.yaml:1:1)', '`serviceTranslation` is "never", not known',
      'write `before-policy`, `after-policy`'],
  ])('%s', async (_, facts, place, message, help) => {
    const { code, out, err } = await listWith(facts);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`error[input]: ${message}`);
    expect(err).toContain(`help: ${help}\n`);
    expect(err).toContain(`  --> facts.yaml${place}\n`);
  });

  test('a file that is not there', async () => {
    const { code, err } = await netpol(['list', 'a.yaml', '--facts', 'no.yaml'], { 'a.yaml': CLUSTER });
    expect(code).toBe(3);
    expect(err).toContain('error[input]: `no.yaml` does not exist');
  });
});

const HOST = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: a}}
spec: {containers: []}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: b, host: rack-7}}
spec: {containers: [{name: c, image: i, ports: [{containerPort: 9, protocol: SCTP}]}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {matchLabels: {app: b}}, ingress: [{ports: [{port: 9, protocol: SCTP}]}]}
`;

describe('what is known of Cilium decides', () => {
  const listed = async (dialect: string, facts?: string) => {
    const { code, out, err } = await netpol(
      ['list', 'a.yaml', '--rows', '--dialect', dialect, ...facts === undefined ? [] : ['--facts', 'facts.yaml']],
      { 'a.yaml': HOST, ...facts !== undefined && { 'facts.yaml': facts } });
    return { code, line: out.split('\n').find(line => /^default\/a +-> +default\/b /.test(line))?.replace(/ +/g, ' '), err };
  };

  test.each<[string, string, string | undefined, string | undefined]>([
    ['1.18 opens a pod with the label key `host`', 'cilium-1.18', undefined, 'default/a -> default/b everything'],
    ['1.20 perhaps', 'cilium-1.20', undefined, 'default/a -> default/b unknown: everything'],
    ['1.20.1 for certain', 'cilium-1.20.1', undefined, 'default/a -> default/b everything'],
    ['1.20.2 no longer', 'cilium-1.20.2', undefined, undefined],
    ['GKE perhaps', 'gke-dataplane-v2', undefined, 'default/a -> default/b unknown: everything'],
    ['the host firewall closes it', 'cilium-1.18', 'hostFirewallEnabled: true', undefined],
    ['sctpEnabled', 'cilium-1.20.2', 'sctpEnabled: true', 'default/a -> default/b SCTP 9'],
    ['mode never opens all', 'cilium-1.20.2', 'policyEnforcementMode: never', 'default/a -> default/b everything'],
  ])('%s', async (_, dialect, facts, line) => {
    expect(await listed(dialect, facts)).toMatchObject({ code: 0, line });
  });

  test('a setting of Cilium is refused where the dialect is another, so that nobody relies on it', async () => {
    const { code, err } = await listed('kubernetes', 'sctpEnabled: true');
    expect(code).toBe(3);
    expect(err).toContain('error[input]: `sctpEnabled` is a setting of Cilium, but the dialect is `kubernetes`');
  });

  test('a value that nothing knows is refused', async () => {
    const { code, err } = await listed('cilium-1.20', 'policyEnforcementMode: sometimes');
    expect(code).toBe(3);
    expect(err).toContain('`policyEnforcementMode` is "sometimes", not known');
    expect(err).toContain('write `default`, `always`, `never`');
  });

  test.each(['cilium-1.21.0', 'cilium-1.20.x', 'cilium-1.20.02', 'cilium-1.20.'])('there is no dialect %s', async dialect => {
    expect(await listed(dialect)).toMatchObject({ code: 2, err: expect.stringContaining('which it does not know') });
  });
});

test('serviceCidrs are no addresses outside', async () => {
  const facts = { 'a.yaml': CLUSTER, 'facts.yaml': 'serviceCidrs: [10.96.0.0/12]' };
  const outside = async (...options: string[]) => (await netpol(['list', 'a.yaml', '--format', 'text', ...options], facts)).out;
  expect(await outside()).not.toContain('10.96.0.0/12');
  expect(await outside('--facts', 'facts.yaml')).toContain('except 10.96.0.0/12');
});
