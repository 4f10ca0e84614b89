import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');
const FOLDERS = [path.join('src', 'imports'), path.join('test', 'cluster', 'schemas')];
const TIMEOUT_MS = 120_000;

test('the generated classes and schemas are what scripts/import-crds.mjs makes of the CRDs', () => {
  if (!process.env.NETPOL_CRDS) {
    console.warn('SKIPPED: NETPOL_CRDS does not name the folder with the CRDs of provider-openstack, '
      + 'so nobody looked whether src/imports and test/cluster/schemas are what they generate');
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'netpol-crds-'));
  try {
    execFileSync(process.execPath, [path.join(ROOT, 'scripts', 'import-crds.mjs'), folder], { stdio: 'pipe' });
    for (const name of FOLDERS) {
      expect(bytesIn(path.join(ROOT, name))).toEqual(bytesIn(path.join(folder, name)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, TIMEOUT_MS);

function bytesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).sort().map(name => [name, readFileSync(path.join(folder, name), 'latin1')]));
}
