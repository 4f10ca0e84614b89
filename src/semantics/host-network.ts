import { eitherOf } from './either-of';
import { Endpoint, Flow } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { DirectionTrace, HostNetworkReading, Trace } from '../model/trace';

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
