import { Assertion, IsolationAssertion, OnlyAssertion, Party } from './assertion';
import { withKnownPods } from './known-pods';
import { mustBeIsolated } from './must-be-isolated';
import { mustNotReach } from './must-not-reach';
import { mustOnlyBeReachedBy, mustOnlyReach } from './must-only';
import { mustReach } from './must-reach';
import { Finding } from '../model/finding';
import { Snapshot } from '../model/snapshot';

/** An assertion with what it expects. Plain data: constructs and `netpol.yaml` say the same in it. */
export type StatedAssertion =
  | { readonly expectation: 'must-reach' | 'must-not-reach'; readonly assertion: Assertion }
  | { readonly expectation: 'must-only-be-reached-by' | 'must-only-reach'; readonly assertion: OnlyAssertion }
  | { readonly expectation: 'must-be-isolated'; readonly assertion: IsolationAssertion };

/** What an assertion may expect of connections; also what its findings are called in messages. */
export type Expectation = StatedAssertion['expectation'];

/** All of them. */
export const EXPECTATIONS: readonly Expectation[] = [
  'must-reach', 'must-not-reach', 'must-only-be-reached-by', 'must-only-reach', 'must-be-isolated',
];

/** Those that only policies can bring about. */
const NEGATIVE_EXPECTATIONS: readonly string[] = ['must-not-reach', 'must-only-be-reached-by', 'must-only-reach'];

/** What is wrong with the assertion; nothing where it is proved. */
export function findingsOn(snapshot: Snapshot, stated: StatedAssertion): Finding[] {
  const findings = findingsWhere(snapshot, stated);
  return snapshot.enforcement.mode === 'never' ? findings.map(withoutEnforcement) : findings;
}

/** Advice to write policies is no help where none of them counts. */
function withoutEnforcement(finding: Finding): Finding {
  const isViolation = NEGATIVE_EXPECTATIONS.includes(finding.check) && finding.evidence.some(({ label }) => label === 'witness');
  return !isViolation ? finding : {
    ...finding,
    notes: [...finding.notes, 'this cluster enforces no network policy, so that no policy counts'],
    help: ['use a cluster that enforces network policies: here no policy can close this connection'],
  };
}

function findingsWhere(snapshot: Snapshot, stated: StatedAssertion): Finding[] {
  const known = withKnownPods(snapshot, partiesOf(stated));
  switch (stated.expectation) {
    case 'must-reach': return mustReach(known, stated.assertion);
    case 'must-not-reach': return mustNotReach(known, stated.assertion);
    case 'must-only-be-reached-by': return mustOnlyBeReachedBy(known, stated.assertion);
    case 'must-only-reach': return mustOnlyReach(known, stated.assertion);
    case 'must-be-isolated': return mustBeIsolated(known, stated.assertion);
  }
}

function partiesOf({ assertion }: StatedAssertion): readonly Party[] {
  return 'allowed' in assertion ? [assertion.subject, ...assertion.allowed]
    : 'subject' in assertion ? [assertion.subject] : [assertion.source, assertion.destination];
}
