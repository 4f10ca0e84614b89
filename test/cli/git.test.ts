import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Run } from './terminal';
import { dispatch } from '../../src/cli/dispatch';
import { MACHINE } from '../../src/cli/machine';

const START = process.cwd();

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'netpol-git-'));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(START);
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args], { cwd: folder, encoding: 'utf8' });
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  return stdout.trim();
}

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

function commit(files: Readonly<Record<string, string>>): void {
  Object.entries(files).forEach(([name, text]) => write(name, text));
  git('add', '-A');
  git('commit', '-qm', 'x', '--allow-empty');
}

async function diff(...args: readonly string[]): Promise<Run> {
  return run('diff', ...args);
}

/** Runs the command on this machine, in the folder of the test. */
async function run(...args: readonly string[]): Promise<Run> {
  const written = { out: '', err: '' };
  const terminal = Object.create(MACHINE, {
    columns: { value: undefined },
    writeOut: { value: (text: string) => { written.out += text; } },
    writeError: { value: (text: string) => { written.err += text; } },
  }) as typeof MACHINE;
  return { code: await dispatch(args, terminal), ...written };
}

const POD = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}\n---\n`;
const POLICY = (port: number) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: ${port}}]}]}
`;
const PODS = POD('web') + POD('db');
const OPENED = (port: number) => `opened\n  shop/db  <-  shop/web  TCP ${port}\n`;

describe('two states of a repository', () => {
  beforeEach(() => {
    git('init', '-q');
    commit({ 'k8s/pods.yaml': PODS, 'k8s/db.yaml': POLICY(5432), 'other/x.yaml': POD('x') });
  });

  test('what the working folder changed since a revision, committed or not', async () => {
    write('k8s/db.yaml', POLICY(5433));
    const { code, out, err } = await diff('--git', 'HEAD', 'k8s');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(OPENED(5433));
    expect((await diff('--git', 'HEAD', 'k8s', '--exit-code')).code).toBe(1);
    expect((await diff('--git', 'HEAD', 'other')).out).toBe('nothing changed: every connection is what it was\n');
  });

  test('a file that was deleted, and one that is new', async () => {
    rmSync('k8s/db.yaml');
    write('k8s/new.yaml', POD('cache'));
    const { out } = await diff('--git', 'HEAD', 'k8s');
    expect(out).toContain('new  shop/cache');
    expect(out).toMatch(/opened\n[^]*shop\/db +<- /);
  });

  test('two revisions, and since they parted', async () => {
    git('checkout', '-qb', 'feature');
    commit({ 'k8s/db.yaml': POLICY(5433) });
    git('checkout', '-q', 'main');
    commit({ 'k8s/pods.yaml': PODS + POD('cache') });
    write('k8s/db.yaml', POLICY(9999));
    const [both, since] = [await diff('--git', 'main..feature', 'k8s'), await diff('--git', 'main...feature', 'k8s')];
    expect(both.out).toContain('gone  shop/cache');
    expect(since.out).not.toContain('cache');
    expect(since.out).toContain(OPENED(5433));
  });

  test('paths are those of the working folder, wherever in the repository that is', async () => {
    write('k8s/db.yaml', POLICY(5433));
    const absolute = await diff('--git', 'HEAD', path.join(process.cwd(), 'k8s'));
    expect(absolute.out).toContain(OPENED(5433));
    expect((await diff('--git', 'HEAD', '.')).out).toContain(OPENED(5433));
    process.chdir('k8s');
    expect((await diff('--git', 'HEAD', '.')).out).toContain(OPENED(5433));
    expect((await diff('--git', 'HEAD', 'pods.yaml', 'db.yaml')).out).toContain(OPENED(5433));
    process.chdir('../other');
    expect((await diff('--git', 'HEAD', '../k8s')).out).toContain(OPENED(5433));
  });

  test('problems of the earlier state name the revision', async () => {
    commit({ 'k8s/db.yaml': 'kind: [\n' });
    commit({ 'k8s/db.yaml': POLICY(1) });
    const { code, err } = await diff('--git', 'HEAD~1', 'k8s');
    expect(code).toBe(3);
    expect(err).toContain('document 1 of `HEAD~1:k8s/db.yaml` is not valid YAML');
  });

  test('links are followed within the repository', async () => {
    symlinkSync('../other/x.yaml', path.join(folder, 'k8s', 'link.yaml'));
    symlinkSync('other', path.join(folder, 'folder'));
    commit({});
    git('rm', '-q', 'k8s/link.yaml', 'folder');
    expect((await diff('--git', 'HEAD', 'k8s')).out).toContain('gone  shop/x');
    expect((await diff('--git', 'HEAD..HEAD', 'folder')).out).toBe('nothing changed: every connection is what it was\n');
    expect((await diff('--git', 'HEAD', 'folder')).err).toContain('`folder` does not exist');
  });

  test('links that lead nowhere in the repository are told', async () => {
    symlinkSync('/etc/hostname', path.join(folder, 'out.yaml'));
    symlinkSync('loop.yaml', path.join(folder, 'loop.yaml'));
    commit({});
    expect((await diff('--git', 'HEAD', 'out.yaml')).err).toContain('`HEAD:out.yaml` is a link that leads out of the repository');
    expect((await diff('--git', 'HEAD', 'loop.yaml')).err).toContain('`HEAD:loop.yaml` is a link that leads in a circle');
  });

  test.each<[string, string[], number, string]>([
    ['an unknown revision', ['--git', 'nosuch', 'k8s'], 2, '`--git` names `nosuch`, which is no revision of this repository'],
    ['a path that the revision does not have', ['--git', 'HEAD', 'nosuch'], 3, '`HEAD:nosuch` does not exist'],
    ['a path outside the repository', ['--git', 'HEAD', '../nosuch'], 2, '`../nosuch` is outside the git repository'],
    ['what looks like an option', ['--git=--exec=x', 'k8s'], 2, '`--git` is `--exec=x`, which names no revision'],
  ])('%s is told in words', async (_, args, code, expected) => {
    const { out, err, ...ended } = await diff(...args);
    expect([ended.code, out]).toEqual([code, '']);
    expect(err).toContain(expected);
  });

  test('histories that have nothing in common are told in words', async () => {
    git('checkout', '-q', '--orphan', 'apart');
    commit({ 'k8s/db.yaml': POLICY(1) });
    const { code, err } = await diff('--git', 'main...apart', 'k8s');
    expect(code).toBe(2);
    expect(err).toContain('`main` and `apart` have no common history');
  });

  test('nothing that the repository names is run, and nothing is written', async () => {
    const trap = path.join(folder, 'trap.sh');
    writeFileSync(trap, `#!/bin/sh\ntouch ${folder}/sprung\n`);
    chmodSync(trap, 0o755);
    for (const key of ['core.fsmonitor', 'core.pager', 'diff.external', 'diff.trap.textconv', 'filter.trap.smudge', 'filter.trap.clean', 'core.sshCommand', 'core.askPass']) {
      git('config', key, trap);
    }
    git('config', 'core.hooksPath', folder);
    ['post-checkout', 'post-index-change', 'reference-transaction'].forEach(hook => symlinkSync(trap, path.join(folder, hook)));
    writeFileSync(path.join(folder, '.git', 'info', 'attributes'), '*.yaml diff=trap filter=trap\n');
    rmSync(path.join(folder, 'sprung'), { force: true });
    write('k8s/db.yaml', POLICY(5433));
    const { out } = await diff('--git', 'HEAD', 'k8s');
    expect(out).toContain(OPENED(5433));
    expect(existsSync(path.join(folder, 'sprung'))).toBe(false);
  });
});

