import { PlacedRule } from './placed-rules';
import { containsPods } from './selector-relations';
import { shadowsOf } from './shadows';
import { DIRECTIONS, Policy, Rule, TrafficDirection } from '../../model/policy';

/** A rule that can be left out, and those that match all that it matches, on every cluster. */
export interface CoveredRule {
  readonly placed: PlacedRule;
  readonly covers: readonly PlacedRule[];
}

/**
 * The rules of one direction of a policy that can all be left out together, since the rules that are left match all that they
 * match. Of two that say the same it is the second.
 */
export function coveredRules(policy: Policy, direction: TrafficDirection): CoveredRule[] {
  const all = rulesFor(policy, direction);
  const left = new Set(all);
  for (const placed of [...all].reverse()) {
    if (shadowsOf(placed, [...left].filter(other => other !== placed)) !== undefined) {
      left.delete(placed);
    }
  }
  return all.filter(placed => !left.has(placed)).flatMap(placed => {
    const covers = shadowsOf(placed, [...left]);
    return covers === undefined ? [] : [{ placed, covers }];
  });
}

/**
 * Policies without which everything stays as it is, whatever pods there are or will be: others isolate all of its pods in the
 * same directions, and have rules that match all that its rules match. Empty where there are none.
 *
 * @param others of the normal tier
 */
export function policiesThatSayMore(policy: Policy, others: readonly Policy[]): Policy[] {
  const around = others.filter(({ subject }) => containsPods(subject, policy.subject));
  const used = around.length === 0 ? [] : DIRECTIONS.map(direction => sayingMore(policy, around, direction));
  return used.includes(undefined) ? [] : around.filter(other => used.some(some => some!.has(other)));
}

function sayingMore(policy: Policy, around: readonly Policy[], direction: TrafficDirection): Set<Policy> | undefined {
  const section = policy[direction];
  if (section === undefined) {
    return new Set();
  }
  const earlier = around.flatMap(other => rulesFor(other, direction));
  const covers = rulesFor(policy, direction).map(placed => shadowsOf(placed, earlier));
  if (covers.includes(undefined)) {
    return undefined;
  }
  const used = new Set(covers.flatMap(rules => rules!.map(rule => rule.policy)));
  const isolating = [...used, ...around].find(other => other[direction]?.isolates === true);
  return !section.isolates ? used : isolating && used.add(isolating);
}

/** The rules of one direction with their policy. */
export function rulesFor(policy: Policy, direction: TrafficDirection): PlacedRule[] {
  return (policy[direction]?.rules ?? []).map(rule => ({ policy, direction, rule }));
}

/** Whether the rule is for every peer, because it names none. */
export function isForEverybody({ peers, isOpen }: Rule): boolean {
  return isOpen !== true && peers.some(({ kind }) => kind === 'everyone');
}

/** The rule that lets everything pass in the direction. */
export function openingRule(policy: Policy, direction: TrafficDirection): Rule | undefined {
  return policy[direction]?.rules.find(rule => rule.effect === 'allow' && isForEverybody(rule)
    && rule.ports.some(({ kind }) => kind === 'any'));
}
