import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { CACHE } from '../folders';

/** So much of what a failed run says is shown. */
const SHOWN = 2_000;

/**
 * Runs one file of this folder in a process of its own and returns what it prints.
 *
 * The file is translated into bench/.cache/, from where its imports of lib/ lead to the same place.
 */
export function runAlone<Figures>(name: string, args: readonly string[]): Figures {
  const { outputText } = transpileModule(readFileSync(path.join(__dirname, `${name}.ts`), 'utf8'), {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true },
  });
  mkdirSync(CACHE, { recursive: true });
  const script = path.join(CACHE, `${name}.js`);
  writeFileSync(script, outputText);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=4096', script, ...args], {
    encoding: 'utf8', maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    throw new Error(`${name} failed:\n${stderr.slice(0, SHOWN)}`);
  }
  return JSON.parse(stdout.trim().split('\n').pop()!) as Figures;
}
