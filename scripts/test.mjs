// `npm test`: compile, lint, type-check, then every jest test. One line a step; the last line is the result.
// A failing step does not stop the later ones; it counts as one failed test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules', '.bin');
const scratch = mkdtempSync(path.join(tmpdir(), 'netpol-test-'));
const report = path.join(scratch, 'jest.json');
let passed = 0;
let failed = 0;

/** Runs one tool; shows what it printed only if it failed, unless `show`. */
function step(title, [tool, ...args], { show = false } = {}) {
  const start = Date.now();
  const run = spawnSync(path.join(bin, tool), args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: show ? 'inherit' : 'pipe',
    shell: process.platform === 'win32',
  });
  const ok = run.status === 0;
  if (!ok && !show) {
    console.log(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}`.trimEnd());
  }
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  return ok;
}

const checks = [
  step('compile: jsii', ['projen', 'compile']),
  step('lint: eslint', ['projen', 'eslint']),
  step('types: test', ['tsc', '--noEmit', '-p', 'test']),
  step('types: examples', ['tsc', '--noEmit', '-p', 'examples']),
  step('types: scripts', ['tsc', '--noEmit', '-p', 'scripts']),
  step('types: bench', ['tsc', '--noEmit', '-p', 'bench']),
  step('types: conformance', ['tsc', '--noEmit', '-p', 'conformance']),
];
failed += checks.filter((ok) => !ok).length;

const jestOk = step('tests: jest', ['jest', '--ci', '--json', `--outputFile=${report}`, ...process.argv.slice(2)], {
  show: true,
});
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed += counts.numPassedTests;
  // A file that does not even load has no tests to count: it is one failure.
  failed += counts.numFailedTests + counts.numRuntimeErrorTestSuites;
} catch {
  // jest died before it wrote its report
}
if (!jestOk && failed === 0) {
  failed = 1;
}

rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
