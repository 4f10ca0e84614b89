import { ConnectionGroup, Grouping, Joining, Overview } from '../model/grouping';
import { DecidedTraffic, ExternalBlock, GroupEndpoint, MatrixCell } from '../model/matrix';
import { Policy } from '../model/policy';
import { IngressConnection, WayIn } from '../model/ways-in';
import { Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';
import { Cause } from '../wording/traces';

/** Who is there, and what may pass between them. */
export interface Listing {
  /** In order of their names. */
  readonly workloads: readonly Workload[];
  /** Pods that rules admit and that are not in the input. */
  readonly absent: readonly Workload[];
  readonly blocks: readonly ExternalBlock[];
  readonly policies: readonly Policy[];
  /** How many policies there are of kinds that are not simulated. */
  readonly unsimulated: number;
  /** Everything that the cluster carries, whatever the policies say. */
  readonly everything: TrafficSet;
  /**
   * The pairs between which anything may pass, for certain or perhaps, in the order of their endpoints: a list for each
   * source. They are computed while they are asked for, and can be asked for once.
   */
  readonly bySource: Iterable<readonly MatrixCell[]>;
  /** The same in few rows. */
  readonly grouped: (joining: Joining) => Grouping;
  /** What stands out; undefined where a part of the connections was asked for. */
  readonly overview?: () => Overview;
  /** Why a part of what may pass is unknown. */
  readonly causesOf: (pair: ListedPair) => readonly Cause[];
  /** How traffic from outside gets to pods; `renderWaysIn` puts them in lines. */
  readonly waysIn: () => readonly WayIn[];
  /** What a controller that is a pod without labels in a namespace of its own reaches by Ingresses and Routes. */
  readonly byIngressController: () => readonly IngressConnection[];
}

/** Two endpoints and what may pass from the one to the other. */
export interface ListedPair {
  readonly source: GroupEndpoint;
  readonly destination: GroupEndpoint;
  readonly connections: DecidedTraffic;
}

/** Why a part of a group is unknown. They are asked of one endpoint for all that no policy tells apart. */
export function causesOfGroup(
  { sources, destinations, connections }: ConnectionGroup, causesOf: Listing['causesOf'],
): Cause[] {
  return connections.unknown.isEmpty ? [] : [...new Set(sources.examples.flatMap(source =>
    destinations.examples.flatMap(destination => causesOf({ source, destination, connections }))))];
}
