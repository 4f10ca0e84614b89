import { codeOfPolicy } from './code';
import { draftOf } from './draft';
import { Ground } from './ground';
import { needsOf } from './needs';
import { suggest } from './suggest';
import { SuggestedPolicy } from './suggestion';
import { yamlOfPolicy } from './yaml';
import { Assertion } from '../assertions/assertion';
import { withKnownPods } from '../assertions/known-pods';
import { StatedAssertion } from '../assertions/stated';
import { Finding } from '../model/finding';
import { Audience } from '../wording/audience';

/** So many policies are read where they are; more of them have `Reachability.suggest` and `netpol suggest`. */
const MOST_POLICIES = 4;

/**
 * The finding with the policies to paste that make the assertion true, for one about a connection that must be possible and is
 * not for certain. They were simulated: where they would open anything else, or leave anything closed, there are none.
 */
export function withMend(finding: Finding, stated: StatedAssertion, ground: Ground, audience: Audience): Finding {
  const isAboutConnections = finding.check === 'must-reach' && finding.evidence.some(({ label }) => label === 'witness');
  if (stated.expectation !== 'must-reach' || !isAboutConnections) {
    return finding;
  }
  const policies = mendFor(stated.assertion, ground);
  const [write, separator] = audience === 'constructs' ? [codeOfPolicy, ''] : [yamlOfPolicy, '---\n'];
  return policies.length === 0 ? finding : {
    ...finding,
    help: [...finding.help, `${introductionTo(policies)}:\n${policies.map(write).join(separator).trimEnd()}`],
  };
}

/** Pods that are not in the input, and nodes, may come to have an address of a block. */
function introductionTo(policies: readonly SuggestedPolicy[]): string {
  const hasBlocks = policies.some(({ rules }) => rules.some(({ peers }) => peers.some(({ kind }) => kind === 'block')));
  return hasBlocks ? 'this allows it; pods and nodes count too that get such an address' : 'this allows it, and nothing else';
}

function mendFor(assertion: Assertion, { snapshot, ...rest }: Ground): readonly SuggestedPolicy[] {
  const ground = { ...rest, snapshot: withKnownPods(snapshot, [assertion.source, assertion.destination]) };
  // What nobody would read is not worth the search for the fewest.
  if (draftOf(ground.snapshot, needsOf(ground.snapshot, [assertion])).length > MOST_POLICIES) {
    return [];
  }
  const { policies, unmet, sideEffects } = suggest(ground, [assertion]);
  return unmet.length > 0 || sideEffects.length > 0 ? [] : policies;
}
