import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { readYamlFiles } from '../../scripts/yaml-files';
import { ROOT } from '../compiled';
import { sharedFolder } from '../shared';

const TIMEOUT_MS = 120_000;

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'netpol-demo-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function demo(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    path.join(ROOT, 'node_modules', '.bin', 'ts-node'), ['scripts/demo.ts', ...args], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

test('the demo shows the synth, the manifests, who reaches whom, and a synth that fails', () => {
  const { status, stdout, stderr } = demo();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/^\d\. .*$/gm)).toEqual([
    '1. `cdk8s synth` in examples/online-boutique',
    '2. The manifests in examples/online-boutique/dist',
    '3. What may connect to what',
    '4. The same shop with one letter missing: `cdk8s synth` of examples/online-boutique/typo.ts',
  ]);
  expect(stdout).toMatch(/^ +12 Deployment: /m);
  expect(stdout).toMatch(/^ +boutique\/cartservice +-> {2}boutique\/redis-cart +TCP 6379$/m);
  expect(stdout).toMatch(/^ +error\[one-sided-connection\]: /m);
  expect(stdout).toMatch(/\nThe synth stopped, and nothing was written\.\n$/);
  expect(stdout).not.toMatch(/node_modules|^ +at /m);
}, TIMEOUT_MS);

test('with a folder it shows who reaches whom according to its YAML and JSON files', () => {
  file('pods.yaml', [
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop, labels: { app: web } }',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: db, namespace: shop, labels: { app: db } }',
    '# nothing but a remark',
  ].join('\n---\n'));
  file('policy.json', JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'db' } }, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 5432 }] }] },
  }));
  file('notes.txt', 'not: [yaml');
  const { status, stdout, stderr } = demo(folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^shop\/web +-> {2}shop\/db +TCP 5432$/m);
  expect(stdout).not.toMatch(/0\.0\.0\.0\/0.*-> {2}shop\/db/);
}, TIMEOUT_MS);

const UNREADABLE: Record<string, [() => string, RegExp]> = {
  'a place that is not there': [() => path.join(folder, 'nowhere'), /^there is no .*nowhere\nhelp: name a folder with YAML files, or one file$/],
  'a folder without YAML': [
    () => path.join(ROOT, 'test', 'scripts'),
    /^there is no YAML file in .*scripts\nhelp: name a folder with files that end in \.yaml, \.yml or \.json$/,
  ],
  'a file that is not YAML': [
    () => file('broken.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: [name\n'), /broken\.yaml:[34]: this is not YAML: [^\n]+\nhelp: mend the file/,
  ],
  'the template of a Helm chart': [
    () => file('template.yaml', 'kind: Pod\nmetadata:\n  name: {{ .Values.name }}-{{ .Release.Name }}\n'), /template\.yaml:3: .*\n.*`helm template`/,
  ],
};

test.each(Object.entries(UNREADABLE))('files that cannot be read are named, with their line: %s', (_, [place, message]) => {
  expect(() => readYamlFiles(place())).toThrow(message);
});

const REFUSED: Record<string, [() => string, RegExp]> = {
  'files that cannot be read': [() => path.join(folder, 'nowhere'), /^there is no .*nowhere\nhelp: /],
  'a policy with a fault': [
    () => file('fault.yaml', 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { ingress: [{ ports: [{ port: 0 }] }] }\n'),
    /^error\[input\]: `spec\.ingress\[0\]\.ports\[0\]\.port` is 0, not a port from 1 to 65535\n/,
  ],
};

test.each(Object.entries(REFUSED))('the demo ends with 3 and says why: %s', (_, [place, message]) => {
  const { status, stdout, stderr } = demo(place());
  expect(stderr).toMatch(message);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
}, TIMEOUT_MS);

const CORPUS = sharedFolder('corpora', 'np-guard', 'online_boutique_workloads_no_ns');
const withCorpora = CORPUS === undefined ? test.skip : test;

withCorpora('it reads manifests of others (in NETPOL_SHARED)', () => {
  const { status, stdout } = demo(CORPUS!);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\S+\/frontend +-> /m);
}, TIMEOUT_MS);
