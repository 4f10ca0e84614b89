import { Assertion } from './assertion';
import { tracesOf } from './flows';
import { describeParties, noFlow, vacuous, violation } from './report';
import { Trace } from '../model/answer';
import { Finding } from '../model/finding';
import { formatPolicy } from '../model/policy';
import { Snapshot } from '../model/snapshot';

const RULE = 'must-not-reach';

/** Holds when no source reaches any destination on any port of the assertion. */
export function mustNotReach(snapshot: Snapshot, assertion: Assertion): Finding[] {
  const empty = vacuous(snapshot, RULE, assertion);
  if (empty.length > 0) {
    return empty;
  }
  const traces = tracesOf(snapshot, assertion);
  if (traces.length === 0) {
    return [noFlow(RULE, assertion)];
  }
  const wrong = traces.filter(({ verdict }) => verdict !== 'denied');
  if (wrong.length === 0) {
    return [];
  }
  const parties = describeParties(assertion);
  return [violation(RULE, assertion, allowancesFirst(wrong), traces.length, {
    wrong: `a connection from ${parties} is allowed, and must not be`,
    unknown: `it is not certain that every connection from ${parties} is denied`,
    effect: () => undefined,
    help: howToClose,
  })];
}

function allowancesFirst(traces: readonly Trace[]): Trace[] {
  return [...traces].sort((left, right) => Number(right.verdict === 'allowed') - Number(left.verdict === 'allowed'));
}

function howToClose({ egress, ingress }: Trace): string[] {
  const admitting = [...egress.admittedBy, ...ingress.admittedBy];
  if (ingress.basis === 'not-isolated') {
    return ['isolate the destination: `new DefaultDenyIngress(this, \'deny\')` in its namespace'];
  }
  if (admitting.length === 0) {
    return ['no policy can close this connection'];
  }
  return [`narrow ${[...new Set(admitting.map(({ policy, rule }) => `rule ${rule.index + 1} of \`${formatPolicy(policy)}\``))].join(' or ')}, or state the exception in the assertion`];
}