describe('branches that both change a lock are merged by git', () => {
  /** Writes the lock of what is in `k8s`. */
  async function lock(): Promise<void> {
    expect((await run('lock', 'k8s')).code).toBe(0);
  }

  /** What two branches commit, each with its lock, before they are merged. */
  async function merge(ours: Readonly<Record<string, string>>, theirs: Readonly<Record<string, string>>): Promise<Run> {
    git('init', '-q');
    commit({ 'k8s/pods.yaml': PODS + POD('mail') + POD('zoo'), 'k8s/db.yaml': POLICY(5432) });
    await lock();
    commit({});
    git('branch', 'theirs');
    Object.entries(ours).forEach(([name, text]) => write(name, text));
    await lock();
    commit({});
    git('checkout', '-q', 'theirs');
    Object.entries(theirs).forEach(([name, text]) => write(name, text));
    await lock();
    commit({});
    git('merge', '-q', '--no-edit', 'main');
    return run('lock', '--check', 'k8s');
  }

  test('each with another workload', async () => {
    const { code, out } = await merge({ 'k8s/a.yaml': POD('cache') }, { 'k8s/b.yaml': POD('queue') });
    expect({ code, out }).toEqual({ code: 0, out: 'reachability.lock holds: nothing has opened since it was written\n' });
  });

  test('one with a workload, the other with a policy that closes something', async () => {
    const { code } = await merge({ 'k8s/a.yaml': POD('cache') }, { 'k8s/b.yaml': POLICY(80).replaceAll('db', 'mail') });
    expect(code).toBe(0);
  });

  test('and what opens only by both together is found', async () => {
    const canary = POLICY(5432).replaceAll('name: db', 'name: canary').replace('app: web', 'tier: new');
    const { code, out } = await merge({ 'k8s/a.yaml': canary }, { 'k8s/b.yaml': POD('cache').replace('app: cache', 'tier: new') });
    expect(code).toBe(1);
    expect(out).toContain('shop/cache may connect to shop/db (TCP 5432), which `reachability.lock` does not allow');
  });
});

test('a folder that is in no repository is told in words', async () => {
  write('k8s/pods.yaml', PODS);
  const { code, err } = await diff('--git', 'HEAD', 'k8s');
  expect(code).toBe(2);
  expect(err).toContain('the working folder is in no git repository');
});

test('a machine without git is told in words', async () => {
  const { PATH } = process.env;
  process.env.PATH = folder;
  try {
    const { code, err } = await diff('--git', 'HEAD', 'k8s');
    expect(code).toBe(2);
    expect(err).toContain('`--git` needs git, which is not installed');
  } finally {
    process.env.PATH = PATH;
  }
});
