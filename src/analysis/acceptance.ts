import { refuseUnknownName } from './check-level';
import { EXPECTATIONS } from './expectation';
import { CHECKS } from '../checks/all';
import { Finding } from '../model/finding';
import { Origin } from '../model/origin';
import { checkText, listOf } from '../values/given';
import { optional, Properties, struct, unchecked } from '../values/properties';
import { refuse } from '../values/refuse';

/**
 * A finding that you have looked at and accept. It is no longer reported; an acceptance that nothing needs is.
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

/** Refuses an acceptance that could never be of use, and one that would silence every assertion of its kind. */
export function checkAcceptances(where: string, accepted: readonly AcceptedFinding[]): void {
  const names = [...CHECKS.map(({ meta }) => meta.name), ...EXPECTATIONS];
  for (const { check, constructPath = '' } of accepted) {
    refuseUnknownName(where, 'accepted', check, { names, noun: 'check or assertion', all: 'what can be accepted is' });
    if (constructPath === '' && EXPECTATIONS.some(name => name === check)) {
      refuse(where,
        `\`accepted\` names \`${check}\` without a \`constructPath\`, which would accept every failure of the kind`,
        'add the path that the message shows behind `-->`: `constructPath: \'shop/web-uses-db\'`');
    }
  }
}

/** The findings that nobody has accepted, and a warning for each acceptance that accepts nothing. */
export function applyAcceptances(findings: readonly Finding[], accepted: readonly AcceptedFinding[]): Finding[] {
  const isAccepted = (finding: Finding) => placesOf(finding).every(place =>
    accepted.some(acceptance => covers(acceptance, finding, place)));
  const unused = accepted.filter(acceptance => !findings.some(finding =>
    placesOf(finding).some(place => covers(acceptance, finding, place))));
  return [...findings.filter(finding => !isAccepted(finding)), ...unused.map(unusedAcceptance)];
}

/** One finding may stand for the same fault at several places. Nothing is hidden before all of them are accepted. */
function placesOf({ at, likewise = [] }: Finding): Origin[] {
  return [at, ...likewise];
}

function covers({ check, constructPath }: AcceptedFinding, finding: Finding, { constructPath: path = '' }: Origin): boolean {
  return check === finding.check
    && (constructPath === undefined || path === constructPath || path.startsWith(`${constructPath}/`));
}

function unusedAcceptance({ check, reason, constructPath }: AcceptedFinding): Finding {
  return {
    check: 'unused-acceptance',
    severity: 'warning',
    title: `there is no \`${check}\` to accept${constructPath === undefined ? '' : ` below \`${constructPath}\``}`,
    at: { object: 'NetworkPolicyValidation' },
    evidence: [{ label: 'reason', text: reason }],
    notes: [],
    help: ['take the acceptance away, or it will hide the next such fault'],
  };
}
