import { Endpoint, Flow } from '../model/flow';
import { PROTOCOLS, Protocol } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** Ports that people know by heart, those that they think of first in front. */
const WELL_KNOWN: Readonly<Record<Protocol, readonly number[]>> = {
  TCP: [
    443, 80, 8080, 8443, 5432, 3306, 6379, 27017, 9092, 53, 22, 9090, 3000, 8000, 5000, 9200, 5672, 2379, 6443, 25, 389,
  ],
  UDP: [53, 443, 123, 514, 161, 4789],
  SCTP: [38412, 36412, 3868, 2905],
};

/** A flow of the traffic, the one that a person would try first, or undefined when the traffic is nothing. */
export function witness(traffic: TrafficSet, source: Endpoint, destination: Endpoint): Flow | undefined {
  const declared = destination.kind === 'workload' ? destination.workload.ports : [];
  for (const isOffered of [true, false]) {
    for (const protocol of PROTOCOLS) {
      const offered = declared.filter(port => port.protocol === protocol).map(({ port }) => port);
      const port = isOffered
        ? bestOf(protocol, offered.filter(one => traffic.contains(protocol, one))) : bestPort(traffic, protocol);
      if (port !== undefined) {
        return { source, destination, protocol, port };
      }
    }
  }
  return undefined;
}

function bestPort(traffic: TrafficSet, protocol: Protocol): number | undefined {
  return WELL_KNOWN[protocol].find(port => traffic.contains(protocol, port))
    ?? traffic.ports(protocol).intervals[0]?.start;
}

function bestOf(protocol: Protocol, ports: readonly number[]): number | undefined {
  return WELL_KNOWN[protocol].find(port => ports.includes(port)) ?? [...ports].sort((left, right) => left - right)[0];
}
