import { GroupEndpoint } from '../../src/model/matrix';
import { EVERY_POD } from '../../src/model/peer';
import { Workload } from '../../src/model/workload';
import { legendOf } from '../../src/render/legend';
import { Folding } from '../../src/wording/folding';
import { cluster, pod } from '../fixture';

const NAMES = [...'abcdefghij'].map(letter => `shop/${letter}`).concat('lab/a', 'lab/b', 'ops/only');
const WORKLOADS = cluster(NAMES.map(name => pod(name))).workloads;
const OUTSIDE: GroupEndpoint[] = [
  { kind: 'external', cidrs: ['0.0.0.0/1'], representative: 0n }, { kind: 'external', cidrs: ['128.0.0.0/1', '::/0'], representative: 2n ** 31n },
];
const NODES: GroupEndpoint[] = [{ kind: 'nodes', names: ['one', 'two'] }, { kind: 'nodes', names: ['three'] }];
const folding = new Folding({ workloads: WORKLOADS, blocks: OUTSIDE as never, nodes: NODES as never });

const ANY_POD: GroupEndpoint = { kind: 'workload', workload: { ...WORKLOADS[0], absentPeer: EVERY_POD } };
const PROMETHEUS: GroupEndpoint = {
  kind: 'workload',
  workload: { ...WORKLOADS[0], absentPeer: { kind: 'pods', namespaces: { kind: 'named', name: 'monitoring' }, pods: { requirements: [{ key: 'app', operator: 'In', values: ['prometheus'] }] } } },
};

function all(but: readonly string[] = []): GroupEndpoint[] {
  return pods(NAMES.filter(name => !but.includes(name)));
}

function pods(names: readonly string[]): GroupEndpoint[] {
  const found = (name: string): Workload => WORKLOADS.find(workload => `${workload.namespace}/${workload.name}` === name)!;
  return names.map(name => ({ kind: 'workload', workload: found(name) }));
}

describe('endpoints in few words', () => {
  test.each<[string, GroupEndpoint[], string[]]>([
    ['one workload', pods(['shop/a']), ['shop/a']],
    ['a few, in order', pods(['shop/c', 'lab/a']), ['lab/a', 'shop/c']],
    ['a whole namespace', pods(['lab/b', 'lab/a']), ['lab/*']],
    ['a whole namespace of one workload, which has its name', pods(['ops/only']), ['ops/only']],
    ['nearly a whole namespace', pods(NAMES.slice(1, 10)), ['shop/* (except a)']],
    ['every workload', all(), ['all workloads']],
    ['every workload but a few', all(['lab/a', 'ops/only', 'shop/a']), ['lab/b', 'shop/* (except a)']],
    ['every workload but a few, where listing them is longer', all(['shop/a', 'shop/b', 'shop/c']), ['all workloads (except shop/a, shop/b, shop/c)']],
    ['everything there is', [...all(), ANY_POD, ...NODES, ...OUTSIDE], ['anywhere']],
    ['everything there is but a workload', [...all(['lab/a']), ANY_POD, ...NODES, ...OUTSIDE], ['anywhere (except lab/a)']],
    ['whatever is not in the input', [ANY_POD, PROMETHEUS, ...NODES, ...OUTSIDE], ['other pods', 'nodes', 'outside']],
    ['every pod', [...all(), ANY_POD], ['all workloads', 'other pods']],
    ['pods that the input does not have', [PROMETHEUS], ['app=prometheus in monitoring (not in the input)']],
    ['some nodes and some addresses', [NODES[0], OUTSIDE[1]], ['nodes one, two', '128.0.0.0/1, ::/0']],
    ['nothing', [], []],
  ])('%s', (_, endpoints, expected) => {
    expect(folding.fold(endpoints)).toEqual(expected);
  });
});

test('the words that stand in rows are explained, and no others', () => {
  expect(legendOf([[['anywhere (except lab/a)'], ['<-'], ['nodes', 'shop/outside']]], 60)).toEqual([
    '',
    'anywhere:    all workloads, other pods, nodes and outside',
    'other pods:  pods that the input does not have, unless a',
    '             policy of their own namespace closes it',
    'nodes:       nodes other than the one on which the pod runs',
    'outside:     addresses outside the cluster',
  ]);
  expect(legendOf([[['shop/a'], ['<-'], ['nodes']]], 60)).toEqual(['', 'nodes:  nodes other than the one on which the pod runs']);
  expect(legendOf([[['shop/a'], ['<-'], ['shop/b']]], 60)).toEqual([]);
});
