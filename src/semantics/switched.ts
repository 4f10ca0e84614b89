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
    : casesOf(isolated.is).map(isIsolated => ({
      ...judgePod(snapshot, question, subject, peer, isIsolated), ...isIsolated && { switchingLabel: isolated.key },
    }))));
  return others.reduce(inEitherCase, first);
}

/** What may be the case, the less open first. */
function casesOf(answer: Ternary): boolean[] {
  return answer === 'yes' ? [true] : answer === 'no' ? [false] : [false, true];
}

function inEitherCase(one: DirectionTrace, other: DirectionTrace): DirectionTrace {
  const switchingLabel = one.switchingLabel ?? other.switchingLabel;
  return one.verdict === other.verdict ? { ...one, switchingLabel } : {
    ...one, switchingLabel, doubts: [...new Set([...one.doubts, ...other.doubts, 'switching-label' as const])], verdict: 'unknown',
  };
}
