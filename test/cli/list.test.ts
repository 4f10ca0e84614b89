import { expectGolden, goldenFiles } from './golden';
import { listOf, netpol } from './terminal';

const SHOP = goldenFiles('shop/workloads.yaml', 'shop/policies.yaml', 'shop/chart/values.yaml');
const FACTS = { 'facts.yaml': 'podCidrs: [10.20.0.0/16, "fd00::/64"]\nnodeCidrs: [192.168.0.0/24]\n' };

describe('what it prints, byte for byte', () => {
  test.each<[string, string[]]>([
    ['text', []],
    ['text-facts', ['--facts', 'facts.yaml']],
    ['text-cilium', ['--dialect', 'cilium-1.15']],
    ['text-by-source', ['--by', 'source']],
    ['text-rows', ['--rows']],
    ['json', ['--format', 'json']],
    ['json-group', ['--format', 'json', '--group']],
    ['json-external', ['--format=json', '--external-blocks']],
    ['csv', ['--format', 'csv']],
    ['md', ['--format', 'md']],
    ['md-by-source', ['--format', 'md', '--by', 'source', '--direction', 'egress']],
    ['dot', ['--format', 'dot']],
    ['mermaid', ['--format', 'mermaid']],
    ['connlist', ['--format', 'connlist', '--external-blocks']],
    ['connlist-unknown', ['--format', 'connlist']],
  ])('%s', async (name, options) => {
    const run = await netpol(['list', 'shop', ...options], { ...SHOP, ...FACTS });
    expect(run.code).toBe(0);
    expectGolden(`${name}.out`, run.out);
    expectGolden(`${name}.err`, run.err);
  });
});

describe('in a terminal no line is wider than it', () => {
  test.each([40, 64, 80, 200].flatMap(columns => [[columns, 'shop'], [columns, 'ways-in']] as const))('%i columns: %s', async (columns, folder) => {
    const { out } = await netpol(['list', folder], { ...SHOP, ...goldenFiles('ways-in/input.yaml') }, '', columns);
    expect(out.split('\n').filter(({ length }) => length > columns)).toEqual([]);
    expect(out).toContain('shop/web');
  });
});

test('the order of files, documents and options changes nothing', async () => {
  const options = ['--format', 'json'];
  const files = ['shop/workloads.yaml', 'shop/policies.yaml'];
  const first = await netpol(['list', ...files, ...options], SHOP);
  const second = await netpol(['list', ...options, ...files.reverse()], SHOP);
  expect(second).toEqual(first);
});

test('stdin is one more file', async () => {
  const { 'shop/policies.yaml': policies, ...rest } = SHOP;
  const piped = await netpol(['list', '-', 'shop/workloads.yaml', '--format', 'connlist'], rest, policies);
  const read = await netpol(['list', 'shop', '--format', 'connlist'], SHOP);
  expect(piped.out).toBe(read.out);
});

const EVERYTHING = { TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] };

test('json says of each problem where it is', async () => {
  const { out } = await listOf('apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: 1}}\nspec: {containers: []}\n',
    '--format', 'json');
  expect(JSON.parse(out)).toEqual({
    schemaVersion: 1,
    dialect: 'kubernetes',
    config: null,
    externalBlocks: false,
    partial: false,
    endpoints: [
      { id: 'default/a[Pod]', type: 'workload', kind: 'Pod', namespace: 'default', name: 'a' },
      { id: 'other pods', type: 'absent', namespaces: 'all namespaces', pods: 'everything' },
      { id: 'external-1', type: 'external', cidrs: ['0.0.0.0/0', '::/0'] },
    ],
    connections: [
      { source: 'other pods', destination: 'default/a[Pod]', allowed: EVERYTHING, unknown: {} },
      { source: 'default/a[Pod]', destination: 'other pods', allowed: EVERYTHING, unknown: {} },
      {
        source: 'default/a[Pod]',
        destination: 'external-1',
        allowed: { TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] },
        unknown: {},
      },
      {
        source: 'external-1',
        destination: 'default/a[Pod]',
        allowed: { TCP: [[1, 65535]], UDP: [[1, 65535]], SCTP: [[1, 65535]] },
        unknown: {},
      },
    ],
    waysIn: [],
    causes: [],
    problems: [{
      severity: 'warning',
      message: '`metadata.labels[app]` is 1, not text',
      object: 'Pod default/a',
      file: 'input.yaml#1',
      source: 'input.yaml:3',
      field: 'metadata.labels[app]',
      help: 'put it in quotes',
    }],
  });
});

const LIVE_POD = (name: string, labels: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: {${labels}}
  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-1, controller: true, uid: u}]
spec: {containers: []}
---
`;
const FROM_ONE = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: one}
spec: {podSelector: {matchLabels: {slot: one}}}
`;

describe('connlist calls live pods by the controller that is not there', () => {
  const lines = async (text: string) => (await listOf(text, '--format', 'connlist')).out.trimEnd().split('\n');

  test('when all of them are allowed the same', async () => {
    expect(await lines(LIVE_POD('a', 'app: web') + LIVE_POD('b', 'app: web'))).toEqual([
      '0.0.0.0-255.255.255.255 => default/web-1[ReplicaSet] : All Connections',
      'default/web-1[ReplicaSet] => 0.0.0.0-255.255.255.255 : All Connections',
      'default/web-1[ReplicaSet] => default/web-1[ReplicaSet] : All Connections',
    ]);
  });

  test('but by their own names when they are not', async () => {
    expect(await lines(LIVE_POD('a', 'slot: one') + LIVE_POD('b', 'slot: two') + FROM_ONE)).toEqual([
      '0.0.0.0-255.255.255.255 => default/b[Pod] : All Connections',
      'default/a[Pod] => 0.0.0.0-255.255.255.255 : All Connections',
      'default/a[Pod] => default/b[Pod] : All Connections',
      'default/b[Pod] => 0.0.0.0-255.255.255.255 : All Connections',
    ]);
  });
});
