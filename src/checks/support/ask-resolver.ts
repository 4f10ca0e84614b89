import { Flow } from '../../model/flow';
import { Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { switchedBy } from '../../model/switching-labels';
import { DirectionTrace } from '../../model/trace';
import { formatWorkload, Workload } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { appliesTo } from '../../semantics/match';

/** A port on which a resolver listens. */
export interface DnsPort {
  readonly protocol: 'UDP' | 'TCP';
  readonly port: number;
}

/** How the policies of a pod, which is no resolver, decide about a question of it. Pods that stand alike are judged once. */
export function askResolver(
  snapshot: Snapshot, source: Workload, resolver: Workload, asked: DnsPort,
): DirectionTrace {
  const flow: Flow = {
    source: { kind: 'workload', workload: source }, destination: { kind: 'workload', workload: resolver }, ...asked,
  };
  const memory = memories.get(snapshot)
    ?? { numbers: new Map<Policy, number>(), traces: new Map<string, DirectionTrace>() };
  memories.set(snapshot, memory);
  const likeness = likenessOf(snapshot, source, memory);
  if (likeness === undefined) {
    return judgeDirection(snapshot, flow, 'egress');
  }
  const question = `${resolver.kind} ${formatWorkload(resolver)} ${asked.protocol} ${asked.port} ${likeness}`;
  const trace = memory.traces.get(question) ?? judgeDirection(snapshot, flow, 'egress');
  memory.traces.set(question, trace);
  return trace;
}

/** What has been asked of a snapshot, and the numbers that its policies have in questions. */
interface Memory {
  readonly numbers: Map<Policy, number>;
  readonly traces: Map<string, DirectionTrace>;
}

/** A policy of the whole cluster applies to thousands of pods. */
const memories = new WeakMap<Snapshot, Memory>();

/** All of a pod on which its egress depends, where that is no more than its nodes and the policies that apply to it. */
function likenessOf(snapshot: Snapshot, source: Workload, { numbers }: Memory): string | undefined {
  const { enforcement, unsimulated, otherInterpretations } = snapshot;
  const isPlain = !source.hostNetwork && unsimulated.length === 0 && otherInterpretations === undefined
    && (['opens', 'isolates'] as const).every(effect => switchedBy(enforcement, source.labels, effect).key === undefined);
  return !isPlain ? undefined : [
    ...governingPolicies(snapshot, source, 'egress')
      .map(policy => `${numberOf(policy, numbers)} ${appliesTo(snapshot, policy, source)}`),
    `on ${source.nodes}`,
  ].join();
}

function numberOf(policy: Policy, numbers: Map<Policy, number>): number {
  const number = numbers.get(policy) ?? numbers.size;
  numbers.set(policy, number);
  return number;
}
