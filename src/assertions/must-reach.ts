import { Assertion } from './assertion';
import { tracesOf } from './flows';
import { describeParties, nothingToCheck, violation } from './report';
import { Finding } from '../model/finding';
import { formatEndpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';

const CHECK = 'must-reach';

/** Holds when every source reaches every destination on every port of the assertion. */
export function mustReach(snapshot: Snapshot, assertion: Assertion): Finding[] {
  const idle = nothingToCheck(snapshot, CHECK, assertion);
  if (idle.length > 0) {
    return idle;
  }
  const traces = tracesOf(snapshot, assertion);
  const wrong = traces.filter(({ verdict }) => verdict !== 'allowed');
  if (wrong.length === 0) {
    return [];
  }
  const parties = describeParties(assertion);
  return [violation(snapshot, CHECK, assertion, denialsFirst(wrong), traces, {
    wrong: wrong.length === traces.length ? `the connection from ${parties} is denied, and must be allowed`
      : `a connection from ${parties} is denied, and every one must be allowed`,
    unknown: `it is not certain that the connection from ${parties} is allowed`,
    effect: ({ flow }) => `connections from \`${formatEndpoint(flow.source)}\` time out`,
    help: witness => missingSides(witness),
  })];
}

function denialsFirst(traces: readonly Trace[]): Trace[] {
  return [...traces].sort((left, right) => Number(right.verdict === 'denied') - Number(left.verdict === 'denied'));
}

function missingSides({ flow, egress, ingress }: Trace): string[] {
  const { source, destination, protocol, port } = flow;
  const [isEgressDenied, isIngressDenied] = [egress, ingress].map(({ verdict }) => verdict === 'denied');
  return [
    ...(isEgressDenied ? [`allow egress of \`${formatEndpoint(source)}\` on ${protocol} ${port}`] : []),
    ...(isIngressDenied ? [`allow ingress of \`${formatEndpoint(destination)}\` on ${protocol} ${port}`] : []),
    ...(isEgressDenied && isIngressDenied ? ['or write both at once with `AllowConnection`'] : []),
  ];
}
