import { Files, netpol } from './terminal';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n`;

const TREE: Files = {
  'k/web.yaml': pod('web'),
  'k/db-crd.yaml': pod('crd'),
  'k/test/a.yaml': pod('a'),
  'k/test/deep/b.yaml': pod('b'),
  'k/charts/c.yaml': pod('c'),
  'k/app/charts/d.yml': pod('d'),
  'k/app/test/e.json': '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "e", "namespace": "shop"}}',
  'k/app/#odd.yaml': pod('odd'),
};
const ALL = ['a', 'b', 'c', 'crd', 'd', 'e', 'odd', 'web'];

interface Listed {
  readonly code: number;
  readonly pods: string[];
  readonly err: string;
}

/** Which pods are left, with the exit code and what is on stderr. */
async function list(args: readonly string[], files: Files = TREE): Promise<Listed> {
  const { code, out, err } = await netpol(['list', ...args, '--format', 'json'], files);
  const { endpoints } = JSON.parse(out === '' ? '{"endpoints": []}' : out) as { endpoints: { id: string; type: string }[] };
  const pods = endpoints.filter(({ type }) => type === 'workload').map(({ id }) => id.replace(/^shop\/(.*)\[Pod\]$/, '$1'));
  return { code, pods: pods.sort(), err };
}

describe('what is excluded is not missed, as in a .gitignore', () => {
  test.each<[string, string[], string[]]>([
    ['nothing', [], []],
    ['what is in a folder', ['test/**'], ['a', 'b']],
    ['folders of a name, at any depth', ['charts'], ['c', 'd']],
    ['folders only', ['charts/'], ['c', 'd']],
    ['a folder at the top', ['/charts'], ['c']],
    ['the same as shells write it', ['./charts'], ['c']],
    ['a folder by its path', ['app/charts'], ['d']],
    ['files by their name', ['*-crd.yaml'], ['crd']],
    ['files by their ending, in a folder of any name', ['*/*/*.yml'], ['d']],
    ['at any depth', ['**/test/*'], ['a', 'b', 'e']],
    ['a set of characters', ['[ab].yaml'], ['a', 'b']],
    ['a name that begins a remark in a .gitignore', ['#odd.yaml'], ['odd']],
    ['several', ['test', 'web.*'], ['a', 'b', 'e', 'web']],
  ])('%s', async (_, globs, excluded) => {
    const { code, pods, err } = await list(['k', ...globs.flatMap(glob => ['--exclude', glob])]);
    expect([code, err, pods]).toEqual([0, '', ALL.filter(name => !excluded.includes(name))]);
  });

  test('below every folder that is named, whatever its path', async () => {
    expect((await list(['./k/app/', 'k/test', '--exclude', '/test', '--exclude=deep'])).pods).toEqual(['a', 'd', 'odd']);
  });

  test('broken files, charts and kustomizations too, so that the answer is whole', async () => {
    const files = {
      'k/web.yaml': pod('web'),
      'k/bad.yaml': 'a: [',
      'k/base/kustomization.yaml': '',
      'k/base/a.yaml': pod('a'),
      'k/charts/shop/Chart.yaml': '',
      'k/charts/shop/templates/a.yaml': '{{',
    };
    expect((await list(['k'], files)).code).toBe(3);
    expect(await list(['k', '--exclude', 'bad.yaml', '--exclude', 'base/**', '--exclude', 'charts'], files))
      .toEqual({ code: 0, pods: ['web'], err: '' });
  });

  test('but a kustomization stays one when only its own file is excluded', async () => {
    const files = { 'k/web.yaml': pod('web'), 'k/base/kustomization.yaml': '', 'k/base/a.yaml': pod('a') };
    const { code, err } = await list(['k', '--exclude', 'kustomization.yaml'], files);
    expect([code, err]).toEqual([3, expect.stringContaining('`k/base` is a kustomization')]);
  });
});

describe('what is named is read all the same', () => {
  test('a file', async () => {
    expect((await list(['k', 'k/test/a.yaml', '--exclude', 'test', '--exclude', 'a.yaml'])).pods)
      .toEqual(['a', 'c', 'crd', 'd', 'odd', 'web']);
  });

  test('a folder', async () => {
    expect((await list(['k/test', '--exclude', 'test', '--exclude', 'deep'])).pods).toEqual(['a']);
  });
});

describe('a GLOB that is of no use is a warning', () => {
  test.each<[string, string]>([
    ['a path that begins with the named folder', 'k/test'],
    ['another case', 'TEST'],
    ['files that are not read anyway', '*.md'],
    ['what is hidden anyway', '.git'],
  ])('%s', async (_, glob) => {
    const { code, pods, err } = await list(['k', '--exclude', glob], { ...TREE, 'k/readme.md': '', 'k/.git/a.yaml': '' });
    expect([code, pods]).toEqual([0, ALL]);
    expect(err).toBe(`warning[input]: \`--exclude ${glob}\` excludes nothing that would be read
  --> the input
help: write a path below the folder that is named, or a name alone, as in a .gitignore: \`test/**\`, \`*-crd.yaml\`, \`charts\`

`);
  });

  test('where no folder is named', async () => {
    const { code, err } = await list(['k/web.yaml', '--exclude', 'web.yaml']);
    expect([code, err]).toEqual([0, expect.stringContaining('`--exclude web.yaml` excludes nothing that would be read')]);
  });
});

test('a folder of which nothing is left says why', async () => {
  const { code, err } = await list(['k/test', '--exclude', '*']);
  expect([code, err.split('\n')[0]]).toEqual(
    [3, 'error[input]: `k/test` has no file that ends in .yaml, .yml, .json, apart from what is excluded by `*`']);
});

test('taking something in again is refused', async () => {
  expect(await netpol(['list', 'k', '--exclude', 'test', '--exclude', '!a.yaml'], TREE)).toEqual({
    code: 2, out: '', err: `error[usage]: \`--exclude\` is \`!a.yaml\`, and it can only leave something out
help: name a file as a PATH to have it read all the same
usage: netpol list PATH... [options]
`,
  });
});
