import { portabilityOf } from './portability';
import { MatrixEndpoint, Verdict } from '../../model/answer';
import { Snapshot } from '../../model/snapshot';
import { TrafficSet } from '../../sets/traffic-set';

/** Traffic between two endpoints on which two readings of the same policies disagree for certain. */
export interface Difference {
  readonly source: MatrixEndpoint;
  readonly destination: MatrixEndpoint;
  readonly traffic: TrafficSet;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Where one reading allows what the other denies. Both must hold the same workloads. */
export function differencesBetween(before: Snapshot, after: Snapshot): Difference[] {
  return portabilityOf([before, after]).filter(({ verdicts }) => !verdicts.includes('unknown'))
    .map(({ verdicts, ...row }) => ({ ...row, before: verdicts[0], after: verdicts[1] }));
}
