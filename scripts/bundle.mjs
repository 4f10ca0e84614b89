// Makes few files of the command, because finding and loading a hundred takes as long as the answer about a small cluster:
// lib/cli/netpol.js, which bin/netpol runs, netpol-shared.js, which every verb needs, a file for each verb that needs what
// others do not, such as netpol-check.js, and what several of these need.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transformSync } from 'esbuild';

// From the sources and not from lib/, and from the packages' modules where they have some: then what is not used is left
// out, and functions need no wrapping.
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const minified = { platform: 'node', target: 'node20', minifyWhitespace: true, minifySyntax: true };

/** The verbs whose code is a file of its own. */
const LATER = ['check', 'checks', 'completion', 'diff', 'explain', 'lock', 'suggest', 'upgrade'];

/** What a verb loads when it runs, by `require`, is a file of its own. */
const loadedLater = {
  name: 'loaded-later',
  setup: ({ onResolve }) => onResolve({ filter: /\/run-\w+$/ }, ({ kind, path: name }) =>
    (kind === 'require-call' ? { path: `./netpol-${/\w+$/.exec(name)[0]}.js`, external: true } : undefined)),
};

/**
 * The file of a verb reaches all that the command needs anyway, so that this is in one file, however many verbs need which
 * part of it.
 */
const entryOfVerb = {
  name: 'entry-of-verb',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^verb:/ }, ({ path: verb }) => ({ path: verb.slice('verb:'.length), namespace: 'verb' }));
    onLoad({ filter: /.*/, namespace: 'verb' }, ({ path: verb }) => ({
      contents: `import './main'; export * from './run-${verb}';`, resolveDir: path.join(root, 'src', 'cli'),
    }));
  },
};

const { outputFiles } = await build({
  ...minified,
  absWorkingDir: root,
  entryPoints: {
    netpol: 'src/cli/main.ts',
    ...Object.fromEntries(LATER.map(verb => [`netpol-${verb}`, `verb:${verb}`])),
  },
  outdir: 'lib/cli',
  chunkNames: 'netpol-shared-[hash]',
  bundle: true,
  // esbuild tells apart what files share in this format only; Node.js 20 loads the other one faster.
  format: 'esm',
  splitting: true,
  write: false,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  plugins: [loadedLater, entryOfVerb],
});

// What is left of an earlier build would be published.
const folder = path.join(root, 'lib', 'cli');
mkdirSync(folder, { recursive: true });
readdirSync(folder).filter(name => /^netpol.*\.js$/.test(name)).forEach(name => rmSync(path.join(folder, name)));
// What every verb loads has a name that does not change.
const [shared] = /netpol-shared-\w+/.exec(outputFiles.find(({ path: file }) => path.basename(file) === 'netpol.js').text);
for (const { path: file, text } of outputFiles) {
  const { code } = transformSync(text.replaceAll(shared, 'netpol-shared'), { ...minified, format: 'cjs' });
  writeFileSync(file.replace(shared, 'netpol-shared'), code);
}
