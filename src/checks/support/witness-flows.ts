import { Difference } from '../../engine/answers/portability';
import { Endpoint, Flow } from '../../model/flow';
import { MatrixEndpoint, NodeGroup, representativeOf } from '../../model/matrix';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { portParts, relevantPorts } from '../../semantics/connections';
import { witness } from '../../semantics/witness';
import { parseCidr } from '../../sets/cidr';
import { TrafficSet } from '../../sets/traffic-set';
import { wellKnownAddress } from '../../sets/well-known';

/** The name of a node that is the pod's own, where nobody knows on which it will run. */
const OWN_NODE = 'of its own';

/** The kubelet's port, which every node has. */
const KUBELET = 10250;

/**
 * One flow for each set of ports on which the readings differ and which no rule of either tells apart.
 *
 * SCTP counts only towards pods that listen on it, because Cilium drops it everywhere unless told otherwise.
 */
export function witnessesOf(readings: readonly Snapshot[], { source, destination, traffic }: Difference): Flow[] {
  const [from, to] = [endpointOf(source), endpointOf(destination)];
  return partsOf(readings, from, to, traffic)
    .map(part => witness(part, from, to))
    .filter((flow): flow is Flow => flow !== undefined && (flow.protocol !== 'SCTP' || isDeclared(flow)));
}

/** From each pod to the node that it runs on. */
export function ownNodeFlows({ workloads }: Snapshot): Flow[] {
  return workloads.filter(({ hostNetwork }) => !hostNetwork).map((workload): Flow => {
    const placed: Workload = workload.nodes?.length === 1 ? workload : { ...workload, nodes: [OWN_NODE] };
    return {
      source: { kind: 'workload', workload: placed },
      destination: { kind: 'node', name: placed.nodes![0] },
      protocol: 'TCP',
      port: KUBELET,
    };
  });
}

/** Whether the destination has a container port for the flow. */
export function isDeclared({ destination, protocol, port }: Flow): boolean {
  return destination.kind === 'workload'
    && destination.workload.ports.some(declared => declared.protocol === protocol && declared.port === port);
}

function partsOf(readings: readonly Snapshot[], from: Endpoint, to: Endpoint, traffic: TrafficSet): TrafficSet[] {
  return readings.reduce<TrafficSet[]>((parts, reading) => {
    const cuts = portParts(reading, to, relevantPorts(reading, from, to));
    return parts.flatMap(part => cuts.map(({ protocol, ports }) => part.intersect(TrafficSet.of(protocol, ports))))
      .filter(part => !part.isEmpty);
  }, [traffic]);
}

function endpointOf(endpoint: MatrixEndpoint | NodeGroup): Endpoint {
  if (endpoint.kind === 'nodes') {
    return representativeOf(endpoint);
  }
  if (endpoint.kind === 'workload') {
    return endpoint;
  }
  const blocks = endpoint.cidrs.map(cidr => parseCidr(cidr)!.addresses);
  return { kind: 'address', address: wellKnownAddress(blocks.reduce((sum, block) => sum.union(block))) };
}
