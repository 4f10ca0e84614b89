import { coveredRules, isForEverybody, isSwallowed } from './redundancy';
import { Policy, Rule, TrafficDirection } from '../../model/policy';

/** A rule for everybody, and those beside it that name peers and admit nobody else. */
export interface SwallowedRules {
  readonly direction: TrafficDirection;
  readonly rule: Rule;
  readonly idle: readonly Rule[];
}

/** One for each rule of the direction that makes others idle. */
export function swallowedRules(policy: Policy, direction: TrafficDirection): SwallowedRules[] {
  if (policy[direction]?.rules.some(isForEverybody) !== true) {
    return [];
  }
  const covered = coveredRules(policy, direction).filter(isSwallowed);
  return [...new Set(covered.map(({ covers }) => covers[0].rule))].map(rule => ({
    direction, rule, idle: covered.filter(({ covers }) => covers[0].rule === rule).map(({ placed }) => placed.rule),
  }));
}
