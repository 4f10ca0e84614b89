import { TargetContext, TargetRule, Variant } from './target-rule';
import { DirectionTrace, MatrixEndpoint, Trace } from '../model/answer';
import { describeTrace } from '../model/describe-trace';
import { Evidence, Finding } from '../model/finding';
import { Endpoint, Flow, formatEndpoint, formatFlow } from '../model/flow';
import { DIRECTIONS, Policy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { list } from '../model/words';
import { Workload } from '../model/workload';
import { Protocol, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { Difference, differencesBetween } from '../spec/differences';
import { judge } from '../spec/judge';

export const enforcerDiffers: TargetRule = {
  meta: {
    name: 'enforcer-differs',
    severity: 'warning',
    summary: 'The cluster\'s enforcer allows what the Kubernetes documentation denies, or the other way round.',
    why: 'A policy that was tested on one cluster opens or closes something else on another, and nothing reports it.',
  },

  check: context => {
    if (context.target === undefined || context.variants.length === 0 || !context.target.enforcesNetworkPolicy) {
      return [];
    }
    const witnesses = [
      ...differencesBetween(context.documented, context.enforced).flatMap(witnessOf),
      ...ownNodeFlows(context.enforced),
    ].map(flow => weigh(context, flow)).filter((weighed): weighed is Weighed => weighed !== undefined);
    const groups = new Map<string, Weighed[]>();
    for (const weighed of witnesses) {
      const key = `${weighed.reason?.does} ${weighed.policies.map(({ origin }) => origin.object).join()}`;
      groups.set(key, [...groups.get(key) ?? [], weighed]);
    }
    return [...groups.values()].map(group => findingFor(context, group));
  },
};

/** A flow with both verdicts, and the one thing that makes them differ where it is one. */
interface Weighed {
  readonly documented: Trace;
  readonly enforced: Trace;
  readonly reason?: Variant;
  readonly policies: readonly Policy[];
}

function weigh({ documented, enforced, variants }: TargetContext, flow: Flow): Weighed | undefined {
  const [before, after] = [judge(documented, flow), judge(enforced, flow)];
  if (before.verdict === after.verdict || before.verdict === 'unknown' || after.verdict === 'unknown') {
    return undefined;
  }
  return {
    documented: before,
    enforced: after,
    reason: variants.find(({ snapshot }) => judge(snapshot, flow).verdict !== after.verdict),
    policies: policiesOf(before, after),
  };
}

/** The policies that the two read differently, where it is the policies that make the difference. */
function policiesOf(before: Trace, after: Trace): Policy[] {
  return DIRECTIONS.filter(direction => before[direction].verdict !== after[direction].verdict).flatMap(direction => [
    ...onlyIn(before[direction], after[direction]), ...onlyIn(after[direction], before[direction]),
  ]);
}

function onlyIn(trace: DirectionTrace, other: DirectionTrace): Policy[] {
  const namesOf = ({ isolatedBy, admittedBy }: DirectionTrace) => [
    ...isolatedBy.map(({ policy }) => ({ policy, name: `isolation by ${policy.origin.object}` })),
    ...admittedBy.map(({ policy, rule }) => ({ policy, name: `rule ${rule.index} of ${policy.origin.object}` })),
  ];
  const others = new Set(namesOf(other).map(({ name }) => name));
  return namesOf(trace).filter(({ name }) => !others.has(name)).map(({ policy }) => policy);
}

/** One flow of a difference; of SCTP, which Cilium drops everywhere, only what a pod really listens on. */
function witnessOf({ source, destination, traffic }: Difference): Flow[] {
  const pod = destination.kind === 'workload' ? destination.workload : undefined;
  const declared = pod?.ports.find(({ protocol, port }) => traffic.contains(protocol, port));
  const first = declared ?? firstPort(traffic);
  return first === undefined ? [] : [{
    source: endpointOf(source), destination: endpointOf(destination), protocol: first.protocol, port: first.port,
  }];
}

function firstPort(traffic: TrafficSet): { readonly protocol: Protocol; readonly port: number } | undefined {
  const protocol = PROTOCOLS.find(candidate => candidate !== 'SCTP' && !traffic.ports(candidate).isEmpty);
  return protocol && { protocol, port: traffic.ports(protocol).intervals[0].start };
}

function endpointOf(endpoint: MatrixEndpoint): Endpoint {
  return endpoint.kind === 'workload' ? endpoint : { kind: 'address', address: endpoint.representative };
}

/** From each pod to the node it runs on, by a port that every node has: the kubelet's. */
function ownNodeFlows({ workloads }: Snapshot): Flow[] {
  return workloads.filter(({ hostNetwork }) => !hostNetwork).map((workload): Flow => {
    const placed: Workload = { ...workload, nodes: ['of its own'] };
    return {
      source: { kind: 'workload', workload: placed },
      destination: { kind: 'node', name: 'of its own' },
      protocol: 'TCP',
      port: 10250,
    };
  });
}

function findingFor({ target, enforced }: TargetContext, group: readonly Weighed[]): Finding {
  const [first] = group;
  const { flow, verdict } = first.enforced;
  const dialect = enforced.enforcement.dialect.replace('cilium-', 'Cilium ');
  return {
    rule: enforcerDiffers.meta.name,
    severity: 'warning',
    title: `on cluster \`${target!.name}\`, ${dialect} ${verdict === 'denied' ? 'denies' : 'allows'} what the Kubernetes documentation `
      + `${verdict === 'denied' ? 'allows' : 'denies'}: ${formatFlow(flow)}`,
    at: first.policies[0]?.origin ?? first.enforced.egress.isolatedBy[0]?.policy.origin ?? target!.origin,
    evidence: [
      ...changedLines('documented', first.documented, first.enforced),
      ...changedLines(enforced.enforcement.dialect, first.enforced, first.documented),
      ...(group.length === 1 ? [] : [{ label: 'likewise', text: list(group.slice(1).map(nameOf)) }]),
    ],
    effect: verdict === 'denied' ? `connections from \`${formatEndpoint(flow.source)}\` time out there` : undefined,
    notes: first.reason === undefined ? [] : [first.reason.does],
    help: first.reason === undefined ? ['write the policy so that both readings agree'] : [first.reason.help],
  };
}

/** The lines of the directions on which the two disagree. */
function changedLines(label: string, trace: Trace, other: Trace): Evidence[] {
  return describeTrace(trace).filter((_line, index) => trace[DIRECTIONS[index]].verdict !== other[DIRECTIONS[index]].verdict)
    .map(line => ({ label, columns: [line.label, ...line.columns ?? []], text: line.text }));
}

function nameOf({ enforced: { flow } }: Weighed): string {
  return `${formatEndpoint(flow.source)} -> ${formatEndpoint(flow.destination)}`;
}
