import { NEW_POD } from './absent-pods';
import { Assertion } from './assertion';
import { alternatives, howToClose } from './closing';
import { endsOf } from './ends';
import { describeParties, reasonOf, violation } from './report';
import { findStranger, Stranger } from './strangers';
import { tallyOf } from './tally';
import { nothingToCheck } from './vacuous';
import { Finding } from '../model/finding';
import { formatEndpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { describeDoubts, describeTrace, settleDoubts } from '../wording/traces';

const CHECK = 'must-not-reach';

/** Holds when no source reaches any destination on any port of the assertion, nor could a pod that is made later. */
export function mustNotReach(snapshot: Snapshot, assertion: Assertion): Finding[] {
  const idle = nothingToCheck(snapshot, CHECK, assertion, true);
  if (idle.length > 0) {
    return idle;
  }
  const ends = endsOf(snapshot, assertion);
  const tally = tallyOf(snapshot, ends, 'denied');
  const stranger = tally.witness?.isCertain ? undefined : findStranger(snapshot, ends);
  if (stranger !== undefined && (stranger.trace.verdict === 'allowed' || tally.witness === undefined)) {
    return [strangerFinding(snapshot, assertion, stranger)];
  }
  const parties = describeParties(assertion);
  return tally.witness === undefined ? [] : [violation(snapshot, CHECK, assertion, tally, tally.witness, {
    wrong: `a connection from ${parties} is allowed, and must not be`,
    unknown: `it is not certain that every connection from ${parties} is denied`,
    effect: () => undefined,
    help: trace => alternatives(howToClose(trace, assertion)),
  })];
}

function strangerFinding(
  snapshot: Snapshot, assertion: Assertion, { description, isElsewhere, trace }: Stranger,
): Finding {
  const { flow } = trace;
  const isCertain = trace.verdict === 'allowed';
  const isSource = flow.source.kind === 'workload' && flow.source.workload.name === NEW_POD;
  const [verb, known] = isSource ? ['reach', flow.destination] : ['be reached from', flow.source];
  return {
    check: CHECK,
    severity: 'error',
    title: `${description} could ${isCertain ? '' : 'perhaps '}${verb} \`${formatEndpoint(known)}\` `
      + `on ${flow.protocol} ${flow.port}, and no connection from ${describeParties(assertion)} may be allowed`,
    at: assertion.at,
    evidence: [...reasonOf(assertion), ...describeTrace(trace)],
    notes: [
      isCertain ? 'no such pod is in the input, and whoever makes one is let through' : 'no such pod is in the input',
      ...isElsewhere ? ['policies of that namespace, which the input does not have, may still keep the pod from it'] : [],
      ...isCertain ? [] : describeDoubts(trace, snapshot.facts),
    ],
    help: isCertain ? alternatives(howToClose(trace, assertion)) : settleDoubts(trace, snapshot.facts),
  };
}
