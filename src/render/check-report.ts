import { findingOfProblem } from './plain';
import { Acceptance, Accepted } from '../model/acceptance';
import { Finding, Problem, Severity } from '../model/finding';

/** What people read about a check. */
export interface DescribedCheck {
  readonly name: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

/** A finding, or a problem of the input in the form of one. */
export interface ReportItem {
  readonly finding: Finding;
  /** Those who accept it; empty where nobody does. */
  readonly by: readonly Acceptance[];
  /** Whether the command ends with another code because of it. */
  readonly isFailure: boolean;
}

/** What reports for other programs are made of. */
export interface CheckReport {
  readonly items: readonly ReportItem[];
  /** The checks that were run; none where nothing could be answered. */
  readonly checks: readonly DescribedCheck[];
  /** Whether the input could be read, so that what is not found is not there. */
  readonly isAnswered: boolean;
  /** What there is to know of the whole answer. */
  readonly remarks: readonly string[];
  /** The version of the command. */
  readonly version: string;
}

/** The problems first, as the text has them, and what is accepted last. */
export function reportItems(
  problems: readonly Problem[], findings: readonly Finding[], accepted: readonly Accepted[],
  fails: (graded: { readonly severity: Severity }) => boolean,
): ReportItem[] {
  return [
    ...[...problems.map(findingOfProblem), ...findings]
      .map(finding => ({ finding, by: [], isFailure: fails(finding) })),
    ...accepted.map(({ finding, by }) => ({ finding, by, isFailure: false })),
  ];
}

/** The page of a check. */
export function checkPage(name: string): string {
  return `${PROJECT_PAGE}/blob/main/docs/checks.md#${name}`;
}

/** The page of the project. */
export const PROJECT_PAGE = 'https://github.com/cdk8s-netpol/cdk8s-netpol';
