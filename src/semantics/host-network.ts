import { Endpoint, Flow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { AdmissionStep, DirectionTrace, Doubt, HostNetworkReading, Trace } from '../model/trace';

/** Whether an end of the flow is on the host network, and the enforcer may take it for a pod or for its node. */
export function isReadEitherWay({ enforcement }: Snapshot, { source, destination }: Flow): boolean {
  return enforcement.hostNetworkPods === 'open' && [source, destination].some(isOnHostNetwork);
}

/** The only reading, where the enforcer is known or no end of the flow is on the host network. */
export function readingOf({ enforcement }: Snapshot): HostNetworkReading {
  return enforcement.hostNetworkPods === 'nodes' ? 'nodes' : 'pods';
}

/** Whether the endpoint is a node in this reading: such endpoints are governed by no policy, and selected by none. */
export function countsAsNode(endpoint: Endpoint, reading: HostNetworkReading): boolean {
  return reading === 'nodes' && isOnHostNetwork(endpoint);
}

function isOnHostNetwork(endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && endpoint.workload.hostNetwork;
}

/** One trace of two: its verdict is certain when both readings have it. */
export function readingsAgree(pods: Trace, nodes: Trace): Trace {
  return {
    flow: pods.flow,
    egress: agreement(pods.egress, nodes.egress),
    ingress: agreement(pods.ingress, nodes.ingress),
    readings: { pods, nodes },
    verdict: pods.verdict === nodes.verdict ? pods.verdict : 'unknown',
  };
}

/** One direction in both readings. The steps are those of the reading as pods, certain where the other has them too. */
export function agreement(pods: DirectionTrace, nodes: DirectionTrace): DirectionTrace {
  return eitherOf(pods, nodes, 'host-network');
}

/** A direction that is decided as in one of two traces. The steps are those of the first; the doubt is which it is. */
export function eitherOf(pods: DirectionTrace, nodes: DirectionTrace, doubt: Doubt): DirectionTrace {
  const doubts = [...new Set([...pods.doubts, ...nodes.doubts])];
  const unsimulated = [...new Set([...pods.unsimulated, ...nodes.unsimulated])];
  const admittedBy = mergeAdmissions(pods.admittedBy, nodes.admittedBy);
  return pods.verdict === nodes.verdict ? { ...pods, admittedBy, doubts, unsimulated }
    : { ...pods, admittedBy, doubts: [...new Set([...doubts, doubt])], unsimulated, verdict: 'unknown' };
}

function mergeAdmissions(pods: readonly AdmissionStep[], nodes: readonly AdmissionStep[]): AdmissionStep[] {
  const inNodes = new Map(nodes.map(step => [step.rule, step]));
  const inPods = new Set(pods.map(({ rule }) => rule));
  return [
    ...pods.map(step => ({ ...step, certain: step.certain && inNodes.get(step.rule)?.certain === true })),
    ...nodes.filter(({ rule }) => !inPods.has(rule)).map(step => ({ ...step, certain: false })),
  ];
}
