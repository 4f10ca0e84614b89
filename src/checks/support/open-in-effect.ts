import { emptyPeersOf } from './empty-peers';
import { opensDenial } from './opened-denials';
import { isCalledDenial, saysOpen } from './policy-names';
import { openingRule } from './redundancy';
import { SwallowedRules, swallowedRules } from './swallowed-rules';
import { Blank } from '../../model/blank';
import { DIRECTIONS, Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { possibleSubjects } from '../../semantics/selected';

/** A rule without peers, and the direction that it opens. */
export type OpeningRule = Pick<SwallowedRules, 'direction' | 'rule'>;

/**
 * How a policy is open although it seems to restrict: it is called a denial and denies nothing, a rule for everybody makes
 * others idle, or it closes nothing.
 */
export type OpenInEffect =
  | { readonly kind: 'denial'; readonly rules: readonly OpeningRule[] }
  | { readonly kind: 'swallowing'; readonly swallowed: SwallowedRules }
  | { readonly kind: 'closes-nothing'; readonly rules: readonly OpeningRule[]; readonly hasEmptyPeers: boolean };

/** None for a rule whose list of peers is null: that slip is told by itself. */
export function openInEffect(snapshot: Snapshot, policy: Policy): OpenInEffect[] {
  const rules = DIRECTIONS.filter(direction => policy[direction] !== undefined).flatMap((direction): OpeningRule[] => {
    const rule = openingRule(policy, direction);
    return rule === undefined ? [] : [{ direction, rule }];
  });
  const isOpen = rules.length > 0 && DIRECTIONS.every(direction =>
    policy[direction] === undefined || rules.some(opening => opening.direction === direction));
  const emptyPeersIn = ({ direction, rule }: OpeningRule) => emptyPeersOf(snapshot, policy, direction, rule);
  const isSlip = (opening: OpeningRule) => emptyPeersIn(opening)?.isEmptyList === false;
  if (isOpen && isCalledDenial(policy) && !opensDenial(snapshot, policy)) {
    return rules.every(isSlip) ? [] : [{ kind: 'denial', rules }];
  }
  const swallowing = DIRECTIONS.flatMap(direction => swallowedRules(policy, direction));
  if (swallowing.length > 0) {
    return swallowing.filter(swallowed => !isSlip(swallowed))
      .map((swallowed): OpenInEffect => ({ kind: 'swallowing', swallowed }));
  }
  const hasEmptyPeers = rules.some(opening => emptyPeersIn(opening) !== undefined);
  // What goes out is often let out on purpose.
  const isMeant = !hasEmptyPeers && policy.ingress === undefined;
  return isOpen && !isMeant && !rules.some(isSlip) && closesNothing(snapshot, policy)
    ? [{ kind: 'closes-nothing', rules, hasEmptyPeers }] : [];
}

/** Whether the pods of the policy are as open as without it, and nobody seems to have meant that. */
function closesNothing(snapshot: Snapshot, policy: Policy): boolean {
  const subjects = possibleSubjects(snapshot, policy);
  const isIsolatedBy = (other: Policy) => DIRECTIONS.some(direction =>
    policy[direction] !== undefined && other[direction]?.isolates === true);
  return subjects.length > 0 && !saysOpen(policy.name) && snapshot.enforcement.mode === 'default'
    && !snapshot.policies.some(other => other !== policy && isIsolatedBy(other)
      && possibleSubjects(snapshot, other).some(subject => subjects.includes(subject)));
}

/** Whether what is said of the policy is said of this rule. */
export function isSaidOf(open: OpenInEffect, { direction, index }: NonNullable<Blank['rule']>): boolean {
  const rules = open.kind === 'swallowing' ? [open.swallowed] : open.rules;
  return rules.some(opening => opening.direction === direction && opening.rule.index === index);
}
