import { Evidence } from '../../model/finding';
import { DIRECTIONS, formatPolicy, Policy, Rule, Tier, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { describeRule, nameRule } from '../../wording/rules';

/** The tiers around the policies of namespaces, in which the first rule that matches decides. */
export type OrderedTier = Exclude<Tier, 'normal'>;

/** A rule of such a tier, and where it stands. */
export interface PlacedRule {
  readonly policy: Policy;
  readonly direction: TrafficDirection;
  readonly rule: Rule;
}

/** The rules of a tier for one direction, by priority and then in their order. */
export interface RulesOfTier {
  readonly tier: OrderedTier;
  readonly direction: TrafficDirection;
  readonly rules: readonly PlacedRule[];
}

/** Both tiers in both directions, where they have rules. Where nothing enforces policies they have none. */
export function rulesOfTiers(snapshot: Snapshot): RulesOfTier[] {
  return TIERS.flatMap(tier => DIRECTIONS
    .map(direction => ({ tier, direction, rules: rulesIn(snapshot, tier, direction) })))
    .filter(({ rules }) => rules.length > 0);
}

const TIERS: readonly OrderedTier[] = ['admin', 'baseline'];

/** The rules of one tier for one direction, in the same order. */
export function rulesIn(
  { policies, enforcement }: Snapshot, tier: OrderedTier, direction: TrafficDirection,
): PlacedRule[] {
  return (enforcement.mode === 'never' ? [] : policies.filter(policy => policy.tier === tier))
    .sort((left, right) => left.priority - right.priority)
    .flatMap(policy => (policy[direction]?.rules ?? []).map(rule => ({ policy, direction, rule })));
}

/**
 * Whether the one is certainly asked before the other, of two rules of one tier and direction. Nothing says how the
 * priorities of two kinds compare, nor which of two policies with one priority is asked first.
 */
export function isBefore(one: PlacedRule, other: PlacedRule): boolean {
  return one.policy === other.policy ? one.rule.index < other.rule.index
    : one.policy.kind === other.policy.kind && one.policy.priority < other.policy.priority;
}

/** Whether nobody can tell which of two policies of one tier is asked first. */
export function isUnordered(one: Policy, other: Policy): boolean {
  return one.kind !== other.kind || one.priority === other.priority;
}

/** `ingress rule 1 (metadata) of policy no-metadata` */
export function placeOfRule({ policy, direction, rule }: PlacedRule): string {
  return `${direction} ${nameRule(rule)} of policy ${formatPolicy(policy)}`;
}

/** The same with the name of the policy marked as such, for sentences. */
export function titleOfRule({ policy, direction, rule }: PlacedRule): string {
  return `${direction} ${nameRule(rule)} of policy \`${formatPolicy(policy)}\``;
}

/** `no-metadata, rule 1: from all pods in lab, every port: denies` */
export function describePlaced({ policy, direction, rule }: PlacedRule): string {
  return `${formatPolicy(policy)}, ${describeRule(policy, direction, rule)}: ${EFFECTS[rule.effect]}`;
}

const MOST_LINES = 3;

/** A line of evidence for each of the rules, the first ones of many. */
export function linesOfRules(label: string, rules: readonly PlacedRule[]): Evidence[] {
  const hidden = rules.length - MOST_LINES;
  return [...rules.slice(0, MOST_LINES).map(describePlaced), ...hidden > 0 ? [`and ${hidden} more`] : []]
    .map((text, index) => ({ label: index === 0 ? label : '', text }));
}

const EFFECTS = { allow: 'accepts', deny: 'denies', pass: 'passes on' };
