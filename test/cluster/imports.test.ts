import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sharedFolder } from '../shared';

const ROOT = path.join(__dirname, '..', '..');
const FOLDERS = [path.join('src', 'imports'), path.join('test', 'cluster', 'schemas')];
const TIMEOUT_MS = 120_000;

const crds = sharedFolder('crds', 'crossplane');
const withCrds = crds === undefined ? test.skip : test;

withCrds('the generated classes and schemas are what scripts/import-crds.mjs makes of the CRDs (in NETPOL_SHARED)', () => {
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
