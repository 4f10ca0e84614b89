import { Need } from './needs';
import { canBeNamedTogether } from './peers';
import { Assertion } from '../assertions/assertion';
import { describeParties } from '../assertions/report';
import { Finding } from '../model/finding';

/** Nobody reads more policies, or rules with more peers, and that nothing of them can be left out takes long to find out. */
const MOST = 100;

/** Whether the needs would take more policies or peers than anybody reads: of workloads that have to be named one by one. */
export function areTooMany(needs: readonly Need[]): boolean {
  const subjects = needs.filter(({ subjectParty }) => !canBeNamedTogether(subjectParty));
  const peers = needs.filter(({ peerParty }) => !canBeNamedTogether(peerParty));
  return new Set(subjects.map(({ subject }) => subject)).size > MOST
    || new Set(peers.map(({ peer }) => peer.name)).size > MOST;
}

/** Says that it is not tried. */
export function tooMany(assertion: Assertion): Finding {
  return {
    check: 'no-suggestion',
    severity: 'error',
    title: `connections from ${describeParties(assertion)} would take more than ${MOST} policies or peers`,
    at: assertion.at,
    evidence: [],
    notes: [],
    help: ['name fewer ends, or pods together that a policy can name so: by labels, in one namespace'],
  };
}
