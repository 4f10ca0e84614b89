import { renderMatrixEndpoint } from '../../src/render/matrix';
import { blocksWithin, externalBlocks } from '../../src/semantics/external-blocks';
import { matrixOf } from '../../src/semantics/matrix';
import { addresses, cluster, deployment, facts, labeled, pod, policy } from '../fixture';

function admits(...blocks: object[]): object {
  return policy('shop/p', { podSelector: {}, policyTypes: ['Ingress'], ingress: blocks.map(ipBlock => ({ from: [{ ipBlock }] })) });
}

interface Row {
  readonly given: readonly object[];
  readonly known?: ReturnType<typeof facts>;
  readonly within?: readonly string[];
  readonly blocks: readonly string[][];
}

const BLOCKS: Record<string, Row> = {
  'no ipBlock: all addresses are alike': { given: [], blocks: [['0.0.0.0/0', '::/0']] },
  'one block and the rest': { given: [admits({ cidr: '0.0.0.0/1' })], blocks: [['0.0.0.0/1'], ['128.0.0.0/1', '::/0']] },
  'two that overlap': {
    given: [admits({ cidr: '0.0.0.0/1' }, { cidr: '64.0.0.0/2' })], blocks: [['0.0.0.0/2'], ['64.0.0.0/2'], ['128.0.0.0/1', '::/0']],
  },
  'an exception counts to the rest': {
    given: [admits({ cidr: '0.0.0.0/1', except: ['64.0.0.0/2'] })], blocks: [['0.0.0.0/2'], ['64.0.0.0/2', '128.0.0.0/1', '::/0']],
  },
  'IPv6': { given: [admits({ cidr: '8000::/1' })], blocks: [['0.0.0.0/0', '::/1'], ['8000::/1']] },
  'the same block twice': { given: [admits({ cidr: '0.0.0.0/1' }, { cidr: '0.0.0.0/1' })], blocks: [['0.0.0.0/1'], ['128.0.0.0/1', '::/0']] },
  'addresses of pods and nodes are inside': {
    given: [], known: facts({ pods: ['0.0.0.0/1'], nodes: ['128.0.0.0/2'] }), blocks: [['192.0.0.0/2', '::/0']],
  },
  'a part of all addresses': {
    given: [admits({ cidr: '10.0.0.0/8' })], within: ['10.0.0.0/9', '11.0.0.0/8'], blocks: [['10.0.0.0/9'], ['11.0.0.0/8']],
  },
  'a part that is all inside, when it is asked for': {
    given: [], known: facts({ pods: ['10.0.0.0/8'] }), within: ['10.0.0.0/9'], blocks: [['10.0.0.0/9']],
  },
};

test.each(Object.entries(BLOCKS))('the blocks outside: %s', (_, { given, known, within, blocks }) => {
  const snapshot = cluster(given, known);
  const found = within === undefined ? externalBlocks(snapshot) : blocksWithin(snapshot, addresses(...within));
  expect(found.map(({ cidrs }) => cidrs)).toEqual(blocks);
  found.forEach(({ cidrs, representative }) => expect(addresses(...cidrs).contains(representative)).toBe(true));
});

const WEB = deployment('shop/web', { app: 'web' });
const DB = deployment('shop/db', { app: 'db' });

function pairs(...given: object[]): string[] {
  return matrixOf(cluster(given)).map(({ source, destination, connections }) =>
    `${renderMatrixEndpoint(source)} -> ${renderMatrixEndpoint(destination)}: ${connections.allowed}`);
}

test('every ordered pair stands in the matrix once, in order of names, the outside last', () => {
  expect(pairs(WEB, DB)).toEqual([
    'shop/db -> shop/db: everything',
    'shop/db -> shop/web: everything',
    'shop/db -> 0.0.0.0/0, ::/0: everything',
    'shop/web -> shop/db: everything',
    'shop/web -> shop/web: everything',
    'shop/web -> 0.0.0.0/0, ::/0: everything',
    '0.0.0.0/0, ::/0 -> shop/db: everything',
    '0.0.0.0/0, ::/0 -> shop/web: everything',
  ]);
});

test('a single pod is no pair with itself', () => {
  expect(pairs(pod('shop/one', {}))).toEqual([
    'shop/one -> 0.0.0.0/0, ::/0: everything', '0.0.0.0/0, ::/0 -> shop/one: everything',
  ]);
});

test('pairs that may not connect stand there too', () => {
  expect(pairs(DB, policy('shop/deny', { podSelector: labeled({ app: 'db' }), policyTypes: ['Ingress', 'Egress'] }))).toEqual([
    'shop/db -> shop/db: nothing', 'shop/db -> 0.0.0.0/0, ::/0: nothing', '0.0.0.0/0, ::/0 -> shop/db: nothing',
  ]);
});

test('without workloads the matrix is empty', () => {
  expect(pairs()).toEqual([]);
});
