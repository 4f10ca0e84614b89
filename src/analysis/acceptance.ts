import { Finding } from '../model/finding';

/**
 * A finding that you have looked at and accept. It is no longer reported; an acceptance that nothing needs is.
 */
export interface AcceptedFinding {
  /** The name of the check, as it stands in the message: `dns-blocked`. Assertions cannot be accepted, only changed. */
  readonly check: string;

  /** Why that is all right. It stands beside the code for the next reader. */
  readonly reason: string;

  /**
   * The path of the construct that the message names, or of one above it.
   *
   * @default - the whole app
   */
  readonly constructPath?: string;
}

/** The findings that nobody has accepted, and a warning for each acceptance that accepts nothing. */
export function applyAcceptances(findings: readonly Finding[], accepted: readonly AcceptedFinding[]): Finding[] {
  const remaining = findings.filter(finding => !accepted.some(acceptance => covers(acceptance, finding)));
  const unused = accepted.filter(acceptance => !findings.some(finding => covers(acceptance, finding)));
  return [...remaining, ...unused.map(unusedAcceptance)];
}

function covers({ check, constructPath }: AcceptedFinding, finding: Finding): boolean {
  const path = finding.at.constructPath ?? '';
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
