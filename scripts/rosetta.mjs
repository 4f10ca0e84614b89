// `npm run rosetta`: compiles every code sample of README.md, of the pages below and of the doc comments against the
// compiled library.
// The words after ```ts choose what a sample is compiled in:
//   (nothing)         a chart's constructor, every public name imported: rosetta/default.ts-fixture
//   fixture=workloads the same, beside some workloads: rosetta/workloads.ts-fixture
//   fixture=imports   a chart's constructor, the sample imports what it uses: rosetta/imports.ts-fixture
//   nofixture         nothing: the sample is a whole program
// It works on a copy, because it fills in the imports of the fixtures and rosetta leaves its translations behind.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGES = ['docs/guardrails.md', 'docs/recipes.md', 'docs/from-cdk8s-plus.md', 'docs/diff.md', 'docs/lock.md'];

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const copy = mkdtempSync(path.join(tmpdir(), 'netpol-rosetta-'));
try {
  for (const file of ['.jsii', 'package.json']) {
    copyFileSync(path.join(root, file), path.join(copy, file));
  }
  for (const folder of ['lib', 'node_modules']) {
    symlinkSync(path.join(root, folder), path.join(copy, folder), 'junction');
  }
  cpSync(path.join(root, 'rosetta'), path.join(copy, 'rosetta'), { recursive: true });

  const assembly = JSON.parse(readFileSync(path.join(copy, '.jsii'), 'utf8'));
  // Samples are looked for in the assembly, which holds no page but README.md.
  const pages = PAGES.map(page => readFileSync(path.join(root, page), 'utf8'));
  assembly.readme.markdown = [assembly.readme.markdown, ...pages].join('\n\n');
  writeFileSync(path.join(copy, '.jsii'), JSON.stringify(assembly));
  const names = new Set(Object.values(assembly.types ?? {}).map((type) => (type.namespace ?? type.name).split('.')[0]));
  const imports = `import { ${[...names].sort().join(', ')} } from 'cdk8s-netpol';`;
  for (const name of ['default', 'workloads']) {
    const fixture = path.join(copy, 'rosetta', `${name}.ts-fixture`);
    writeFileSync(fixture, readFileSync(fixture, 'utf8').replace(/^import .* from 'cdk8s-netpol';$/m, () => imports));
  }

  const run = spawnSync(path.join(root, 'node_modules', '.bin', 'jsii-rosetta'), ['extract', '--strict', copy], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
