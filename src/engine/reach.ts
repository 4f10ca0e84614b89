import { EndpointClass, exampleOf, isPair } from './answers/endpoints';
import { connectionsBySource } from './answers/listing';
import { isReachedFromOutside, Neighbour, neighboursOf } from './answers/neighbours';
import { classOf, isSamePod, boundsBetween, verdictOnIcmp } from './answers/pairs';
import { prepare } from './answers/prepared';
import { groupByBounds, Walk } from './answers/walk';
import { WorkloadClass } from './classes/classes';
import { Endpoint, Flow } from '../model/flow';
import { Connections, ExternalBlock, MatrixCell, MatrixEndpoint, representativeOf } from '../model/matrix';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict } from '../model/trace';
import { Workload } from '../model/workload';
import { Ternary } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';

/** Takes what may pass from the endpoints of one class to those of several others. */
export type VisitConnections = (
  source: EndpointClass, destinations: readonly EndpointClass[], connections: Connections,
) => void;

/** What can talk to what in one snapshot. Every answer is computed when it is asked for, and no more than it needs. */
export interface Reach {
  readonly snapshot: Snapshot;
  /** In order of the names of each one's first workload; together they hold every workload once. */
  readonly classes: readonly WorkloadClass[];
  /** The addresses outside the cluster, in as few blocks as the policies can tell apart. */
  readonly externalBlocks: readonly ExternalBlock[];
  /** All workloads in order of names, then the blocks. */
  readonly endpoints: readonly MatrixEndpoint[];
  readonly classOf: (workload: Workload) => WorkloadClass;
  /** What may pass, port by port. Without `samePod`, a workload and itself are two of its replicas. */
  readonly connections: (source: Endpoint, destination: Endpoint, samePod?: boolean) => Connections;
  /** The same for all endpoints of two classes; of one class, for any two of its pods. */
  readonly connectionsOfClasses: (source: EndpointClass, destination: EndpointClass) => Connections;
  readonly verdict: (flow: Flow) => FlowVerdict;
  /** Every ordered pair of workloads and blocks, one object each: not for large clusters. */
  readonly matrix: () => MatrixCell[];
  /**
   * Every ordered pair of classes between which anything may pass, for certain or perhaps, in stable order. Pairs that
   * are not visited are denied. A class and itself are any two pods of it, which a single bare pod has not.
   */
  readonly forEachConnection: (visit: VisitConnections) => void;
  /** The same for endpoints, source by source in their order; a workload and itself are two of its replicas. */
  readonly bySource: () => Iterable<readonly MatrixCell[]>;
  /** The sources from which anything may pass, workloads first, in order of names. */
  readonly whoCanReach: (destination: Endpoint) => Neighbour[];
  /** The destinations to which anything may pass. */
  readonly whatCanBeReached: (source: Endpoint) => Neighbour[];
  /** Whether anything passes from an address outside the cluster. */
  readonly isReachableFromOutside: (destination: Endpoint) => Ternary;
}

/** Prepares a snapshot for questions about all its flows. */
export function reach(snapshot: Snapshot): Reach {
  const prepared = prepare(snapshot);
  const { classes, blocks, boundsTable, endpoints } = prepared;
  const connections = (source: Endpoint, destination: Endpoint, samePod = false): Connections =>
    (isSamePod(source, destination, samePod) ? EVERYTHING
      : boundsTable.connectionsOf(boundsBetween(prepared, source, destination)));
  return {
    snapshot,
    classes: classes.list,
    externalBlocks: blocks,
    endpoints,
    classOf: workload => classOf(prepared, workload),
    connections,
    connectionsOfClasses: (source, destination) =>
      boundsTable.connectionsOf(boundsBetween(prepared, exampleOf(source), exampleOf(destination))),
    verdict: flow => {
      if (flow.protocol === 'ICMP' && !isSamePod(flow.source, flow.destination, flow.samePod === true)) {
        return verdictOnIcmp(prepared, flow);
      }
      return verdictOn(flow, connections(flow.source, flow.destination, flow.samePod));
    },
    matrix: () => endpoints.flatMap(source => endpoints.filter(destination => isPair(source, destination))
      .map(destination =>
        ({ source, destination, connections: connections(representativeOf(source), representativeOf(destination)) }))),
    forEachConnection: visit => {
      const all: readonly EndpointClass[] = [...classes.list, ...blocks];
      const walk = new Walk(prepared);
      all.forEach((source, index) => groupByBounds(walk.from(index), all).forEach((destinations, bounds) => {
        visit(source, destinations, boundsTable.connectionsOf(bounds));
      }));
    },
    bySource: () => connectionsBySource(prepared),
    whoCanReach: destination => neighboursOf(prepared, destination, 'ingress'),
    whatCanBeReached: source => neighboursOf(prepared, source, 'egress'),
    isReachableFromOutside: destination => isReachedFromOutside(prepared, destination),
  };
}

export type { EndpointClass, Neighbour, WorkloadClass };

const EVERYTHING: Connections = { allowed: TrafficSet.ALL, denied: TrafficSet.NONE, unknown: TrafficSet.NONE };

function verdictOn({ protocol, port }: Flow, { allowed, unknown }: Connections): FlowVerdict {
  if (protocol === 'ICMP' || allowed.contains(protocol, port)) {
    return 'allowed';
  }
  return unknown.contains(protocol, port) ? 'unknown' : 'denied';
}
