import { mkdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { differences } from './answers';
import { Answers, Tool } from './tool';
import { clusterOf } from '../cluster/apps';
import { Shape } from '../cluster/shape';
import { writeCluster, Written } from '../cluster/write';
import { CACHE } from '../folders';
import { measure, Usage } from '../measure/process';
import { medianUsage } from '../measure/statistics';

/** What one tool took for one cluster. */
export interface Timing extends Usage {
  readonly runs: number;
}

/** One line of the table. */
export interface TableRow extends Measured {
  readonly label: string;
  readonly shape: Shape;
}

/** What all tools took for one folder. */
export interface Measured {
  /** By the name of the tool; a tool that would take too long is absent. */
  readonly timings: ReadonlyMap<string, Timing>;
  /** Connections on which all tools agree. */
  readonly connections: number;
}

/** A run that takes longer than this is not repeated. */
export const LONG_SECONDS = 10;

/** Writes the cluster and returns its folders. */
export function prepare(label: string, shape: Shape): Written {
  return writeCluster(clusterOf(shape), path.join(CACHE, 'clusters', label));
}

/** Writes the cluster and measures every tool on it. */
export async function measureRow(
  label: string, shape: Shape, tools: readonly Tool[], reference: Tool, runs: number,
): Promise<TableRow> {
  return { label, shape, ...await measureFolder(label, prepare(label, shape).yaml, tools, reference, runs) };
}

/**
 * Runs every tool on the folder, one after the other and then all of them again, so that whatever else the machine
 * does falls on all alike. The answers of the first round are compared before any time counts.
 *
 * @param reference prints our answers in the form that every peer has
 * @throws Error when a peer and we disagree
 */
export async function measureFolder(
  label: string, yaml: string, tools: readonly Tool[], reference: Tool, runs: number,
): Promise<Measured> {
  const usages = new Map(tools.map(({ name }): [string, Usage[]] => [name, []]));
  const expected = (await run(reference, label, yaml)).answers;
  for (let round = 0; round < runs; round += 1) {
    for (const tool of tools) {
      const taken = usages.get(tool.name)!;
      if (taken.some(({ seconds }) => seconds > LONG_SECONDS)) {
        continue;
      }
      const { usage, answers } = await run(tool, label, yaml);
      if (round === 0) {
        agree(label, expected, answers, tool);
      }
      taken.push(usage);
    }
  }
  return {
    connections: expected.size,
    timings: new Map([...usages].map(([name, taken]) => [name, { ...medianUsage(taken), runs: taken.length }])),
  };
}

async function run(tool: Tool, label: string, folder: string): Promise<{ usage: Usage; answers: Answers }> {
  const output = outputOf(label, tool);
  const usage = await measure(tool.command(folder), output);
  return { usage, answers: tool.read(readFileSync(output, 'utf8')) };
}

/** The file for what a tool prints. */
export function outputOf(label: string, { name }: Pick<Tool, 'name'>): string {
  const outputs = path.join(CACHE, 'answers');
  mkdirSync(outputs, { recursive: true });
  return path.join(outputs, `${label}-${name}.out`);
}

function agree(label: string, expected: Answers, answers: Answers, tool: Tool): void {
  const found = differences(expected, answers, tool);
  if (found.length > 0) {
    throw new Error(`no times for ${label}, as the answers differ:\n  ${found.join('\n  ')}`);
  }
}
