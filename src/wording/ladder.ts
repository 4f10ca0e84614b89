import { list } from './lists';
import { describeRule } from './rules';
import { formatPolicy, Tier, TrafficDirection } from '../model/policy';
import { DirectionTrace, RuleStep, stepsOfRules } from '../model/trace';

/**
 * What the tiers do to a flow, one after the other: what the admin tier has to say, the normal one in the words that are
 * given, and the baseline.
 *
 * @param normal undefined where the admin tier decides
 */
export function describeLadder(trace: DirectionTrace, normal?: string): string {
  return [
    ...describeTier(trace, 'admin'), ...normal === undefined ? [] : [normal], ...describeTier(trace, 'baseline'),
  ].join('; ');
}

/** `shop/web-egress, rule 1: to app=orders, TCP 8080` */
export function describeStep({ policy, rule }: RuleStep, direction: TrafficDirection): string {
  return `${formatPolicy(policy)}, ${describeRule(policy, direction, rule)}`;
}

/** Consecutive steps with one effect are one clause. */
function describeTier(trace: DirectionTrace, tier: Tier): string[] {
  const clauses: { readonly start: string; readonly steps: RuleStep[] }[] = [];
  for (const step of stepsOfRules(trace, 'allow', 'deny', 'pass').filter(one => one.tier === tier)) {
    const start = `${step.certain ? '' : 'perhaps '}${EFFECTS[step.effect]}`;
    const last = clauses[clauses.length - 1];
    if (last?.start === start) {
      last.steps.push(step);
    } else {
      clauses.push({ start, steps: [step] });
    }
  }
  return clauses.map(({ start, steps }) =>
    `${start} in the ${tier} tier by ${list(steps.map(step => describeStep(step, trace.direction)), 3)}`);
}

const EFFECTS = { allow: 'admitted', deny: 'denied', pass: 'passed on' };
