import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { clusterOf } from '../../bench/cluster/apps';
import { LARGEST, MIXED, PLAIN, Shape, shapeOf } from '../../bench/cluster/shape';
import { manifestsOf, writeCluster } from '../../bench/cluster/write';

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'netpol-bench-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** All files below a folder with their bytes. */
function contents(root: string): Record<string, string> {
  return Object.fromEntries(readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(yaml|json)$/.test(name)).sort()
    .map(name => [name, readFileSync(path.join(root, name), 'utf8')]));
}

function write(shape: Shape, name: string): Record<string, string> {
  writeCluster(clusterOf(shape), path.join(folder, name));
  return contents(path.join(folder, name));
}

function objectsOf(shape: Shape): any[] {
  return [...manifestsOf(clusterOf(shape)).values()].flat();
}

test('one seed, one cluster: the same bytes every time', () => {
  const shape = shapeOf(40, MIXED, 7);
  expect(write(shape, 'first')).toEqual(write(shape, 'second'));
});

test('another seed, another cluster', () => {
  expect(write(shapeOf(40, MIXED, 7), 'first')).not.toEqual(write(shapeOf(40, MIXED, 8), 'second'));
});

test('YAML and JSON hold the same objects', () => {
  const files = write(shapeOf(20, MIXED), 'both');
  const names = Object.keys(files).filter(name => name.endsWith('.yaml'));
  expect(names).toHaveLength(2);
  for (const name of names) {
    const documents = parseAllDocuments(files[name]).map(document => document.toJS());
    expect(JSON.parse(files[name.replaceAll('yaml', 'json')]).items).toEqual(documents);
  }
});

test('YAML is in block style, without aliases', () => {
  const text = Object.entries(write(shapeOf(20, MIXED), 'style'))
    .filter(([name]) => name.endsWith('.yaml')).map(([, content]) => content).join('---\n');
  // `podSelector: {}` is how everybody writes it.
  expect(text.replaceAll('podSelector: {}', '')).not.toMatch(/[[\]{}&*]/);
});

test.each<[string, Shape]>([['plain', shapeOf(50)], ['mixed', shapeOf(50, MIXED)], ['small', shapeOf(1)]])(
  'a %s cluster has as many objects as its shape says', (_, shape) => {
    const kinds = objectsOf(shape).map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter(other => other === kind).length;
    expect([count('Namespace'), count('Deployment'), count('NetworkPolicy')])
      .toEqual([shape.namespaces, shape.workloads, shape.policies]);
  });

test('the largest cluster has 150,000 pods', () => {
  expect(LARGEST.workloads * LARGEST.replicas).toBe(150_000);
});

test('with fewer apps than workloads, every workload is there and has labels of its own', () => {
  const shape: Shape = { ...shapeOf(30), policies: 3 + 20 };
  const templates = objectsOf(shape).filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => JSON.stringify(spec.template.metadata.labels));
  expect(new Set(templates).size).toBe(30);
});

test('every call is allowed on both sides', () => {
  const shape = shapeOf(30, PLAIN);
  const rules = objectsOf(shape).filter(({ kind }) => kind === 'NetworkPolicy');
  const count = (side: string) => rules.flatMap(({ spec }) => spec[side] ?? []).length;
  expect([count('ingress'), count('egress')]).toEqual([shape.workloads * shape.calls, shape.workloads * shape.calls]);
});
