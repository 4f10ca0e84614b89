import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { ensureCompiled, ROOT } from '../compiled';
import { expectGolden, GOLDEN } from './golden';

const TIMEOUT_MS = 180_000;
const NETPOL = path.join(ROOT, 'bin', 'netpol');

let folder: string;

beforeAll(() => {
  ensureCompiled();
  folder = mkdtempSync(path.join(tmpdir(), 'netpol-cli-'));
}, TIMEOUT_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as a shell would. */
function run(args: readonly string[], { cwd = GOLDEN, input = '', node = [] as readonly string[] } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, NETPOL, ...args], { cwd, input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** Writes a file below the folder of this test run. */
function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('the command itself prints what the same run in this process prints', () => {
  test.each<[string, string[]]>([
    ['text', []],
    ['json', ['--format', 'json']],
    ['connlist', ['--format', 'connlist', '--external-blocks']],
  ])('%s', (name, options) => {
    const { code, out, err } = run(['list', 'shop', ...options]);
    expect(code).toBe(0);
    expectGolden(`${name}.out`, out);
    expectGolden(`${name}.err`, err);
  });

  test.each([['check/text', []], ['check/json', ['--format', 'json']]])('%s', (name, options) => {
    const { code, out, err } = run(['check', 'check/shop.yaml', ...options]);
    expect([code, err]).toEqual([1, '']);
    expectGolden(`${name}.out`, out);
  });

  test('what is piped into it', () => {
    const { code, out } = run(['list', '-', '--format', 'connlist'], { input: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n' });
    expect(code).toBe(0);
    expect(out).toContain('default/a[Pod] => 0.0.0.0-255.255.255.255 : All Connections\n');
  });

  test('its version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
});

describe('its exit code says what happened, and no stack trace does', () => {
  test.each<[string, string[], number, string]>([
    ['wrong usage', ['list', 'shop', '--fromat'], 2, 'did you mean `--format`?'],
    ['nothing there', ['list', 'nowhere'], 3, '`nowhere` does not exist'],
    ['a folder below a file', ['list', 'shop/policies.yaml/more'], 3, '`shop/policies.yaml/more` does not exist'],
    ['no manifests', ['list', 'shop/chart/values.yaml'], 3, '`kind` is absent'],
  ])('%s', (_, args, expected, message) => {
    const { code, out, err } = run(args);
    expect([code, out]).toEqual([expected, '']);
    expect(err).toContain(message);
    expect(err).not.toMatch(/^ +at /m);
  });

  test('a folder that leads back to itself is read once', () => {
    write('loop/a.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n');
    symlinkSync(path.join(folder, 'loop'), path.join(folder, 'loop', 'again'));
    expect(run(['list', path.join(folder, 'loop')])).toMatchObject({ code: 0, err: '' });
  });

  test('a link to nothing is named', () => {
    write('dangling/a.yaml', '');
    symlinkSync(path.join(folder, 'nothing'), path.join(folder, 'dangling', 'b.yaml'));
    const { code, err } = run(['list', path.join(folder, 'dangling')]);
    expect(code).toBe(3);
    expect(err).toContain(`${path.join('dangling', 'b.yaml')}\` does not exist`);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? test.skip : test)('a file that is closed is named (not as root, for whom nothing is closed)', () => {
    chmodSync(write('closed.yaml', ''), 0);
    expect(run(['list', path.join(folder, 'closed.yaml')])).toMatchObject({ code: 3, err: expect.stringContaining('may not be read by you') });
  });

  test('a reader that has seen enough is no fault', () => {
    const many = Array.from({ length: 60 }, (_, index) => `apiVersion: v1\nkind: Pod\nmetadata: {name: pod-${index}}\n`);
    const file = write('many.yaml', many.join('---\n'));
    const shell = spawnSync('bash', ['-o', 'pipefail', '-c', '"$0" "$1" list "$2" --format json | head -n 1', process.execPath, NETPOL, file],
      { encoding: 'utf8' });
    expect(shell).toMatchObject({ status: 0, stdout: '{\n', stderr: '' });
  });
});

test('it loads neither cdk8s nor cdk8s-plus nor constructs', () => {
  const trace = path.join(folder, 'loaded.json');
  const tracer = write('tracer.cjs', `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(trace)}, `
    + 'JSON.stringify(Object.keys(require.cache))));');
  const loadedBy = (...args: string[]) => {
    expect(run(args, { node: ['--require', tracer] }).code).toBe(0);
    return (JSON.parse(readFileSync(trace, 'utf8')) as string[]).map(file => path.relative(ROOT, file))
      .filter(file => /^(lib|node_modules)\b/.test(file)).sort();
  };
  expect(loadedBy('list', 'shop')).toEqual(['lib/cli/netpol-shared.js', 'lib/cli/netpol.js']);
  // No other verb pays for the checks, nor for what compares two states.
  const own = (files: readonly string[]) => files.filter(file => !file.startsWith('lib/cli/netpol-shared-'));
  expect(own(loadedBy('check', 'shop', '--fail-on', 'never')))
    .toEqual(['lib/cli/netpol-check.js', 'lib/cli/netpol-shared.js', 'lib/cli/netpol.js']);
  expect(own(loadedBy('diff', 'diff/old', 'diff/new'))).toEqual(['lib/cli/netpol-diff.js', 'lib/cli/netpol-shared.js', 'lib/cli/netpol.js']);

  const { metafile } = buildSync({
    absWorkingDir: ROOT, entryPoints: ['src/cli/main.ts'], bundle: true, platform: 'node', metafile: true, write: false,
  });
  const inputs = Object.keys(metafile.inputs).map(file => file.split('/'));
  const packages = inputs.filter(([first]) => first === 'node_modules').map(([, name]) => name);
  expect([...new Set(packages)].sort()).toEqual(['ignore', 'ipaddr.js', 'js-yaml']);
  expect(inputs.filter(([first, second]) => first === 'src' && ['constructs', 'values', 'analysis'].includes(second))).toEqual([]);
  expect(inputs).toContainEqual(['src', 'engine', 'reach.ts']);
});
