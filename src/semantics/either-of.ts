import { AdmissionStep, DirectionTrace, Doubt } from '../model/trace';

/**
 * A direction that is decided as in one of two traces, where it is not known in which. The steps are those of the first,
 * certain where the other has them too.
 *
 * @param doubt what would have to be known where the verdicts differ
 */
export function eitherOf(first: DirectionTrace, second: DirectionTrace, doubt: Doubt): DirectionTrace {
  const doubts = [...new Set([...first.doubts, ...second.doubts])];
  const unsimulated = [...new Set([...first.unsimulated, ...second.unsimulated])];
  const admittedBy = mergeAdmissions(first.admittedBy, second.admittedBy);
  return first.verdict === second.verdict ? { ...first, admittedBy, doubts, unsimulated }
    : { ...first, admittedBy, doubts: [...new Set([...doubts, doubt])], unsimulated, verdict: 'unknown' };
}

function mergeAdmissions(first: readonly AdmissionStep[], second: readonly AdmissionStep[]): AdmissionStep[] {
  const inSecond = new Map(second.map(step => [step.rule, step]));
  const inFirst = new Set(first.map(({ rule }) => rule));
  return [
    ...first.map(step => ({ ...step, certain: step.certain && inSecond.get(step.rule)?.certain === true })),
    ...second.filter(({ rule }) => !inFirst.has(rule)).map(step => ({ ...step, certain: false })),
  ];
}
