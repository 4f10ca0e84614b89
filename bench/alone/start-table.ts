import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { CACHE } from '../folders';
import { measure } from '../measure/process';
import { median } from '../measure/statistics';
import { Options } from '../options';

/** How long the command takes to say its version, and an empty program beside it; the medians, in seconds. */
export interface StartTable {
  readonly node: number;
  readonly version: number;
}

/** So short a run is measured more often than others. */
const TIMES = 5;

/** Both in turn, so that whatever else the machine does falls on both alike. */
export async function measureStart({ bin, runs }: Options, tell: (progress: string) => void): Promise<StartTable> {
  tell('start');
  mkdirSync(CACHE, { recursive: true });
  const commands = { node: [process.execPath, '-e', '0'], version: [process.execPath, bin, '--version'] };
  const taken = { node: [] as number[], version: [] as number[] };
  for (let round = 0; round < runs * TIMES; round += 1) {
    for (const name of ['node', 'version'] as const) {
      taken[name].push((await measure(commands[name], path.join(CACHE, `start-${name}`))).seconds);
    }
  }
  return { node: median(taken.node), version: median(taken.version) };
}
