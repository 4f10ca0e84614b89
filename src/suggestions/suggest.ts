import { draftOf } from './draft';
import { answered, Ground, withPolicies } from './ground';
import { minimal } from './minimal';
import { needsOf } from './needs';
import { sideEffects } from './side-effects';
import { Suggestion } from './suggestion';
import { areTooMany, tooMany } from './too-many';
import { unmetFindings } from './unmet';
import { Assertion } from '../assertions/assertion';

/**
 * Policies that make the wanted connections certain, and open nothing else.
 *
 * They are drafted from what each end lacks, added to the policies that are there and asked of the engine like any other;
 * what makes no difference then is taken away, piece by piece.
 */
export function suggest(ground: Ground, wanted: readonly Assertion[]): Suggestion {
  const { snapshot } = ground;
  const needs = needsOf(snapshot, wanted);
  if (areTooMany(needs)) {
    return { policies: [], unmet: wanted.map(tooMany), sideEffects: [] };
  }
  const draft = draftOf(snapshot, needs);
  const attainable = answered(withPolicies(ground, draft), wanted).met;
  const policies = minimal(draft, fewer => {
    const { met } = answered(withPolicies(ground, fewer), wanted);
    return [...attainable].every(pair => met.has(pair));
  });
  const after = withPolicies(ground, policies);
  return {
    policies,
    unmet: unmetFindings(after, wanted),
    sideEffects: policies.length === 0 ? [] : sideEffects(snapshot, after, wanted),
  };
}
