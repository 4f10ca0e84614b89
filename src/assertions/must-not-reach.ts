import { Assertion } from './assertion';
import { tracesOf } from './flows';
import { isStranger } from './members';
import { describeParties, nothingToCheck, violation } from './report';
import { Finding } from '../model/finding';
import { Endpoint, formatEndpoint } from '../model/flow';
import { TrafficDirection, formatPolicy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';

const CHECK = 'must-not-reach';

/** Holds when no source reaches any destination on any port of the assertion. */
export function mustNotReach(snapshot: Snapshot, assertion: Assertion): Finding[] {
  const idle = nothingToCheck(snapshot, CHECK, assertion);
  if (idle.length > 0) {
    return idle;
  }
  const traces = tracesOf(snapshot, assertion);
  const wrong = traces.filter(({ verdict }) => verdict !== 'denied');
  if (wrong.length === 0) {
    return [];
  }
  const parties = describeParties(assertion);
  return [violation(snapshot, CHECK, assertion, allowancesFirst(wrong), traces, {
    wrong: `a connection from ${parties} is allowed, and must not be`,
    unknown: `it is not certain that every connection from ${parties} is denied`,
    effect: () => undefined,
    help: howToClose,
  })];
}

function allowancesFirst(traces: readonly Trace[]): Trace[] {
  return [...traces].sort((left, right) => Number(right.verdict === 'allowed') - Number(left.verdict === 'allowed'));
}

/** Ways to deny the flow. They are alternatives, since it is enough to deny one direction. */
function howToClose({ flow, egress, ingress }: Trace): string[] {
  const admitting = [...new Set([...egress.admittedBy, ...ingress.admittedBy]
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
