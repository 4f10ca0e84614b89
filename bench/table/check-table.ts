import { outputOf, prepare } from './row';
import { MIXED, PLAIN, Shape, shapeOf } from '../cluster/shape';
import { measure, Usage } from '../measure/process';
import { medianUsage } from '../measure/statistics';
import { Options } from '../options';

/** What the verbs took for one cluster. */
export interface CheckRow {
  readonly label: string;
  readonly shape: Shape;
  readonly list: Usage;
  readonly check: Usage;
}

/** Every check beside the list of all connections, of the same folders. */
export type CheckTable = readonly CheckRow[];

/** Measures both verbs, as people read them, on the largest cluster of each kind. */
export async function measureChecks(options: Options, tell: (progress: string) => void): Promise<CheckTable> {
  const rows: CheckRow[] = [];
  for (const [label, shape] of [
    ['plain', shapeOf(Math.max(...options.sizes), PLAIN)], ['mixed', shapeOf(Math.max(...options.sizes), MIXED)],
  ] as const) {
    const name = `${label}-${shape.workloads}`;
    tell(`checks: ${name}`);
    rows.push({ label, shape, ...await measureVerbs(name, prepare(name, shape).yaml, options) });
  }
  return rows;
}

/** Both in turn, so that whatever else the machine does falls on both alike. */
async function measureVerbs(
  label: string, folder: string, { bin, runs }: Options,
): Promise<Pick<CheckRow, 'list' | 'check'>> {
  const verbs = { list: ['list', folder], check: ['check', folder, '--fail-on', 'never'] } as const;
  const taken = { list: [] as Usage[], check: [] as Usage[] };
  for (let round = 0; round < runs; round += 1) {
    for (const verb of ['list', 'check'] as const) {
      const command = [process.execPath, bin, ...verbs[verb]];
      taken[verb].push(await measure(command, outputOf(label, { name: verb })));
    }
  }
  return { list: medianUsage(taken.list), check: medianUsage(taken.check) };
}
