import { AcceptedFinding, applyAcceptances } from './acceptance';
import { Reading } from './snapshot-of';
import { Assertion } from '../assertions/assertion';
import { mustNotReach } from '../assertions/must-not-reach';
import { mustReach } from '../assertions/must-reach';
import { RULES } from '../checks/all';
import { TARGET_RULES } from '../checks/all-target';
import { TargetContext } from '../checks/target-rule';
import { Finding } from '../model/finding';
import { Snapshot } from '../model/snapshot';
import { renderFinding, renderProblem } from '../render/human';

export type Expectation = 'must-reach' | 'must-not-reach';

/** An assertion with what it expects. */
export interface StatedAssertion {
  readonly expectation: Expectation;
  readonly assertion: Assertion;
}

/** The messages of a validation. Errors stop the synth. */
export interface ValidationMessages {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

const CHECKS = { 'must-reach': mustReach, 'must-not-reach': mustNotReach } as const;

/** Runs every rule and every assertion over what was read. */
export function validate(
  { snapshot, outcome, problems, context }: Reading,
  assertions: readonly StatedAssertion[],
  accepted: readonly AcceptedFinding[],
): ValidationMessages {
  const findings = [
    ...applyAcceptances([...checkTarget(context()), ...checkRules(snapshot)], accepted),
    ...assertions.flatMap(({ expectation, assertion }) => CHECKS[expectation](outcome, assertion))
      .map(finding => (outcome.enforcement.mode === 'never' ? withoutEnforcement(finding) : finding)),
  ];
  const messages = [
    ...problems.map(problem => ({ severity: problem.severity, text: renderProblem(problem) })),
    ...findings.map(finding => ({ severity: finding.severity, text: renderFinding(finding) })),
  ];
  const textsOf = (severity: Finding['severity']) => [...new Set(
    messages.filter(message => message.severity === severity).map(({ text }) => text))];
  return { errors: textsOf('error'), warnings: textsOf('warning') };
}

/** Advice to write policies is no help where none of them counts. */
function withoutEnforcement(finding: Finding): Finding {
  return finding.check !== 'must-not-reach' || finding.evidence.every(({ label }) => label !== 'witness') ? finding : {
    ...finding,
    notes: [...finding.notes, 'this cluster enforces no network policy, so that no policy counts'],
    help: ['use a cluster that enforces network policies: here no policy can close this connection'],
  };
}

function checkRules(snapshot: Snapshot): Finding[] {
  return RULES.flatMap(rule => guarded(rule.meta.name, () => rule.check(snapshot)));
}

function checkTarget(context: TargetContext): Finding[] {
  return TARGET_RULES.flatMap(rule => guarded(rule.meta.name, () => rule.check(context)));
}

/** A rule that crashes is a fault of this library, not a finding about the user's policies. */
function guarded(name: string, check: () => Finding[]): Finding[] {
  try {
    return check();
  } catch (error) {
    throw new Error(`the rule \`${name}\` failed, which is a fault of cdk8s-netpol: ${error}`, { cause: error });
  }
}
