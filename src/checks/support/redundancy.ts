import { coversPeer } from './peer-relations';
import { PlacedRule } from './placed-rules';
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
    const others = [...left].filter(other => other !== placed && mayShare(other.rule, placed.rule));
    if (mayCover(others, placed.rule) && shadowsOf(placed, others) !== undefined) {
      left.delete(placed);
    }
  }
  return all.filter(placed => !left.has(placed)).flatMap(placed => {
    const covers = shadowsOf(placed, [...left]);
    return covers === undefined ? [] : [{ placed, covers }];
  });
}

/** A quick look at the ports, as most rules of a policy are for different ones. */
function mayShare({ ports: some }: Rule, { ports: others }: Rule): boolean {
  return some.some(one => one.kind === 'any' || others.some(other => other.kind !== 'any' && other.protocol === one.protocol
    && (one.kind === 'named' || other.kind === 'named' || !one.ports.intersect(other.ports).isEmpty)));
}

/** Whether the rules are for each of the peers on some port: blocks of addresses may be covered by several together. */
function mayCover(rules: readonly PlacedRule[], { peers }: Rule): boolean {
  const all = rules.flatMap(({ rule }) => rule.peers);
  return all.length > 0 && peers.every(peer => peer.kind === 'addresses' || coversPeer(all, peer));
}

/** What makes a policy redundant. */
export interface SayingMore {
  /** Policies that isolate all of its pods and admit all that it admits. */
  readonly policies: readonly Policy[];
  /** Their rules that admit it. */
  readonly rules: readonly PlacedRule[];
}

/**
 * Policies without which everything stays as it is, whatever pods there are or will be: they isolate all pods of the policy in
 * the same directions, and have rules that match all that its rules match. Undefined where there are none.
 *
 * @param around others of the normal tier that are for all pods of the policy
 */
export function policiesSayingMore(policy: Policy, around: readonly Policy[]): SayingMore | undefined {
  const found = around.length === 0 ? [] : DIRECTIONS.filter(direction => policy[direction] !== undefined)
    .map(direction => sayingMore(policy, around, direction));
  if (found.length === 0 || found.includes(undefined)) {
    return undefined;
  }
  const policies = new Set(found.flatMap(one => one!.policies));
  return { policies: around.filter(other => policies.has(other)), rules: found.flatMap(one => one!.rules) };
}

function sayingMore(policy: Policy, around: readonly Policy[], direction: TrafficDirection): SayingMore | undefined {
  const earlier = around.flatMap(other => rulesFor(other, direction));
  const covers = rulesFor(policy, direction).map(placed => shadowsOf(placed, earlier));
  const rules = earlier.filter(placed => covers.some(cover => cover?.includes(placed)));
  const used = rules.map(placed => placed.policy);
  const isolating = [...used, ...around].find(other => other[direction]?.isolates === true);
  return covers.includes(undefined) || (isolating === undefined && policy[direction]!.isolates) ? undefined
    : { policies: isolating === undefined ? used : [...used, isolating], rules };
}

/** The rules of one direction with their policy. */
export function rulesFor(policy: Policy, direction: TrafficDirection): PlacedRule[] {
  return (policy[direction]?.rules ?? []).map(rule => ({ policy, direction, rule }));
}

/** Whether a rule that names peers stands beside those that are for all of them, and so restricts nothing. */
export function isSwallowed({ placed, covers }: CoveredRule): boolean {
  return !isForEverybody(placed.rule) && covers.every(({ rule }) => isForEverybody(rule));
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
