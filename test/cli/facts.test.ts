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
  test.each<[string, string, string, string]>([
    ['a fact with a slip', 'podCidr: [10.0.0.0/8]', '`podCidr` is not a fact that netpol knows', 'did you mean `podCidrs`?'],
    ['another fact', 'weather: fine', '`weather` is not a fact that netpol knows', 'the facts are `podCidrs`, `nodeCidrs`, `existing`'],
    ['no block', 'podCidrs: [10.0.0.1]', '`podCidrs[0]` is "10.0.0.1", not an address block', 'take it from the cluster as it is'],
    ['text for a list', 'podCidrs: 10.0.0.0/8', '`podCidrs` is "10.0.0.0/8", not a list', 'begin each item with `- `'],
    ['an empty list', 'podCidrs: []', '`podCidrs` is an empty list, which would mean that there is no address',
      'list the blocks, or leave the field out when they are not known'],
    ['no map', 'hello', '`facts.yaml` is "hello", not one map of facts',
      'write fields such as `podCidrs: [10.244.0.0/16]`; there are `podCidrs`, `nodeCidrs`, `existing`'],
    ['nothing', '', '`facts.yaml` is absent, not one map of facts',
      'write fields such as `podCidrs: [10.244.0.0/16]`; there are `podCidrs`, `nodeCidrs`, `existing`'],
    ['no YAML', 'a: [', '`facts.yaml` is not valid YAML: ', 'correct it'],
  ])('%s', async (_, facts, message, help) => {
    const { code, out, err } = await listWith(facts);
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(`error[input]: ${message}`);
    expect(err).toContain(`help: ${help}\n`);
    expect(err).toContain('  --> facts.yaml\n');
  });

  test('a file that is not there', async () => {
    const { code, err } = await netpol(['list', 'a.yaml', '--facts', 'no.yaml'], { 'a.yaml': CLUSTER });
    expect(code).toBe(3);
    expect(err).toContain('error[input]: `no.yaml` does not exist');
  });
});
