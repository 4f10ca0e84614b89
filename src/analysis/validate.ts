import { ACCEPTABLE, AcceptedFinding, acceptancesFrom } from './acceptance';
import { asLevels, CheckLevel } from './check-level';
import { Reading } from './snapshot-of';
import { findingsOn, StatedAssertion } from '../assertions/stated';
import { CHECKS } from '../checks/all';
import { sift } from '../diagnosis/acceptances';
import { isAsGraveAs, isSwitchedOn } from '../diagnosis/levels';
import { runChecks } from '../diagnosis/run-checks';
import { Finding, Severity } from '../model/finding';
import { renderAccepted, renderFinding, renderProblem } from '../render/human';
import { withMend } from '../suggestions/mended';

export type { StatedAssertion };

/** What the user has decided about checks and their findings. */
export interface Judgement {
  readonly accepted: readonly AcceptedFinding[];
  readonly levels: Readonly<Record<string, CheckLevel>>;
  /** What is at least as grave stops the synth. */
  readonly failOn: CheckLevel;
}

/** The messages of a validation. */
export interface ValidationMessages {
  /** Those that stop the synth. */
  readonly stopping: readonly string[];
  readonly others: readonly string[];
}

/**
 * Runs every check and every assertion over what was read.
 *
 * @param others what else was found
 */
export function validate(
  { outcome, resources, dialect, problems, context, acceptances, objects }: Reading,
  assertions: readonly StatedAssertion[],
  { accepted, levels, failOn }: Judgement,
  others: readonly Finding[] = [],
): ValidationMessages {
  const found = [
    ...runChecks(context(), asLevels(levels)),
    ...assertions.flatMap(assertion => findingsOn(outcome, assertion)
      .map(finding => withMend(finding, assertion, { snapshot: outcome, resources, dialect }, 'constructs'))),
    ...others,
  ];
  const off = CHECKS.filter(({ meta }) => !isSwitchedOn(meta, asLevels(levels))).map(({ meta }) => meta.name);
  const sifted = sift(found, [...acceptancesFrom(accepted), ...acceptances],
    { names: ACCEPTABLE, isRun: name => !off.includes(name), objects });
  const messages = [
    ...problems.map(problem => ({ severity: problem.severity, text: renderProblem(problem) })),
    ...sifted.findings.map(finding => ({ severity: finding.severity, text: renderFinding(finding) })),
  ];
  const stops = ({ severity }: { readonly severity: Severity }) => isAsGraveAs(severity, failOn as Severity);
  const textsOf = (isStopping: boolean) => [...new Set(
    messages.filter(message => stops(message) === isStopping).map(({ text }) => text))];
  return { stopping: textsOf(true), others: [...textsOf(false), ...sifted.accepted.map(renderAccepted)] };
}
