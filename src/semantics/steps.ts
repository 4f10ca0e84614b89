import { Level } from './levels';
import { Answered, RuleAnswer, World } from './world';
import { Step } from '../model/trace';

/**
 * What led to the verdict: the policies that isolate, and the rules that match in some world in which they are asked. A
 * step of a rule is certain when its policy certainly applies, and it is asked and certainly matches in every world.
 */
export function stepsOf(worlds: readonly World[], isIsolatedAnyway: boolean): Step[] {
  const asked = worlds.map(world => asksOf(world, isIsolatedAnyway));
  const [{ ladder: { admin, normal, baseline } }] = worlds;
  return [
    ...admin.flatMap(level => ruleSteps(level, asked, isContested(level, asked))),
    ...asked.some(({ isNormalReached }) => isNormalReached) ? normal.map(({ policy, applies }): Step =>
      ({ tier: policy.tier, policy, effect: 'isolates', certain: applies === 'yes' })) : [],
    ...ruleSteps(normal, asked, false),
    ...baseline.flatMap(level => ruleSteps(level, asked, isContested(level, asked))),
  ];
}

/** The rules that are asked in one world and match there. */
export interface Asked {
  readonly answers: readonly RuleAnswer[];
  readonly isNormalReached: boolean;
}

export function asksOf({ ladder: { admin, normal, baseline }, asksNormal }: World, isIsolatedAnyway: boolean): Asked {
  const above = asksOfTier(admin);
  const isIsolated = isIsolatedAnyway || normal.some(({ applies }) => applies === 'yes');
  return {
    isNormalReached: above.goesOn,
    answers: [
      ...above.answers,
      ...above.goesOn && asksNormal ? normal.flatMap(({ answers }) => answers.filter(isPossible)) : [],
      ...above.goesOn && !isIsolated ? asksOfTier(baseline).answers : [],
    ],
  };
}

/** Level by level, until one certainly decides. */
function asksOfTier(levels: readonly Level<Answered>[]): { readonly answers: RuleAnswer[]; readonly goesOn: boolean } {
  const answers: RuleAnswer[] = [];
  for (const level of levels) {
    answers.push(...level.flatMap(asksOfPolicy));
    if (level.some(({ applies, answers: all }) => applies === 'yes' && all.some(({ matches }) => matches === 'yes'))) {
      return { answers, goesOn: answers.some(({ rule }) => rule.effect === 'pass') };
    }
  }
  return { answers, goesOn: true };
}

/** Rule by rule, until one certainly matches. */
function asksOfPolicy({ answers }: Answered): RuleAnswer[] {
  const first = answers.findIndex(({ matches }) => matches === 'yes');
  return (first < 0 ? answers : answers.slice(0, first + 1)).filter(isPossible);
}

function isPossible({ matches }: RuleAnswer): boolean {
  return matches !== 'no';
}

/** Whether several policies of one rank match the flow, and not all have the same effect on it. */
export function hasContest(level: Level<Answered>): boolean {
  return isContestedBy(level.map(({ answers }) => answers.filter(isPossible)));
}

function isContested(level: Level<Answered>, worlds: readonly Asked[]): boolean {
  return worlds.some(world => isContestedBy(level.map(({ policy }) =>
    world.answers.filter(answer => answer.policy === policy))));
}

/** @param matching of each policy: its rules that match */
function isContestedBy(matching: readonly (readonly RuleAnswer[])[]): boolean {
  const those = matching.filter(some => some.length > 0);
  return those.length > 1 && new Set(those.flat().map(({ rule }) => rule.effect)).size > 1;
}

function ruleSteps(policies: readonly Answered[], worlds: readonly Asked[], isPerhapsAnother: boolean): Step[] {
  return policies.flatMap(({ policy, applies, answers }) => answers.flatMap(({ rule }): Step[] => {
    const found = worlds.flatMap(world =>
      world.answers.filter(answer => answer.rule === rule && answer.policy === policy));
    const certain = !isPerhapsAnother && applies === 'yes' && found.length === worlds.length
      && found.every(({ matches }) => matches === 'yes');
    return found.length === 0 ? [] : [{ tier: policy.tier, policy, rule, effect: rule.effect, certain }];
  }));
}
