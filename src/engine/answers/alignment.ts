import { Prepared } from './prepared';
import { MatrixEndpoint } from '../../model/matrix';
import { byName, Workload } from '../../model/workload';
import { formatCidrs } from '../../sets/cidr';
import { Interval, IntervalSet } from '../../sets/interval-set';
import { addressesOfBlock } from '../classes/external-blocks';

/** An endpoint with its number as a peer in each of two snapshots; undefined in the one where it does not exist. */
export interface AlignedEndpoint {
  readonly endpoint: MatrixEndpoint;
  readonly before?: number;
  readonly after?: number;
}

/**
 * All workloads of both, sorted by name, then the addresses outside the cluster in both, in blocks that no policy of
 * either snapshot tells apart.
 */
export function align(before: Prepared, after: Prepared): AlignedEndpoint[] {
  return [...workloads(before, after), ...blocks(before, after)];
}

function workloads(before: Prepared, after: Prepared): AlignedEndpoint[] {
  const found = new Map<string, AlignedEndpoint & { readonly workload: Workload }>();
  const add = ({ classes }: Prepared, side: 'before' | 'after') => classes.byWorkload.forEach(({ index }, workload) => {
    const key = JSON.stringify([workload.namespace, workload.name, workload.kind]);
    found.set(key, { ...found.get(key), workload, endpoint: { kind: 'workload', workload }, [side]: index });
  });
  add(before, 'before');
  add(after, 'after');
  return [...found.values()].sort((left, right) => byName(left.workload, right.workload));
}

/** Addresses of one block before and one block after. */
interface Part {
  readonly before: number;
  readonly after: number;
  readonly intervals: Interval<bigint>[];
}

function blocks(before: Prepared, after: Prepared): AlignedEndpoint[] {
  const [old, recent] = [partsOf(before), partsOf(after)];
  const parts = new Map<string, Part>();
  for (let oldPlace = 0, recentPlace = 0; oldPlace < old.length && recentPlace < recent.length;) {
    const [left, right] = [old[oldPlace], recent[recentPlace]];
    const start = left.start > right.start ? left.start : right.start;
    const end = left.end < right.end ? left.end : right.end;
    if (start < end) {
      const key = `${left.peer} ${right.peer}`;
      const part = parts.get(key) ?? { before: left.peer, after: right.peer, intervals: [] };
      part.intervals.push({ start, end });
      parts.set(key, part);
    }
    if (left.end < right.end) {
      oldPlace += 1;
    } else {
      recentPlace += 1;
    }
  }
  // Intervals are visited in order, and each part is added at its lowest address, so the map is in order.
  return [...parts.values()].map(({ intervals, ...peers }) => ({
    endpoint: { kind: 'external', cidrs: formatCidrs(IntervalSet.from(intervals)), representative: intervals[0].start },
    ...peers,
  }));
}

/** The intervals of all blocks outside, ascending, each with the number of its block as a peer. */
function partsOf({ blocks: all, classes }: Prepared): (Interval<bigint> & { readonly peer: number })[] {
  return all.flatMap((block, index) => addressesOfBlock(block).intervals
    .map(({ start, end }) => ({ start, end, peer: classes.list.length + index })))
    .sort((left, right) => (left.start < right.start ? -1 : 1));
}
