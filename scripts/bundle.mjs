// Makes one file of the command: lib/cli/netpol.js, which bin/netpol runs. Finding and loading a hundred files takes as
// long as the answer about a small cluster.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

// From the sources and not from lib/, and from the packages' modules where they have some: then what is not used is left
// out, and functions need no wrapping.
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

buildSync({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'lib/cli/netpol.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
});
