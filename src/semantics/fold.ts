import { Level } from './levels';
import { Answered, RuleAnswer } from './world';

/** Whether the flow passes in every case that is possible, and whether in some. */
export interface Passage {
  readonly must: boolean;
  readonly may: boolean;
}

export const PASSES: Passage = { must: true, may: true };
export const STOPPED: Passage = { must: false, may: false };
/** Nobody knows. */
export const OPEN_QUESTION: Passage = { must: false, may: true };

/**
 * What becomes of the flow in a tier whose levels are asked one after the other.
 *
 * @param next what becomes of it in the tiers that come after this one
 */
export function foldTier(levels: readonly Level<Answered>[], next: Passage): Passage {
  return levels.reduceRight((rest, level) => foldLevel(level, rest, next), next);
}

/**
 * Any policy of the level may be the one that decides, if it matches. So the flow certainly passes if it does by each of
 * them, and behind them too unless one of them certainly matches.
 *
 * @param rest what becomes of it behind this level
 */
function foldLevel(level: Level<Answered>, rest: Passage, next: Passage): Passage {
  const isSettled = level.some(({ applies, answers }) => applies === 'yes' && answers.some(({ matches }) => matches === 'yes'));
  return {
    must: level.every(({ answers }) => foldRules(answers, PASSES, next).must) && (isSettled || rest.must),
    may: level.some(({ answers }) => foldRules(answers, STOPPED, next).may) || (!isSettled && rest.may),
  };
}

/** The first rule that matches decides. */
function foldRules(answers: readonly RuleAnswer[], unmatched: Passage, next: Passage): Passage {
  return answers.reduceRight((rest, { rule, matches }) => {
    const decision = rule.effect === 'allow' ? PASSES : rule.effect === 'deny' ? STOPPED : next;
    switch (matches) {
      case 'yes': return decision;
      case 'no': return rest;
      case 'unknown': return eitherPassage(decision, rest);
    }
  }, unmatched);
}

/** What holds where it is not known which of two is the case. */
export function eitherPassage(one: Passage, other: Passage): Passage {
  return { must: one.must && other.must, may: one.may || other.may };
}
