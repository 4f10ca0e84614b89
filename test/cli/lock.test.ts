import { expectGolden, goldenFiles } from './golden';
import { Files, netpol } from './terminal';
import { WriteFault } from '../../src/cli/terminal';

const STATES = goldenFiles('diff/old/shop.yaml', 'diff/new/shop.yaml');

interface Written {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** By file: what was written. */
  readonly files: Record<string, string>;
}

async function lock(args: readonly string[], files: Files = STATES): Promise<Written> {
  const written: Record<string, string> = {};
  const run = await netpol(['lock', ...args], files, '', undefined, (text, file) => {
    written[file] = text;
  });
  return { ...run, files: written };
}

async function locked(...args: readonly string[]): Promise<string> {
  return (await lock(args)).files['reachability.lock'];
}

describe('what it writes and says, byte for byte', () => {
  test('the file', async () => {
    const { code, out, err, files } = await lock(['diff/new']);
    expect({ code, out, err, names: Object.keys(files) }).toEqual({
      code: 0, out: 'reachability.lock is written: 20 lines about 3 workloads\n', err: '', names: ['reachability.lock'],
    });
    expectGolden('lock/reachability.lock', files['reachability.lock']);
  });

  test('that nothing has opened', async () => {
    const { code, out, err } = await lock(['--check', 'diff/new'], { ...STATES, 'reachability.lock': await locked('diff/new') });
    expect({ code, out, err }).toEqual({ code: 0, out: 'reachability.lock holds: nothing has opened since it was written\n', err: '' });
  });

  test('what has opened, and who admits it', async () => {
    const { code, out, err } = await lock(['--check', 'diff/new', '--pod-cidr', '10.0.0.0/9'], { ...STATES, 'reachability.lock': await locked('diff/old') });
    expect([code, err]).toEqual([1, '']);
    expectGolden('lock/opened.out', out);
  });

  test('what has closed, and is only said', async () => {
    const closed = STATES['diff/new/shop.yaml'].replace(/---\napiVersion: batch[^]*?---\n/, '---\n');
    const files = { 'k8s/shop.yaml': closed, 'reachability.lock': await locked('diff/new') };
    const { code, out, err } = await lock(['--check', 'k8s'], files);
    expect([code, err]).toEqual([0, '']);
    expectGolden('lock/closed.out', out);
  });

  test('that what was allowed is unknown', async () => {
    const open = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b, namespace: shop}\n';
    const block = '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p, namespace: shop}\nspec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}\n';
    const before = (await lock(['a.yaml'], { 'a.yaml': open })).files['reachability.lock'];
    const { code, out } = await lock(['--check', 'a.yaml'], { 'a.yaml': open + block, 'reachability.lock': before });
    expect(code).toBe(1);
    expectGolden('lock/unknown.out', out);
  });
});

describe('it writes', () => {
  test('nothing else when nothing has changed', async () => {
    const text = await locked('diff/new');
    const { out, files } = await lock(['diff/new'], { ...STATES, 'reachability.lock': text });
    expect([out, files['reachability.lock']]).toEqual(['reachability.lock is up to date: 20 lines about 3 workloads\n', text]);
  });

  test('another file where it is told to, and the command in messages says so', async () => {
    const { files } = await lock(['diff/old', '--file', 'my locks/a.lock']);
    expect(Object.keys(files)).toEqual(['my locks/a.lock']);
    const { out } = await lock(['--check', 'diff/new', '--file', 'my locks/a.lock', '-n', 'x'], { ...STATES, ...files });
    expect(out).toContain('accept it: `netpol lock diff/new --file \'my locks/a.lock\' --namespace x`');
  });

  test('over a lock that somebody merges', async () => {
    const text = (await locked('diff/new')).replace('shop/db', '<<<<<<< HEAD\nshop/db');
    expect((await lock(['diff/new'], { ...STATES, 'reachability.lock': text })).files['reachability.lock']).toBe(await locked('diff/new'));
  });

  test('what a part of an input says, if that is meant', async () => {
    const files = { ...STATES, 'diff/chart/Chart.yaml': 'x: 1', 'diff/chart/templates/a.yaml': '' };
    const run = (...args: string[]) => lock(['diff', '--exclude', 'old', ...args], files);
    const [refused, meant] = [await run(), await run('--keep-going')];
    expect([refused.code, refused.files]).toEqual([3, {}]);
    expect(refused.err).toContain('a part of the input was left out, so that `reachability.lock` is not written');
    expect([meant.code, Object.keys(meant.files)]).toEqual([0, ['reachability.lock']]);
  });
});

describe('it writes nothing', () => {
  test.each<[string, string[], Files, number, string]>([
    ['with --check', ['--check', 'diff/new'], { ...STATES }, 3, '`reachability.lock` does not exist, so that there is nothing to compare with'],
    ['of what cannot be read', ['a.yaml'], { 'a.yaml': 'kind: [' }, 3, 'is not valid YAML'],
    ['over what is no lock', ['diff/new', '--file', 'README.md'], { ...STATES, 'README.md': '# Shop\n' }, 3, '`README.md` is there and is no lock file'],
    ['without a path', [], {}, 2, 'there is no PATH to read'],
  ])('%s', async (_, args, files, code, expected) => {
    const run = await lock(args, files);
    expect([run.code, run.out, run.files]).toEqual([code, '', {}]);
    expect(run.err).toContain(expected);
  });

  test('where it may not, which is told', async () => {
    const { code, err } = await netpol(['lock', 'diff/new'], STATES, '', undefined, () => {
      throw new WriteFault('may not be written by you');
    });
    expect([code, err]).toEqual([5, 'error[output]: `reachability.lock` may not be written by you\nhelp: name another file: `--file FILE`\n']);
  });
});

describe('a file that cannot be compared with is an error', () => {
  test.each<[string, (text: string) => string, string[], string]>([
    ['a merge that is not finished', text => text.replace('shop/db', '>>>>>>> feature\nshop/db'), [],
      'line 12 of `reachability.lock` has the marks of a merge that is not finished\n  --> reachability.lock  (reachability.lock:12)'],
    ['another version', text => text.replace('version: 1', 'version: 9'), [],
      'line 2 of `reachability.lock` is of version 9 of the format, and this netpol reads version 1'],
    ['another dialect', text => text, ['--dialect', 'cilium-1.18'],
      '`reachability.lock` is of the dialect `kubernetes`, and the manifests are of `cilium-1.18`'],
    ['external blocks', text => text, ['--external-blocks'],
      '`reachability.lock` was written without `--external-blocks`, and the manifests are read with it'],
    ['no text', () => '\u0000', [], '`reachability.lock`'],
  ])('%s', async (_, change, options, expected) => {
    const { code, out, err } = await lock(['--check', 'diff/new', ...options], { ...STATES, 'reachability.lock': change(await locked('diff/new')) });
    expect([code, out]).toEqual([3, '']);
    expect(err).toContain(expected);
  });
});

test('a lock is one of the states that netpol diff compares', async () => {
  const files = { ...STATES, 'reachability.lock': await locked('diff/old') };
  const { code, out } = await netpol(['diff', 'reachability.lock', 'diff/new', '--exit-code'], files);
  expect(code).toBe(1);
  expect(out).toBe((await netpol(['diff', 'diff/old', 'diff/new'], STATES)).out);
  expect((await netpol(['diff', 'reachability.lock', 'diff/old'], files)).out).toBe('nothing changed: every connection is what it was\n');
});
