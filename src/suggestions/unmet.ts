import { answered } from './ground';
import { Assertion } from '../assertions/assertion';
import { endsOf } from '../assertions/ends';
import { describeParties, violation } from '../assertions/report';
import { tallyOf } from '../assertions/tally';
import { nothingToCheck } from '../assertions/vacuous';
import { podsInCode } from '../checks/support/pasteable-code';
import { Finding } from '../model/finding';
import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Trace } from '../model/trace';
import { formatWorkload } from '../model/workload';

/** What findings about connections are called that no policy makes certain. */
const NAME = 'no-suggestion';

/** What of the wanted is not certain, whatever has been suggested. */
export function unmetFindings(after: Snapshot, wanted: readonly Assertion[]): Finding[] {
  return wanted.flatMap(assertion => {
    const idle = nothingToCheck(after, NAME, assertion, false);
    const isMet = idle.length > 0 || answered(after, [assertion]).unmet.size === 0;
    const tally = isMet ? undefined : tallyOf(after, endsOf(after, assertion), 'allowed');
    const parties = describeParties(assertion);
    return tally?.witness === undefined ? idle : [violation(after, NAME, assertion, tally, tally.witness, {
      wrong: `no NetworkPolicies were found that open every connection from ${parties}`,
      unknown: `no NetworkPolicies were found that make it certain that every connection from ${parties} is allowed`,
      effect: () => undefined,
      help: trace => helpFor(after, trace),
    })];
  });
}

/** What has to be done that no NetworkPolicy does. */
function helpFor(snapshot: Snapshot, { egress, ingress, flow }: Trace): string[] {
  const denied = [egress, ingress].filter(({ verdict }) => verdict === 'denied');
  const isAbove = denied.some(({ steps }) => steps.some(step => step.tier !== 'normal'));
  return [
    ...isAbove ? ['change the rule that denies it, or put one that allows it before that: it is asked before all NetworkPolicies'] : [],
    ...[flow.source, flow.destination].flatMap(end => helpWithEnd(snapshot, end)),
  ];
}

function helpWithEnd(snapshot: Snapshot, end: Endpoint): string[] {
  switch (end.kind) {
    case 'workload':
      return end.workload.hostNetwork ? [`\`${formatWorkload(end.workload)}\` is on the host network, where NetworkPolicies neither select it nor admit it by labels`]
        : podsInCode(snapshot, end.workload) === undefined
          ? [`give the pods of \`${formatWorkload(end.workload)}\` a label, by which a policy can select them`] : [];
    case 'node':
      return ['a NetworkPolicy cannot name nodes: admit their addresses with an `ipBlock` where the enforcer matches nodes by it'];
    default:
      return [];
  }
}
