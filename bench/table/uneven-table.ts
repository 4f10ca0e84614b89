import * as path from 'node:path';
import { LONG_SECONDS, measureFolder, outputOf } from './row';
import { Tool } from './tool';
import { ANALYSERS, ours, oursAsLines, peersAreThere } from './tools';
import { UNEVEN, UNEVEN_PART, unevenManifests, UnevenShape } from '../cluster/uneven';
import { writeManifests } from '../cluster/write';
import { CACHE } from '../folders';
import { measure, Usage } from '../measure/process';
import { medianUsage } from '../measure/statistics';
import { Options } from '../options';

/** What each tool took for one cluster. */
export interface UnevenRow {
  readonly shape: UnevenShape;
  /** By the name of the tool. */
  readonly usages: ReadonlyMap<string, Usage>;
}

/** A cluster of the shape of a real one, and before it a part on which all answers are compared. */
export interface UnevenTable {
  readonly tools: readonly string[];
  readonly rows: readonly UnevenRow[];
}

/** Ourselves and the peer that analyses manifests as we do. */
export async function measureUneven(options: Options, tell: (progress: string) => void): Promise<UnevenTable> {
  const tools = [ours(options.bin), ...peersAreThere() ? ANALYSERS : []];
  tell(`uneven, a part: ${tools.map(({ name }) => name).join(', ')}`);
  const part = await measureFolder(
    'uneven-part', write('uneven-part', UNEVEN_PART), tools, oursAsLines(options.bin), options.runs);
  const usages = new Map<string, Usage>();
  const folder = write('uneven', UNEVEN);
  for (const tool of tools) {
    tell(`uneven: ${tool.name}`);
    usages.set(tool.name, await usageOf(tool, folder, options));
  }
  return {
    tools: tools.map(({ name }) => name),
    rows: [{ shape: UNEVEN_PART, usages: part.timings }, { shape: UNEVEN, usages }],
  };
}

function write(label: string, shape: UnevenShape): string {
  return writeManifests(unevenManifests(shape), path.join(CACHE, 'clusters', label)).yaml;
}

/** The median of its runs, or the first one if that takes long. */
async function usageOf(tool: Tool, folder: string, { runs, limit }: Options): Promise<Usage> {
  const usages: Usage[] = [];
  do {
    usages.push(await measure(tool.command(folder), outputOf('uneven', tool), limit));
  } while (usages.length < runs && usages.every(({ seconds }) => seconds <= LONG_SECONDS));
  return usages[0].isStopped ? usages[0] : medianUsage(usages);
}
