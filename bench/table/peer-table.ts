import { measureRow, prepare, TableRow } from './row';
import { Tool } from './tool';
import { ANALYSERS, ours, oursAsLines, PEERS, peersAreThere } from './tools';
import { EngineFigures } from '../alone/figures';
import { runAlone } from '../alone/run-alone';
import { MIXED, PLAIN, Shape, shapeOf, WITH_DEFINITIONS } from '../cluster/shape';
import { exponentOf } from '../measure/statistics';
import { Options } from '../options';

/** One row with the number of classes. */
export interface PeerRow extends TableRow {
  readonly classes: number;
}

/** Whole processes on the same files, ours and the peers'. */
export interface PeerTable {
  readonly tools: readonly string[];
  readonly rows: readonly PeerRow[];
  /** What `netpol` takes for a cluster of one workload, in seconds. */
  readonly startUp: number;
  /** Of the time above that over the number of workloads; undefined with fewer than three sizes. */
  readonly exponent: number | undefined;
}

/** Measures size after size. */
export async function measurePeers(options: Options, tell: (progress: string) => void): Promise<PeerTable> {
  const own = ours(options.bin);
  const tools = [own, ...peersAreThere() ? PEERS : []];
  const plain = await measureRows('plain', options.sizes.map(size => shapeOf(size, PLAIN)), tools, options, tell);
  const mixed = await measureRows('mixed', options.mixed.map(size => shapeOf(size, MIXED)), tools, options, tell);
  const defined = await measureRows('with CRDs', [WITH_DEFINITIONS], tools.filter(tool => tool === own || ANALYSERS.includes(tool)), options, tell);
  const [least] = await measureRows('plain', [shapeOf(1)], [own], options, tell);
  const startUp = least.timings.get(own.name)!.seconds;
  const points = plain.map(({ shape, timings }): [number, number] =>
    [shape.workloads, timings.get(own.name)!.seconds - startUp]);
  return {
    tools: tools.map(({ name }) => name),
    rows: [...plain, ...mixed, ...defined],
    startUp,
    exponent: points.length < 3 || points.some(([, seconds]) => seconds <= 0) ? undefined : exponentOf(points),
  };
}

async function measureRows(
  kind: string, shapes: readonly Shape[], tools: readonly Tool[], options: Options, tell: (progress: string) => void,
): Promise<PeerRow[]> {
  const rows: PeerRow[] = [];
  for (const shape of shapes) {
    const label = `${kind.replace(/ /g, '-')}-${shape.workloads}`;
    const able = tools.filter(({ name }) => expectedSeconds(name, shape, rows) <= options.limit);
    tell(`${label}: ${able.map(({ name }) => name).join(', ')}`);
    const row = await measureRow(label, shape, able, oursAsLines(options.bin), options.runs);
    const { classes } = runAlone<EngineFigures>('engine', [prepare(label, shape).json, 'matrix']);
    rows.push({ ...row, label: kind, classes });
  }
  return rows;
}

/** What the tool will take if its time grows with the number of pairs; 0 before it has been measured. */
function expectedSeconds(name: string, { workloads }: Shape, rows: readonly PeerRow[]): number {
  const last = rows[rows.length - 1];
  if (last === undefined) {
    return 0;
  }
  const timing = last.timings.get(name);
  return timing === undefined ? Infinity : timing.seconds * (workloads / last.shape.workloads) ** 2;
}
