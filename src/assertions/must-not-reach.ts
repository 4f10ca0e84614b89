import { isStranger, NEW_POD } from './absent-pods';
import { Assertion } from './assertion';
import { describeParties, reasonOf, violation } from './report';
import { findStranger, Stranger } from './strangers';
import { tallyOf } from './tally';
import { nothingToCheck } from './vacuous';
import { Finding } from '../model/finding';
import { Endpoint, formatEndpoint } from '../model/flow';
import { formatPolicy, TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { admittedBy, Trace } from '../model/trace';
import { describeDoubts, describeTrace, settleDoubts } from '../wording/traces';

const CHECK = 'must-not-reach';

/** Holds when no source reaches any destination on any port of the assertion, nor could a pod that is made later. */
export function mustNotReach(snapshot: Snapshot, assertion: Assertion): Finding[] {
  const idle = nothingToCheck(snapshot, CHECK, assertion, true);
  if (idle.length > 0) {
    return idle;
  }
  const tally = tallyOf(snapshot, assertion, 'denied');
  const stranger = tally.witness?.isCertain ? undefined : findStranger(snapshot, assertion);
  if (stranger !== undefined && (stranger.trace.verdict === 'allowed' || tally.witness === undefined)) {
    return [strangerFinding(snapshot, assertion, stranger)];
  }
  const parties = describeParties(assertion);
  return tally.witness === undefined ? [] : [violation(snapshot, CHECK, assertion, tally, tally.witness, {
    wrong: `a connection from ${parties} is allowed, and must not be`,
    unknown: `it is not certain that every connection from ${parties} is denied`,
    effect: () => undefined,
    help: howToClose,
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
    help: isCertain ? howToClose(trace) : settleDoubts(trace, snapshot.facts),
  };
}

/** Ways to deny the flow. They are alternatives, since it is enough to deny one direction. */
function howToClose({ flow, egress, ingress }: Trace): string[] {
  const admitting = [...new Set([...admittedBy(egress), ...admittedBy(ingress)]
    .map(({ policy, rule }) => `rule ${rule.index + 1} of \`${formatPolicy(policy)}\``))];
  const ways = [
    ...(admitting.length === 0 ? [] : [`narrow ${admitting.join(' or ')}`]),
    ...(ingress.basis === 'not-isolated' ? isolate('ingress', flow.destination) : []),
    ...(egress.basis === 'not-isolated' ? isolate('egress', flow.source) : []),
  ];
  return ways.length === 0 ? ['no policy can close this connection']
    : ways.map((way, index) => (index === 0 ? way : `or ${way}`));
}

function isolate(direction: TrafficDirection, endpoint: Endpoint): string[] {
  const deny = direction === 'ingress' ? 'DefaultDenyIngress' : 'DefaultDenyEgress';
  return endpoint.kind !== 'workload' || isStranger(endpoint) ? [] : [
    `isolate \`${formatEndpoint(endpoint)}\` for ${direction}: `
      + `\`new ${deny}(this, 'deny')\` in namespace \`${endpoint.workload.namespace}\``,
  ];
}
