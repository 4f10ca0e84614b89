import { JudgedState } from './judged';
import { FoldedComparison } from '../model/connection-change';
import { Snapshot } from '../model/snapshot';
import { Cause, causesIn } from '../wording/traces';

/** Why what became unknown is so, as far as it is decided by the policies of the later state. Each row is asked for one flow. */
export function unknownCauses({ groups }: FoldedComparison, after: Snapshot): Cause[] {
  const judged = new JudgedState(after);
  const causes = [...groups.perhapsOpened, ...groups.perhapsClosed].flatMap(group => {
    const trace = judged.traceOf(group);
    return trace?.verdict === 'unknown' ? causesIn(trace, judged.snapshot.facts) : [];
  });
  return [...new Map(causes.map(cause => [cause.id, cause])).values()];
}
