import { Assertion } from './assertion';
import { endsOf } from './ends';
import { portFindings } from './ports';
import { describeParties, violation } from './report';
import { tallyOf } from './tally';
import { nothingToCheck } from './vacuous';
import { Finding } from '../model/finding';
import { formatEndpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';

const CHECK = 'must-reach';

/** Holds when every source reaches every destination on every port of the assertion. */
export function mustReach(snapshot: Snapshot, assertion: Assertion): Finding[] {
  const idle = nothingToCheck(snapshot, CHECK, assertion, false);
  if (idle.length > 0) {
    return idle;
  }
  const tally = tallyOf(snapshot, endsOf(snapshot, assertion), 'allowed');
  const ports = portFindings(snapshot, CHECK, assertion);
  const parties = describeParties(assertion);
  return tally.witness === undefined ? ports : [violation(snapshot, CHECK, assertion, tally, tally.witness, {
    wrong: tally.hasRight ? `a connection from ${parties} is denied, and every one must be allowed`
      : `the connection from ${parties} is denied, and must be allowed`,
    unknown: `it is not certain that the connection from ${parties} is allowed`,
    effect: ({ flow }) => `connections from \`${formatEndpoint(flow.source)}\` time out`,
    help: trace => missingSides(trace, assertion),
  }), ...ports];
}

function missingSides({ flow, egress, ingress }: Trace, { paths }: Assertion): string[] {
  const { source, destination, protocol, port } = flow;
  const [isEgressDenied, isIngressDenied] = [egress, ingress].map(({ verdict }) => verdict === 'denied');
  return [
    ...(isEgressDenied ? [`allow egress of \`${formatEndpoint(source)}\` on ${protocol} ${port}`] : []),
    ...(isIngressDenied ? [`allow ingress of \`${formatEndpoint(destination)}\` on ${protocol} ${port}`] : []),
    ...(isEgressDenied && isIngressDenied && paths === undefined ? ['or write both at once with `AllowConnection`'] : []),
  ];
}
