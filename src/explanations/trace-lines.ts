import { nearestLine } from './nearest';
import { Evidence } from '../model/finding';
import { Endpoint } from '../model/flow';
import { DIRECTIONS, formatPolicy, TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { DirectionTrace, HostNetworkReading, isolatedBy, Trace } from '../model/trace';
import { appliesTo } from '../semantics/match';
import { count } from '../wording/lists';
import { describeTrace } from '../wording/traces';

/**
 * Why a flow is decided as it is, in lines: each direction, the rule that comes nearest to admitting what is denied, and
 * rules of policies on the subject that count for nothing.
 */
export function explainTrace(snapshot: Snapshot, trace: Trace): Evidence[] {
  const isSettledByReadings = trace.readings !== undefined && trace.verdict !== 'unknown'
    && DIRECTIONS.some(direction => trace[direction].verdict === 'unknown');
  return !isSettledByReadings ? linesOf(snapshot, trace)
    : READINGS.flatMap(([reading, name]) => explainReading(snapshot, trace.readings![reading], name));
}

const READINGS: readonly (readonly [HostNetworkReading, string])[] = [['pods', 'as a pod'], ['nodes', 'as its node']];

/** Both readings of the host network come to the same verdict, each in its own way. */
function explainReading(snapshot: Snapshot, trace: Trace, name: string): Evidence[] {
  return linesOf(snapshot, trace).map(line => (line.label === '' ? line : { ...line, text: `${name}: ${line.text}` }));
}

function linesOf(snapshot: Snapshot, trace: Trace): Evidence[] {
  const { flow } = trace;
  const lines = describeTrace(trace);
  return DIRECTIONS.flatMap((direction, index) => {
    const [subject, peer] = direction === 'egress'
      ? [flow.source, flow.destination] : [flow.destination, flow.source];
    return [
      lines[index],
      ...nearestLines(snapshot, trace, trace[direction], peer),
      ...inertLines(snapshot, subject, direction),
    ];
  });
}

function nearestLines(
  snapshot: Snapshot, { flow }: Trace, trace: DirectionTrace, peer: Endpoint,
): Evidence[] {
  return trace.verdict !== 'denied' || peer.kind !== 'workload' ? []
    : nearestLine(snapshot, isolatedBy(trace), trace.direction, peer.workload, flow);
}

/** Policies that select the subject and have rules for a direction that they are not for. */
function inertLines(snapshot: Snapshot, subject: Endpoint, direction: TrafficDirection): Evidence[] {
  if (subject.kind !== 'workload') {
    return [];
  }
  const { workload } = subject;
  return snapshot.policies
    .filter(policy => policy.inertRules?.[direction] !== undefined && appliesTo(snapshot, policy, workload) !== 'no')
    .map(policy => {
      const amount = policy.inertRules![direction]!;
      const type = direction === 'egress' ? 'Egress' : 'Ingress';
      return {
        label: '',
        columns: ['', ''],
        text: `\`${formatPolicy(policy)}\` has ${count(amount, `${direction} rule`)} that `
          + `${amount === 1 ? 'does' : 'do'} not count: policyTypes lacks ${type}`,
      };
    });
}
