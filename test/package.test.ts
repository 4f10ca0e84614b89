import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ensureCompiled, ROOT } from './compiled';

const TIMEOUT_MS = 300_000;

const PROGRAM = `
import { App, Chart, Testing } from 'cdk8s';
import { DefaultDenyAll, NetworkPolicyValidation } from 'cdk8s-netpol';

const app: App = Testing.app();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
new DefaultDenyAll(chart, 'deny', { metadata: { name: 'default-deny-all' } });
NetworkPolicyValidation.of(app);
app.synth();
console.log(JSON.stringify(Testing.synth(chart)));
`;

const DOCUMENTS = [{
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'default-deny-all', namespace: 'shop' },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
}];

let folder: string;
let tarball: string;
let files: string[];

/** Runs a command and gives its stdout; if it fails, the error holds everything it printed. */
function run(cwd: string, command: string, ...args: string[]): string {
  // Nothing of a surrounding `npm test` may lead npm back to this repository.
  const env = Object.fromEntries(Object.entries(process.env)
    .filter(([name]) => !/^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$|TS_NODE_)/.test(name)));
  try {
    return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${[command, ...args].join(' ')} failed:\n${stdout}${stderr}`);
  }
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netpol-package-'));
  ensureCompiled();
  const [packed] = JSON.parse(run(ROOT, 'npm', 'pack', '--json', '--pack-destination', folder)) as
    { filename: string; files: { path: string }[] }[];
  tarball = path.join(folder, packed.filename);
  files = packed.files.map((file) => file.path);
}, TIMEOUT_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package holds what its users need', () => {
  expect(files).toEqual(expect.arrayContaining([
    'lib/index.js', 'lib/index.d.ts', '.jsii', 'LICENSE', 'README.md', 'package.json', 'schema/netpol.schema.json', 'schema/check.schema.json', 'schema/diff.schema.json', 'schema/list.schema.json',
    'schema/checks.schema.json', 'schema/explain.schema.json', 'schema/upgrade.schema.json',
    'node_modules/ignore/package.json', 'node_modules/js-yaml/package.json',
  ]));
});

test('the command has both its names, the second of which makes it `kubectl netpol`', () => {
  const { bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { bin: object };
  expect(bin).toEqual({ 'netpol': 'bin/netpol', 'kubectl-netpol': 'bin/netpol' });
});

test('the package holds nothing that only this repository needs', () => {
  const top = new Set(files.map((file) => file.split('/')[0]));
  expect([...top].sort()).toEqual(
    ['.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'lib', 'node_modules', 'package.json', 'schema'],
  );
  expect(files.filter((file) => /^lib\/.*(?<!\.d)\.ts$/.test(file))).toEqual([]);
});

test('it installs into an empty folder and works from TypeScript, as in an app of `cdk8s init`', () => {
  const app = path.join(folder, 'app');
  mkdirSync(app);
  run(app, 'npm', 'init', '-y');
  run(app, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund',
    tarball, 'cdk8s', 'constructs', 'cdk8s-plus-29', 'typescript@5.9', 'ts-node', '@types/node@20');
  const template = path.join(ROOT, 'node_modules', 'cdk8s-cli', 'templates', 'typescript-app');
  copyFileSync(path.join(template, 'tsconfig.json'), path.join(app, 'tsconfig.json'));
  writeFileSync(path.join(app, 'main.ts'), PROGRAM);

  run(app, 'npx', 'tsc', '--noEmit');
  expect(JSON.parse(run(app, 'npx', 'ts-node', 'main.ts'))).toEqual(DOCUMENTS);
}, TIMEOUT_MS);
