import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ensureCompiled, ROOT } from './compiled';

const TIMEOUT_MS = 180_000;

function run(command: string, args: string[]): { status: number | null; output: string } {
  const result = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, CI: '1' } });
  return { status: result.status, output: `${result.stdout}${result.stderr}${result.error ?? ''}` };
}

beforeAll(() => ensureCompiled(), TIMEOUT_MS);

test('API.md is what the compiled library says it is', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'netpol-api-'));
  try {
    const generated = path.join(folder, 'API.md');
    const docgen = run(path.join(ROOT, 'node_modules', '.bin', 'jsii-docgen'), ['-o', generated]);
    if (docgen.status !== 0) {
      throw new Error(`jsii-docgen failed:\n${docgen.output}`);
    }
    if (!readFileSync(generated).equals(readFileSync(path.join(ROOT, 'API.md')))) {
      throw new Error('API.md is out of date: run npm run docs');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, TIMEOUT_MS);

test('every code sample of README.md, of pages that are not generated and of the doc comments compiles', () => {
  const rosetta = run(process.execPath, [path.join(ROOT, 'scripts', 'rosetta.mjs')]);
  if (rosetta.status !== 0) {
    throw new Error(`npm run rosetta failed:\n${rosetta.output}`);
  }
}, TIMEOUT_MS);
