import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { PEERS } from '../../bench/table/tools';

const FOLDER = path.join(__dirname, '..', '..', 'bench', 'peers');

test('every peer is a Go module, and every module a peer', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(PEERS.map(({ name }) => name).sort());
});

test.each(PEERS.map(({ name }) => name))('docs/performance.md names the version of %s that is run', name => {
  const [, version] = new RegExp(`/${name} (v[\\d.]+)$`, 'm').exec(readFileSync(path.join(FOLDER, name, 'go.mod'), 'utf8'))!;
  expect(readFileSync(path.join(FOLDER, '..', '..', 'docs', 'performance.md'), 'utf8')).toContain(`${name}) ${version} `);
});

test.each(PEERS.map(({ name }) => name))('%s is pinned, and so is all that it needs', name => {
  const [requirements, sums] = ['go.mod', 'go.sum'].map(file => readFileSync(path.join(FOLDER, name, file), 'utf8'));
  const pinned = new RegExp(`/${name} v\\d+\\.\\d+\\.\\d+$`, 'm');
  expect(requirements).toMatch(pinned);
  expect(requirements).not.toMatch(/^\s*(replace|toolchain|tool)\b/m);
  expect(sums).toMatch(new RegExp(`/${name} v\\d+\\.\\d+\\.\\d+ h1:`));
});
