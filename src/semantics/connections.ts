import { governingPolicies } from './isolation';
import { judge } from './judge';
import { Endpoint } from '../model/flow';
import { interpretationsOf } from '../model/interpretation';
import { DecidedTraffic } from '../model/matrix';
import { PortMatch } from '../model/port-match';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict } from '../model/trace';
import { resolvePortName } from '../model/workload';
import { Interval } from '../sets/interval-set';
import { FIRST_PORT, LAST_PORT, portRange, PortSet, TransportProtocol, PROTOCOLS } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';

/** What may pass from one endpoint to another, on every port of every protocol. Judges one port of each `PortPart`. */
export function connectionsBetween(
  snapshot: Snapshot, source: Endpoint, destination: Endpoint, samePod: boolean = false,
): DecidedTraffic {
  const sums: Record<FlowVerdict, TrafficSet> = {
    allowed: TrafficSet.NONE, denied: TrafficSet.NONE, unknown: TrafficSet.NONE,
  };
  for (const { protocol, ports } of portParts(snapshot, destination, relevantPorts(snapshot, source, destination))) {
    const port = ports.intervals[0].start;
    const { verdict } = judge(snapshot, { source, destination, protocol, port, samePod });
    sums[verdict] = sums[verdict].union(TrafficSet.of(protocol, ports));
  }
  return sums;
}

/** Ports of one protocol that no rule tells apart, so that one of them stands for all. */
export interface PortPart {
  readonly protocol: TransportProtocol;
  readonly ports: PortSet;
}

/** All ports of all protocols, cut wherever one of `matches` begins or ends for this destination. */
export function portParts(
  snapshot: Snapshot, destination: Endpoint, matches: readonly PortMatch[],
): PortPart[] {
  return PROTOCOLS.flatMap(protocol => {
    const cuts = new Set([FIRST_PORT]);
    for (const { start, end } of matches.flatMap(match => portIntervals(snapshot, match, destination, protocol))) {
      cuts.add(start).add(end);
    }
    const starts = [...cuts].filter(cut => cut <= LAST_PORT).sort((left, right) => left - right);
    return starts.map((port, index) =>
      ({ protocol, ports: portRange(port, (starts[index + 1] ?? LAST_PORT + 1) - 1) }));
  });
}

/** The port matches of all rules that may decide about the pair: egress of the source, ingress of the destination. */
export function relevantPorts(snapshot: Snapshot, source: Endpoint, destination: Endpoint): PortMatch[] {
  return interpretationsOf(snapshot).flatMap(one => portsInterpreted(one, source, destination));
}

function portsInterpreted(snapshot: Snapshot, source: Endpoint, destination: Endpoint): PortMatch[] {
  const rules = [
    ...source.kind === 'workload'
      ? governingPolicies(snapshot, source.workload, 'egress').flatMap(policy => policy.egress!.rules) : [],
    ...destination.kind === 'workload'
      ? governingPolicies(snapshot, destination.workload, 'ingress').flatMap(policy => policy.ingress!.rules) : [],
  ];
  return rules.flatMap(rule => rule.ports);
}

function portIntervals(
  { enforcement }: Snapshot, match: PortMatch, destination: Endpoint, protocol: TransportProtocol,
): readonly Interval<number>[] {
  if (match.kind === 'any' || match.protocol !== protocol) {
    return [];
  }
  if (match.kind === 'numbered') {
    return match.ports.intervals;
  }
  return destination.kind === 'workload'
    ? resolvePortName(destination.workload, match.name, protocol, enforcement.portNames)
      .map(port => ({ start: port, end: port + 1 }))
    : [];
}
