import fc from 'fast-check';
import { compare } from '../../src/changes/compare';
import { isLockText, LockFile, LockFault, readLock } from '../../src/changes/read-lock';
import { recordOf } from '../../src/changes/record-of';
import { writeLock } from '../../src/changes/write-lock';
import { Snapshot } from '../../src/model/snapshot';
import { cluster, labeled, pod, policy } from '../fixture';
import { anyScenario, snapshotOf } from '../generators/scenarios';

const HEADER = { dialect: 'kubernetes', externalBlocks: false };

function lockOf(snapshot: Snapshot): string {
  return writeLock(recordOf(snapshot), HEADER);
}

function fileOf(text: string): LockFile {
  const file = readLock(text);
  if ('reason' in file) {
    throw new Error(`line ${file.line} ${file.reason}`);
  }
  return file;
}

const node = (name: string, ip: string) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { addresses: [{ type: 'InternalIP', address: ip }] } });

const SHOP = [
  pod('shop/web', { app: 'web' }), pod('shop/db', { app: 'db' }), pod('ops/backup', { app: 'backup' }),
  policy('shop/db', {
    podSelector: labeled({ app: 'db' }),
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ podSelector: labeled({ app: 'web' }) }], ports: [{ port: 5432 }] },
      { from: [{ namespaceSelector: {}, podSelector: labeled({ app: 'prometheus' }) }], ports: [{ port: 9187 }] },
      { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 22, endPort: 23 }] },
    ],
  }),
];

test('a lock is one line for each pair, and for all pods, nodes and addresses that are not in the input', () => {
  expect(lockOf(cluster(SHOP))).toBe(`\
# Who may connect to whom, and that this is meant. \`netpol lock PATH...\` writes this file; nobody edits it.
version: 1
dialect: kubernetes

ops/backup[Pod] <- other pods: everything
ops/backup[Pod] <- nodes: everything
ops/backup[Pod] <- 0.0.0.0/0, ::/0: everything
ops/backup[Pod] -> other pods: everything
ops/backup[Pod] -> nodes: everything
ops/backup[Pod] -> 0.0.0.0/0, ::/0: everything

shop/db[Pod] <- ops/backup[Pod]: unknown TCP 22-23
shop/db[Pod] <- shop/web[Pod]: TCP 5432 (unknown TCP 22-23)
shop/db[Pod] <- (app=prometheus in all namespaces): TCP 9187
shop/db[Pod] <- nodes: unknown TCP 22-23
shop/db[Pod] <- 10.0.0.0/8 (except 10.1.0.0/16): TCP 22-23
shop/db[Pod] -> other pods: everything
shop/db[Pod] -> nodes: everything
shop/db[Pod] -> 0.0.0.0/0, ::/0: everything

shop/web[Pod] <- other pods: everything
shop/web[Pod] <- nodes: everything
shop/web[Pod] <- 0.0.0.0/0, ::/0: everything
shop/web[Pod] -> other pods: everything
shop/web[Pod] -> nodes: everything
shop/web[Pod] -> 0.0.0.0/0, ::/0: everything
`);
});

describe('what a lock says of a cluster is what the cluster says', () => {
  const changesSince = (text: string, snapshot: Snapshot) => {
    const { record } = fileOf(text);
    const live = recordOf(snapshot);
    return [compare(record, live), compare(live, record)];
  };

  test('whatever the cluster is', () => fc.assert(fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    const [there, back] = changesSince(lockOf(snapshot), snapshot);
    expect([there.pairs, there.waysIn, back.pairs, back.waysIn]).toEqual([[], [], [], []]);
  }), { numRuns: 150 }));

  test('with nodes of which some are reached', () => {
    const admit = policy('shop/db', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: '192.168.0.1/32' } }] }] });
    const snapshot = cluster([pod('shop/db', {}), node('one', '192.168.0.1'), node('two', '192.168.0.2'), admit]);
    expect(lockOf(snapshot)).toContain('shop/db[Pod] <- node one: everything\n');
    const [there, back] = changesSince(lockOf(snapshot), snapshot);
    expect([there.pairs, back.pairs]).toEqual([[], []]);
  });

  test('with names that no server takes', () => {
    const names = ['a b', 'a: b', 'a <- b', 'a%20b', 'a[b]', 'ä', 'a\nb'];
    const snapshot = cluster(names.flatMap(name => [pod(`shop/${name}`, { app: 'x' })]));
    const [there, back] = changesSince(lockOf(snapshot), snapshot);
    expect([there.pairs, back.pairs]).toEqual([[], []]);
  });
});

test('values from manifests make no line of their own', () => {
  const forged = 'x\nshop/web[Pod] <- nodes: everything';
  const snapshot = cluster([
    ...SHOP, node(`one ${forged}`, '192.168.0.1'),
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { rules: [{ http: { paths: [{ path: `/${forged}`, backend: { service: { name: 'web', port: { number: 80 } } } }] } }] },
    },
  ]);
  const text = lockOf(snapshot);
  expect(text.split('\n').filter(line => line.startsWith('shop/web[Pod] <- nodes'))).toHaveLength(1);
  const { pairs, waysIn } = compare(fileOf(text).record, recordOf(snapshot));
  expect([pairs, waysIn]).toEqual([[], []]);
});

