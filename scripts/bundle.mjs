// Makes one file of the compiled command: lib/cli/netpol.js, which bin/netpol runs. Loading a hundred small files takes
// as long as the answer about a small cluster.
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { buildSync } from 'esbuild';

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'lib', 'cli');

buildSync({
  entryPoints: [path.join(cli, 'main.js')],
  outfile: path.join(cli, 'netpol.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});
