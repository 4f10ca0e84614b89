import { CompiledRule, RuleCompiler } from './compiled-rules';
import { CompiledLadder, CompiledLevel } from './ladder';
import { Policy, TrafficDirection } from '../../model/policy';
import { PortTable } from '../classes/classes';

/** A policy of the tiers around the normal one that applies to a class, for certain or perhaps. */
export interface TierApplication {
  readonly policy: Policy;
  readonly certain: boolean;
}

/** The rules of the policies, compiled for a subject with these ports. */
export function compileTiers(
  applications: readonly TierApplication[], direction: TrafficDirection, table: PortTable, compiler: RuleCompiler,
): CompiledRule[] {
  return applications.flatMap(({ policy }) =>
    policy[direction]!.rules.map(rule => compiler.compile(rule, direction, table)));
}

/** The tiers as levels. @param placeOf the place of a compiled rule in the isolation */
export function levelsOfTiers(
  applications: readonly TierApplication[], direction: TrafficDirection, table: PortTable, compiler: RuleCompiler,
  placeOf: (rule: CompiledRule) => number,
): Pick<CompiledLadder, 'admin' | 'baseline'> {
  const compileLevel = (level: readonly TierApplication[]): CompiledLevel => level.map(({ policy, certain }) => ({
    certain,
    rules: policy[direction]!.rules
      .map(rule => ({ place: placeOf(compiler.compile(rule, direction, table)), effect: rule.effect })),
  }));
  const levels = (tier: string) => byRank(applications.filter(({ policy }) => policy.tier === tier)).map(compileLevel);
  return { admin: levels('admin'), baseline: levels('baseline') };
}

/** Nothing says how the priorities of two kinds compare, so that all policies of a tier with two kinds have one rank. */
function byRank(applications: readonly TierApplication[]): TierApplication[][] {
  const isMixed = applications.some(({ policy }) => policy.kind !== applications[0].policy.kind);
  const ranks = new Map<number, TierApplication[]>();
  for (const application of applications) {
    const rank = isMixed ? 0 : application.policy.priority;
    const level = ranks.get(rank) ?? [];
    level.push(application);
    ranks.set(rank, level);
  }
  return [...ranks].sort(([left], [right]) => left - right).map(([, level]) => level);
}

/** Equal for ladders that say the same about the same rules. */
export function keyOfLadder({ admin, baseline, normal, unisolated, isPerhapsOpened }: CompiledLadder): string {
  const keyOfTier = (levels: readonly CompiledLevel[]) => levels.map(level => level.map(({ certain, rules }) =>
    `${certain}:${rules.map(({ place, effect }) => `${effect}${place}`).join(' ')}`).join('|')).join('/');
  return `${keyOfTier(admin)};${keyOfTier(baseline)};${normal.join(' ')};${unisolated};${isPerhapsOpened}`;
}
