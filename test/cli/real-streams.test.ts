import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ensureCompiled, ROOT } from '../compiled';

const NETPOL = path.join(ROOT, 'bin', 'netpol');
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
const ROW = 'default/a[Pod] => 0.0.0.0-255.255.255.255 : All Connections\n';

let folder: string;

beforeAll(() => {
  ensureCompiled();
  folder = mkdtempSync(path.join(tmpdir(), 'netpol-streams-'));
  mkdirSync(path.join(folder, 'tree'));
  writeFileSync(path.join(folder, 'pod.yaml'), POD);
  writeFileSync(path.join(folder, 'tree', 'pod.yaml'), POD);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of bash in the folder, in which `netpol` is the command. */
function bash(line: string, input?: string) {
  const script = `set -o pipefail; netpol() { "${process.execPath}" "${NETPOL}" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('timeout', ['60', 'bash', '-c', script], { cwd: folder, encoding: 'utf8', input });
  return { code: status, out: stdout, err: stderr };
}

describe('what is no file can be named', () => {
  test.each<[string, string, string?]>([
    ['the output of another command', 'netpol list <(cat pod.yaml) --format connlist'],
    ['a pipe with a name', 'mkfifo pipe; cat pod.yaml > pipe & netpol list pipe --format connlist'],
    ['/dev/stdin behind a pipe', 'cat pod.yaml | netpol list /dev/stdin --format connlist'],
    ['/dev/stdin from a file', 'netpol list /dev/stdin --format connlist < pod.yaml'],
    ['/dev/fd/0', 'netpol list /dev/fd/0 --format connlist < pod.yaml'],
    ['/dev/stdin that is a socket', 'netpol list /dev/stdin --format connlist', POD],
    ['standard input under two names', 'netpol list - /dev/stdin --format connlist', POD],
    ['facts from another command', 'netpol list pod.yaml --format connlist --facts <(echo "ciliumPatchVersion: 1") --dialect cilium-1.18'],
  ])('%s', (_, line, ...[input]) => {
    const { code, out, err } = bash(line, input);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(ROW);
  });

  test('what never ends is too large', () => {
    expect(bash('netpol list /dev/zero --max-file-size 1')).toEqual({
      code: 3,
      out: '',
      err: 'error[input]: `/dev/zero` is larger than 1 MiB, the limit for one file\n  --> /dev/zero\n'
        + 'help: raise the limit, to 511 at most: `--max-file-size 511`; or divide the file\n\n1 error; nothing was answered\n',
    });
    expect(bash('netpol list - --max-file-size 1 < /dev/zero').err).toContain('`stdin` is larger than 1 MiB');
    expect(bash('cat /dev/zero | netpol list - --max-file-size 1; exit "${PIPESTATUS[1]}"')).toMatchObject({ code: 3 });
  });
});

test('below a folder a pipe and a device are left out, which is said', () => {
  bash('mkfifo tree/pipe.yaml');
  symlinkSync('/dev/zero', path.join(folder, 'tree', 'zero.yaml'));
  const { code, out, err } = bash('netpol list tree --format connlist');
  expect(code).toBe(3);
  expect(out).toContain(ROW);
  expect(err).toBe(['pipe', 'zero'].map(name =>
    `warning[input]: \`tree/${name}.yaml\` is a pipe, a socket or a device; left out\n  --> tree/${name}.yaml\n`
    + 'help: name it, so that it is read, or exclude it\n\n').join(''));
  expect(bash('netpol list tree --format connlist --exclude pipe.yaml --exclude zero.yaml')).toMatchObject({ code: 0, err: '' });
});

describe('a large file', () => {
  test('has a limit of its own, which can be raised', () => {
    truncateSync(writeLarge(), 300 * 2 ** 20);
    expect(bash('netpol list large.yaml').err).toBe('error[input]: `large.yaml` is larger than 256 MiB, the limit for one file\n'
      + '  --> large.yaml\nhelp: raise the limit, to 511 at most: `--max-file-size 511`; or divide the file\n\n'
      + '1 error; nothing was answered\n');
    truncateSync(writeLarge(), 512 * 2 ** 20);
    expect(bash('netpol list large.yaml --max-file-size 511').err).toContain('`large.yaml` is larger than 511 MiB, the limit for one file\n'
      + '  --> large.yaml\nhelp: divide it: `kubectl get` one kind of objects, or one namespace, at a time\n');
  });

  test.each(['0', '512', '1.5', 'x', '-1'])('%s is no limit', size => {
    expect(bash(`netpol list pod.yaml --max-file-size=${size}`)).toEqual({
      code: 2,
      out: '',
      err: `error[usage]: \`--max-file-size\` is \`${size}\`, not a size from 1 to 511\n`
        + 'help: say how many MiB a file may have: `--max-file-size 511`\nusage: netpol list PATH... [options]\n',
    });
  });

  function writeLarge(): string {
    const file = path.join(folder, 'large.yaml');
    writeFileSync(file, POD);
    return file;
  }
});

describe('where nobody reads any more, it ends in silence with its own exit code', () => {
  test.each<[string, string, string]>([
    ['an answer', 'netpol list pod.yaml | true; echo "${PIPESTATUS[0]}"', '0\n'],
    ['a message', '{ netpol list nowhere 2>&1 >&3 | true; } 3>/dev/null; echo "${PIPESTATUS[0]}"', ''],
    ['a message of an answer', 'netpol list tree 2> >(exec true) > answer; echo "$?"', '3\n'],
    ['a message of no answer', 'netpol list nowhere 2> >(exec true); echo "$?"', '3\n'],
    ['both', 'netpol list tree 2>&1 | true; echo "${PIPESTATUS[0]}"', '3\n'],
  ])('%s', (_, line, out) => {
    const run = bash(line);
    expect(run.err).toBe('');
    expect(run.out.endsWith(out)).toBe(true);
  });
});

(existsSync('/dev/full') ? describe : describe.skip)('where there is no space, it ends with 5', () => {
  test('an answer that is lost is told of', () => {
    expect(bash('netpol list pod.yaml > /dev/full')).toEqual({
      code: 5,
      out: '',
      err: 'error[output]: the answer cannot be written: there is no space left\nhelp: make room there, or write it elsewhere\n',
    });
  });

  test('so does a message that is lost, whatever it was', () => {
    expect(bash('netpol list nowhere 2> /dev/full')).toEqual({ code: 5, out: '', err: '' });
    expect(bash('netpol list nowhere > /dev/full 2>&1')).toEqual({ code: 5, out: '', err: '' });
  });
});
