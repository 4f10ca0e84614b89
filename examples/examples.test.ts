import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ROOT, synth } from '../scripts/cdk8s';

const TIMEOUT_MS = 120_000;
const FOLDER = path.join(ROOT, 'examples');
const EXAMPLES = readdirSync(FOLDER).filter(name => existsSync(path.join(FOLDER, name, 'cdk8s.yaml')));

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).sort().map(name => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

test.each(EXAMPLES)('examples/%s/dist is what `cdk8s synth` writes (if not: npm run examples)', example => {
  const output = mkdtempSync(path.join(tmpdir(), `netpol-${example}-`));
  try {
    const { ok, stdout, stderr } = synth(example, { output });
    expect(ok ? '' : `${stdout}${stderr}`).toBe('');
    expect(filesIn(path.join(FOLDER, example, 'dist'))).toEqual(filesIn(output));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}, TIMEOUT_MS);
