import { eitherOf } from './either-of';
import { DirectionQuestion, judgePod } from './judge-pod';
import { unpoliced } from './unpoliced';
import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { switchedBy } from '../model/switching-labels';
import { DirectionTrace } from '../model/trace';
import { Workload } from '../model/workload';
import { Ternary } from '../sets/ternary';

/**
 * Judges one direction of a flow for a subject whose labels may open or isolate it by themselves. The verdict is certain
 * when it is the same whether they do or not.
 */
export function judgeLabelled(
  snapshot: Snapshot, question: DirectionQuestion, subject: Workload, peer: Endpoint,
): DirectionTrace {
  const opened = switchedBy(snapshot.enforcement, subject.labels, 'opens');
  const isolated = switchedBy(snapshot.enforcement, subject.labels, 'isolates');
  const [first, ...others] = casesOf(opened.is).flatMap((isOpen): DirectionTrace[] => (isOpen
    ? [{ ...unpoliced(question.direction, 'opening-label', 'allowed'), switchingLabel: opened.key }]
    : casesOf(isolated.is).reverse().map(isIsolated => ({
      ...judgePod(snapshot, question, subject, peer, isIsolated), ...isIsolated && { switchingLabel: isolated.key },
    }))));
  const doubt = opened.isLabelOpen || isolated.isLabelOpen ? 'switching-label' : 'patch-release';
  return others.reduce((one, other) =>
    ({ ...eitherOf(one, other, doubt), switchingLabel: one.switchingLabel ?? other.switchingLabel }), first);
}

/** What may be the case. The steps of a trace are those of the first, so what lets less pass comes first above. */
function casesOf(answer: Ternary): boolean[] {
  return answer === 'yes' ? [true] : answer === 'no' ? [false] : [false, true];
}
