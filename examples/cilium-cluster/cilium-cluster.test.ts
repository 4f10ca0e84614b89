import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { synth } from '../../scripts/cdk8s';
import { expectGolden } from '../../test/golden/golden';

const TIMEOUT_MS = 120_000;
const DIST = path.join(__dirname, 'dist');

/** The objects of a chart's file. */
function objectsIn(chart: string): any[] {
  return parseAllDocuments(readFileSync(path.join(DIST, `${chart}.k8s.yaml`), 'utf8')).map(document => document.toJS());
}

/** Runs another app of the folder: what it printed, whether it succeeded, and the files that it wrote. */
function run(main: string): { ok: boolean; stderr: string; written: string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'netpol-cilium-'));
  const output = path.join(folder, 'dist');
  try {
    const { ok, stderr } = synth('cilium-cluster', { main, output });
    return { ok, stderr, written: existsSync(output) ? readdirSync(output).sort() : [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The messages of the validation, without what the cdk8s command prints around them. */
function messages(stderr: string): string[] {
  return stderr.match(/^(?:error|warning)\[[^]*?(?=\n\n|\n*$(?![^]))/gm) ?? [];
}

test('one chart is the cluster and nothing else, with the label without which no policy is enforced', () => {
  const [cluster, ...others] = objectsIn('cluster');
  expect(others).toEqual([]);
  expect(cluster).toMatchObject({
    apiVersion: 'containerinfra.openstack.m.crossplane.io/v1alpha1',
    kind: 'ClusterV1',
    spec: { forProvider: { name: 'shop', labels: { network_driver: 'cilium', kube_tag: 'v1.29.3' } } },
  });
});

test('the other chart is the workloads and their policies', () => {
  const kinds = objectsIn('workloads').map(({ kind }) => kind);
  const counts = Object.fromEntries(
    [...new Set(kinds)].map(kind => [kind, kinds.filter(other => other === kind).length]));
  expect(counts).toEqual({ Namespace: 1, Deployment: 2, NetworkPolicy: 5 });
});

test('with its acceptance the app has nothing to say but what is accepted', () => {
  const { ok, stderr, written } = run('main.ts');
  expect({ ok, written }).toEqual({ ok: true, written: ['cluster.k8s.yaml', 'workloads.k8s.yaml'] });
  expect(stderr).toMatch(/^accepted\[enforcer-differs\]: .*\n {2}--> workloads\/deny .*\n {3}= reason: no pod of this app needs its own node\n\n?$/);
}, TIMEOUT_MS);

test('without it a warning says that no pod reaches its own node, and everything is written', () => {
  const { ok, stderr, written } = run('unaccepted.ts');
  expect({ ok, written }).toEqual({ ok: true, written: ['cluster.k8s.yaml', 'workloads.k8s.yaml'] });
  expect(messages(stderr)).toHaveLength(1);
  expectGolden('target/cilium-cluster-unaccepted', messages(stderr)[0]);
}, TIMEOUT_MS);

test('on flannel the synth fails, writes nothing, and says that nothing is enforced', () => {
  const { ok, stderr, written } = run('flannel.ts');
  expect({ ok, written }).toEqual({ ok: false, written: [] });
  const [notEnforced, ...others] = messages(stderr);
  expectGolden('target/cilium-cluster-on-flannel', notEnforced);
  expect(others).toEqual([expect.stringMatching(/^error\[must-not-reach\]: .*\n {2}--> workloads\/database-is-private/)]);
}, TIMEOUT_MS);
