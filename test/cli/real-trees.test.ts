import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { expectGolden } from './golden';
import { netpol } from './terminal';

const TREES = path.join(__dirname, 'trees');

/** The files of a tree, by their path below `trees/`. */
function filesOf(tree: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path.join(TREES, tree), { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(path.join(TREES, tree, name)).isFile())
    .map(name => [path.posix.join(tree, name), readFileSync(path.join(TREES, tree, name), 'utf8')]));
}

/** The exit code of each, and why it is that one. */
const CODES: readonly (readonly [string, number, string])[] = [
  ['chart', 3, 'a chart is refused'],
  ['kustomize', 3, 'a tree of nothing but kustomizations has no rest'],
  ['patches', 3, 'a patch that is read as an object is refused'],
  ['mixed', 3, 'of a chart, a kustomization, a broken file and manifests the manifests are answered'],
  ['dump', 0, 'the pods of a cluster are their controllers'],
  ['crds', 0, 'definitions of custom resources are passed over'],
];

describe.each(CODES)('the tree %s ends with %i: %s', (tree, code) => {
  test.each(['text', 'json'])('as %s', async format => {
    const run = await netpol(['list', tree, '--format', format], filesOf(tree));
    expect(run.code).toBe(code);
    expectGolden(`trees/${tree}.${format}.out`, run.out);
    expectGolden(`trees/${tree}.${format}.err`, run.err);
  });
});

test('there is a row for each tree', () => {
  expect(readdirSync(TREES).sort()).toEqual(CODES.map(([tree]) => tree).sort());
});
