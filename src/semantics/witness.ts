import { Endpoint, Flow } from '../model/flow';
import { portRange, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { wellKnownPort } from '../sets/well-known';

/** The flow within the traffic that a person would try first, or undefined when there is no traffic. */
export function witness(traffic: TrafficSet, source: Endpoint, destination: Endpoint): Flow | undefined {
  const declared = destination.kind === 'workload' ? destination.workload.ports : [];
  const listening = declared.map(({ protocol, port }) => TrafficSet.of(protocol, portRange(port)))
    .reduce((sum, one) => sum.union(one), TrafficSet.NONE);
  for (const candidates of [traffic.intersect(listening), traffic]) {
    for (const protocol of PROTOCOLS) {
      const ports = candidates.ports(protocol);
      const port = wellKnownPort(protocol, ports) ?? ports.intervals[0]?.start;
      if (port !== undefined) {
        return { source, destination, protocol, port };
      }
    }
  }
  return undefined;
}
