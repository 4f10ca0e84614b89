import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import * as path from 'node:path';

/** The root of this repository. */
export const ROOT = path.join(__dirname, '..');

const LOCK = path.join(ROOT, 'node_modules', '.netpol-compiling');
const PATIENCE_MS = 120_000;

/** Compiles the library, unless lib/ and .jsii are newer than everything they are made from. */
export function ensureCompiled(): void {
  if (isCompiled()) {
    return;
  }
  // Test files run side by side, and two compilers must not write one folder.
  lock();
  try {
    if (!isCompiled()) {
      const run = spawnSync('npm', ['run', '--silent', 'compile'], { cwd: ROOT, encoding: 'utf8' });
      if (run.status !== 0) {
        throw new Error(`npm run compile failed:\n${run.stdout}${run.stderr}`);
      }
    }
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function isCompiled(): boolean {
  // jsii may write either of its two and fail at the other.
  const products = ['.jsii', 'lib/index.js', 'lib/cli/netpol.js'].map((file) => path.join(ROOT, file));
  if (!products.every((file) => existsSync(file))) {
    return false;
  }
  const compiledAt = Math.min(...products.map((file) => statSync(file).mtimeMs));
  const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', file));
  return [...sources, 'README.md', 'package.json', 'package-lock.json', 'tsconfig.json', 'scripts/bundle.mjs']
    .every((file) => statSync(path.join(ROOT, file)).mtimeMs <= compiledAt);
}

function lock(): void {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    try {
      mkdirSync(LOCK);
      return;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  // Whoever held the lock is gone; take it over.
}
