import { eitherPassage, OPEN_QUESTION, Passage, PASSES, STOPPED } from './fold';
import { Answered } from './world';
import { Ternary } from '../sets/ternary';

/** What isolates the subject whether a policy does or not, and what that leaves open. */
export interface NormalTier {
  /** Whether the enforcer isolates the subject by itself. */
  readonly isIsolatedAnyway: boolean;
  /** Whether it is open what isolation means for the protocol. */
  readonly isProtocolOpen: boolean;
}

/**
 * What becomes of the flow in the normal tier. There policies add up: one rule that admits is enough, whatever the other
 * policies leave out, and what no rule admits is denied if anything isolates the subject.
 *
 * A policy that perhaps applies either applies as a whole, and both isolates and admits, or does neither. So one that
 * certainly admits the flow where it applies cannot be the cause of a denial.
 *
 * @param unisolated what becomes of it where nothing isolates the subject
 */
export function normalTier(
  policies: readonly Answered[], { isIsolatedAnyway, isProtocolOpen }: NormalTier, unisolated: Passage,
): Passage {
  if (policies.length === 0) {
    return isIsolatedAnyway ? STOPPED : unisolated;
  }
  if (isProtocolOpen) {
    return OPEN_QUESTION;
  }
  const admits = ({ answers }: Answered, ...enough: readonly Ternary[]) =>
    answers.some(({ matches }) => enough.includes(matches));
  if (policies.some(policy => policy.applies === 'yes' && admits(policy, 'yes'))) {
    return PASSES;
  }
  const mayApplyNone = policies.every(({ applies }) => applies !== 'yes');
  const mayBeDenied = (isIsolatedAnyway && mayApplyNone) || policies.some(policy => !admits(policy, 'yes'));
  const isolated: Passage = { must: !mayBeDenied, may: policies.some(policy => admits(policy, 'yes', 'unknown')) };
  return mayApplyNone && !isIsolatedAnyway ? eitherPassage(isolated, unisolated) : isolated;
}

/**
 * The same where the peer is the node that the subject runs on.
 *
 * @param isAdmitted whether the enforcer lets it pass although the subject is isolated
 */
export function normalTierOfOwnNode(
  policies: readonly Answered[], { isIsolatedAnyway, isProtocolOpen }: NormalTier, unisolated: Passage,
  isAdmitted: boolean,
): Passage {
  const isolated: Passage = policies.length > 0 && isProtocolOpen ? OPEN_QUESTION : { must: isAdmitted, may: true };
  if (isIsolatedAnyway || policies.some(({ applies }) => applies === 'yes')) {
    return isolated;
  }
  return policies.length === 0 ? unisolated : eitherPassage(isolated, unisolated);
}
