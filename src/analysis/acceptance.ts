import { refuseUnknownName } from './check-level';
import { EXPECTATIONS } from '../assertions/stated';
import { CHECKS } from '../checks/all';
import { Acceptance } from '../model/acceptance';
import { checkText, listOf } from '../values/given';
import { optional, Properties, struct, unchecked } from '../values/properties';
import { refuse } from '../values/refuse';

/**
 * A finding that you have looked at and accept. It stops nothing and is listed with your reason; an acceptance that nothing
 * needs is reported.
 */
export interface AcceptedFinding {
  /**
   * The name of the check as it stands in the message: `dns-blocked`. For an assertion, `must-reach`, `must-not-reach`,
   * `must-only-be-reached-by`, `must-only-reach` or `must-be-isolated`.
   */
  readonly check: string;

  /** Why that is all right. It stands beside the code for the next reader. */
  readonly reason: string;

  /**
   * The path of the construct that the message names, or of one above it. For an assertion it has to be given.
   *
   * @default - the whole app
   */
  readonly constructPath?: string;
}

const ACCEPTED_FINDING: Properties<AcceptedFinding> = {
  // One that names no check is told which there are.
  check: unchecked,
  reason: checkText,
  constructPath: optional(checkText),
};

/** A property that lists accepted findings. */
export const checkAccepted = listOf(struct(ACCEPTED_FINDING), 'list what you accept: `{ check: \'dns-blocked\', reason: \'...\' }`');

/** What can be accepted: checks and assertions. */
export const ACCEPTABLE: readonly string[] = [...CHECKS.map(({ meta }) => meta.name), ...EXPECTATIONS];

/** Refuses an acceptance that could never be of use, and one that would silence every assertion of its kind. */
export function checkAcceptances(where: string, accepted: readonly AcceptedFinding[]): void {
  for (const { check, constructPath = '' } of accepted) {
    refuseUnknownName(where, 'accepted', check, { names: ACCEPTABLE, noun: 'check or assertion', all: 'what can be accepted is' });
    if (constructPath === '' && EXPECTATIONS.some(name => name === check)) {
      refuse(where,
        `\`accepted\` names \`${check}\` without a \`constructPath\`, which would accept every failure of the kind`,
        'add the path that the message shows behind `-->`: `constructPath: \'shop/web-uses-db\'`');
    }
  }
}

/** The acceptances in the words of the model. */
export function acceptancesFrom(accepted: readonly AcceptedFinding[]): Acceptance[] {
  return accepted.map(({ check, reason, constructPath }) => ({
    check,
    reason,
    scope: constructPath === undefined ? { kind: 'everywhere' } : { kind: 'construct', path: constructPath },
    at: { object: 'NetworkPolicyValidation' },
  }));
}