describe('small changes are small changes of the file', () => {
  const changed = (before: string, after: string) => {
    const [old, recent] = [before, after].map(text => text.split('\n'));
    return [...old.filter(line => !recent.includes(line)).map(line => `- ${line}`), ...recent.filter(line => !old.includes(line)).map(line => `+ ${line}`)];
  };

  test('another port is one line', () => {
    const other = JSON.parse(JSON.stringify(SHOP).replace('5432', '5433')) as object[];
    expect(changed(lockOf(cluster(SHOP)), lockOf(cluster(other)))).toEqual([
      '- shop/db[Pod] <- shop/web[Pod]: TCP 5432 (unknown TCP 22-23)',
      '+ shop/db[Pod] <- shop/web[Pod]: TCP 5433 (unknown TCP 22-23)',
    ]);
  });

  test('a new workload changes no line about others', () => {
    const lines = changed(lockOf(cluster(SHOP)), lockOf(cluster([...SHOP, pod('shop/cache', { app: 'cache' })])));
    expect(lines.filter(line => line.startsWith('-'))).toEqual([]);
    expect(lines.filter(line => !/^\+ shop\/cache|<- shop\/cache/.test(line))).toEqual([]);
  });

  test('a policy changes only lines of the workloads that it selects', () => fc.assert(fc.property(anyScenario, scenario => {
    const snapshot = snapshotOf(scenario);
    const alone = cluster([
      pod('apart/lonely', { only: 'this' }),
      policy('apart/lonely', { podSelector: labeled({ only: 'this' }), ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.0/24' } }] }] }),
    ]);
    const both = {
      ...snapshot,
      workloads: [...snapshot.workloads, ...alone.workloads],
      namespaces: new Map([...snapshot.namespaces, ...alone.namespaces]),
    };
    const isolated = { ...both, policies: [...both.policies, ...alone.policies] };
    fc.pre(snapshot.otherInterpretations === undefined);
    const found = changed(lockOf(both), lockOf(isolated));
    expect(found.filter(line => !line.includes('apart/lonely'))).toEqual([]);
  }), { numRuns: 40 }));
});

describe('a file that cannot be read', () => {
  const TEXT = lockOf(cluster(SHOP));

  test.each<[string, string, LockFault]>([
    ['a merge that is not finished', TEXT.replace('shop/db[Pod] <- nodes', '<<<<<<< HEAD\nshop/db[Pod] <- nodes'),
      { line: 15, reason: 'has the marks of a merge that is not finished' }],
    ['the middle of one', TEXT.replace('shop/db[Pod] <- nodes', '=======\nshop/db[Pod] <- nodes'),
      { line: 15, reason: 'has the marks of a merge that is not finished' }],
    ['a later version', TEXT.replace('version: 1', 'version: 2'),
      { line: 2, reason: 'is of version 2 of the format, and this netpol reads version 1' }],
    ['a line by hand', TEXT.replace('ops/backup[Pod] <- nodes', 'ops/backup may be reached from nodes'),
      { line: 6, reason: 'is no line that netpol writes' }],
    ['a port that is none', TEXT.replace('TCP 9187', 'TCP 91870'), { line: 14, reason: 'is no line that netpol writes' }],
    ['a block that is none', TEXT.replace('except 10.1.0.0/16', 'except 10.1.0.0/160'), { line: 16, reason: 'is no line that netpol writes' }],
    ['half a line', TEXT.slice(0, -12), { line: 26, reason: 'is no line that netpol writes' }],
    ['two lines about the same', `${TEXT}shop/db[Pod] <- shop/web[Pod]: TCP 1\n`, { line: 27, reason: 'says something else than line 13 about the same' }],
    ['no header', TEXT.replace('dialect: kubernetes\n', ''), { reason: 'does not begin as a lock file: it has no `version` or no `dialect`' }],
    ['an empty file', '', { reason: 'does not begin as a lock file: it has no `version` or no `dialect`' }],
  ])('%s', (_, text, fault) => {
    expect(readLock(text)).toEqual(fault);
  });

  test('line breaks of Windows, a line twice and another order change nothing', () => {
    const lines = TEXT.split('\n');
    const shuffled = [...lines.slice(0, 4), ...lines.slice(4).reverse(), lines[6]].join('\r\n');
    expect(compare(fileOf(shuffled).record, recordOf(cluster(SHOP))).pairs).toEqual([]);
  });

  test.each([
    ['a lock', TEXT, true],
    ['one that is being merged', `<<<<<<< HEAD\n${TEXT}`, true],
    ['manifests', 'apiVersion: v1\nkind: Pod\n', false],
    ['something with a version', 'version: 1\nservices: {}\n', false],
  ])('%s is known by its beginning', (_, text, expected) => {
    expect(isLockText(text)).toBe(expected);
  });
});
