// `npm run examples`: synthesizes every example with the real cdk8s command, each into its own dist/.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, synth } from './cdk8s';

const folder = path.join(ROOT, 'examples');
for (const example of readdirSync(folder).filter(name => existsSync(path.join(folder, name, 'cdk8s.yaml')))) {
  const { ok, stdout, stderr } = synth(example);
  console.log(`examples/${example}`);
  console.log(`${stdout}${stderr}`.trim().replace(/^/gm, '  '));
  process.exitCode = ok ? process.exitCode : 1;
}
