// Read docs/architecture/engine.md before you change this folder.
import { walkOf } from './answers/agreed-walk';
import { eachPair, VisitPair } from './answers/each-pair';
import { EndpointClass, exampleOf, isPair } from './answers/endpoints';
import { Focus } from './answers/focus';
import { connectionGroups } from './answers/grouped';
import { likenessOf } from './answers/likeness';
import { connectionsBySource } from './answers/listing';
import { isReachedFromOutside, Neighbour, neighboursOf } from './answers/neighbours';
import { nodeGroupsOf } from './answers/node-groups';
import { overviewOf } from './answers/overview';
import { boundsBetween, boundsOnSide, classOf, isSamePod, verdictOnIcmp } from './answers/pairs';
import { prepare } from './answers/prepared';
import { groupByBounds } from './answers/walk';
import { WorkloadClass } from './classes/classes';
import { Endpoint, Flow } from '../model/flow';
import { Grouping, Joining, Overview } from '../model/grouping';
import { DecidedTraffic, ExternalBlock, MatrixCell, MatrixEndpoint, NodeGroup, representativeOf } from '../model/matrix';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { FlowVerdict } from '../model/trace';
import { Workload } from '../model/workload';
import { Ternary } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';

/** Receives one class of sources, several classes of destinations and what may pass from the one to the others. */
export type VisitConnections = (
  source: EndpointClass, destinations: readonly EndpointClass[], connections: DecidedTraffic,
) => void;

/** What can talk to what in one snapshot. Answers are computed when they are asked for, with no more than they need. */
export interface Reach {
  /** Sorted by the name of the first workload of each; every workload is in one of them. */
  readonly classes: readonly WorkloadClass[];
  /** The addresses outside the cluster, in as few blocks as the policies can tell apart. */
  readonly externalBlocks: readonly ExternalBlock[];
  /** All workloads, sorted by name, then the blocks of addresses outside. */
  readonly endpoints: readonly MatrixEndpoint[];
  readonly classOf: (workload: Workload) => WorkloadClass;
  /** Nodes other than the one on which the pod at the other end runs, in groups that no workload tells apart. */
  readonly nodeGroups: () => readonly NodeGroup[];
  /** Equal for peers that the policies of the subject cannot tell apart, but for names of ports. */
  readonly likeness: (direction: TrafficDirection, subject: MatrixEndpoint, peer: MatrixEndpoint) => string;
  /** What may pass, port by port. Without `samePod`, a workload and itself are two of its replicas. */
  readonly connections: (source: Endpoint, destination: Endpoint, samePod?: boolean) => DecidedTraffic;
  /** What the subject by itself lets pass to the peer, or from it, whatever the policies of the other end say. */
  readonly admitted: (direction: TrafficDirection, subject: Endpoint, peer: Endpoint) => DecidedTraffic;
  /** What may pass between any endpoints of two classes; within one class, between any two of its pods. */
  readonly connectionsOfClasses: (source: EndpointClass, destination: EndpointClass) => DecidedTraffic;
  readonly verdict: (flow: Flow) => FlowVerdict;
  /** Every pair of a source and a destination; quicker than asking about each. */
  readonly eachPair: (sources: readonly Endpoint[], destinations: readonly Endpoint[], visit: VisitPair) => void;
  /** Every ordered pair of workloads and blocks, one object each: not for large clusters. */
  readonly matrix: () => MatrixCell[];
  /**
   * Visits every ordered pair of classes between which anything may pass, for certain or perhaps, in stable order.
   * Between other pairs everything is denied. A class and itself stand for any two of its pods; that pair is visited
   * even if the class is a single bare pod.
   */
  readonly forEachConnection: (visit: VisitConnections) => void;
  /** The cells of `matrix` in which anything may pass, source by source in the order of `endpoints`. */
  readonly bySource: () => Iterable<readonly MatrixCell[]>;
  /** Every connection in few rows, with the nodes of the cluster. */
  readonly grouped: (focus: Focus, joining: Joining) => Grouping;
  readonly overview: () => Overview;
  /** The sources from which anything may pass, in the order of `endpoints`. */
  readonly whoCanReach: (destination: Endpoint) => Neighbour[];
  /** The destinations to which anything may pass, in the order of `endpoints`. */
  readonly whatCanBeReached: (source: Endpoint) => Neighbour[];
  /** Whether anything passes from an address outside the cluster. */
  readonly isReachableFromOutside: (destination: Endpoint) => Ternary;
}

/** Prepares a snapshot for questions. */
export function reach(snapshot: Snapshot): Reach {
  const prepared = prepare(snapshot);
  const { classes, blocks, boundsTable, endpoints } = prepared;
  const connections = (source: Endpoint, destination: Endpoint, samePod = false): DecidedTraffic =>
    (isSamePod(source, destination, samePod) ? EVERYTHING
      : boundsTable.connectionsOf(boundsBetween(prepared, source, destination)));
  return {
    classes: classes.list,
    externalBlocks: blocks,
    endpoints,
    classOf: workload => classOf(prepared, workload),
    nodeGroups: () => nodeGroupsOf(prepared),
    likeness: (direction, subject, peer) => likenessOf(prepared, direction, subject, peer),
    connections,
    admitted: (direction, subject, peer) =>
      boundsTable.connectionsOf(boundsOnSide(prepared, direction, subject, peer)),
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
      const walk = walkOf(prepared);
      all.forEach((source, index) => groupByBounds(walk.from(index), all).forEach((destinations, bounds) => {
        visit(source, destinations, boundsTable.connectionsOf(bounds));
      }));
    },
    eachPair: (sources, destinations, visit) => eachPair(prepared, sources, destinations, visit),
    bySource: () => connectionsBySource(prepared),
    grouped: (focus, joining) => connectionGroups(prepared, focus, joining),
    overview: () => overviewOf(prepared),
    whoCanReach: destination => neighboursOf(prepared, destination, 'ingress'),
    whatCanBeReached: source => neighboursOf(prepared, source, 'egress'),
    isReachableFromOutside: destination => isReachedFromOutside(prepared, destination),
  };
}

export type { EndpointClass, Neighbour, WorkloadClass };

const EVERYTHING: DecidedTraffic = { allowed: TrafficSet.ALL, denied: TrafficSet.NONE, unknown: TrafficSet.NONE };

function verdictOn({ protocol, port }: Flow, { allowed, unknown }: DecidedTraffic): FlowVerdict {
  if (protocol === 'ICMP' || allowed.contains(protocol, port)) {
    return 'allowed';
  }
  return unknown.contains(protocol, port) ? 'unknown' : 'denied';
}
