import { Tier } from '../model/policy';
import { DirectionTrace, Doubt, Step } from '../model/trace';

/**
 * A direction that is decided as in one of two traces, where it is not known in which. The steps are those of the first,
 * certain where the other has them too.
 *
 * @param doubt what would have to be known where the verdicts differ
 */
export function eitherOf(first: DirectionTrace, second: DirectionTrace, doubt: Doubt): DirectionTrace {
  const doubts = [...new Set([...first.doubts, ...second.doubts])];
  const unsimulated = [...new Set([...first.unsimulated, ...second.unsimulated])];
  const steps = mergeSteps(first.steps, second.steps);
  return first.verdict === second.verdict ? { ...first, steps, doubts, unsimulated }
    : { ...first, steps, doubts: [...new Set([...doubts, doubt])], unsimulated, verdict: 'unknown' };
}

/** Who isolates is as in the first; rules are of both. */
function mergeSteps(first: readonly Step[], second: readonly Step[]): Step[] {
  const inSecond = new Map(second.map(step => [step.rule, step]));
  const inFirst = new Set(first.map(({ rule }) => rule));
  const merged = [
    ...first.map(step => (step.rule === undefined ? step
      : { ...step, certain: step.certain && inSecond.get(step.rule)?.certain === true })),
    ...second.filter(({ rule }) => rule !== undefined && !inFirst.has(rule)).map(step => ({ ...step, certain: false })),
  ];
  return TIERS.flatMap(tier => merged.filter(step => step.tier === tier));
}

const TIERS: readonly Tier[] = ['admin', 'normal', 'baseline'];
