import { DecidedTraffic, GroupEndpoint, NodeGroup } from './matrix';
import { TrafficDirection } from './policy';
import { Workload } from './workload';

/** The end at which rows are joined first: all destinations that receive the same from the same, or all sources. */
export type GroupedBy = 'destination' | 'source';

/**
 * What counts as the same: `exactly` port by port, or whatever `reads` alike, as `everything` does with and without a
 * protocol that pods of the cluster cannot use.
 */
export type SameConnections = 'exactly' | 'reads';

/** How rows are joined. */
export interface Joining {
  readonly by: GroupedBy;
  readonly same: SameConnections;
}

/** Endpoints that share a row. */
export interface GroupSide {
  readonly endpoints: readonly GroupEndpoint[];
  /** One for all of them that no policy tells apart. */
  readonly examples: readonly GroupEndpoint[];
}

/** Any of the sources may exchange the same with any of the destinations. */
export interface ConnectionGroup {
  readonly sources: GroupSide;
  readonly destinations: GroupSide;
  readonly connections: DecidedTraffic;
}

/** All connections in few rows. */
export interface Grouping {
  readonly by: GroupedBy;
  /** Those with the same joined end stand together. */
  readonly groups: readonly ConnectionGroup[];
  /** Every node that a row may name. */
  readonly nodes: readonly NodeGroup[];
}

/** Workloads of which something is certain, and those of which it perhaps is so. */
export interface Sure {
  readonly certain: readonly Workload[];
  readonly perhaps: readonly Workload[];
}

/** What a reader wants to know of a cluster before anything else. */
export interface Overview {
  readonly isolated: Readonly<Record<TrafficDirection, Sure>>;
  /** What no policy isolates in any direction. */
  readonly unprotected: readonly Workload[];
  /** What something passes to from addresses outside the cluster. */
  readonly fromOutside: Sure;
  /** What nodes other than its own cannot reach at all (`ingress`), or cannot be reached from (`egress`). */
  readonly closedToNodes: Readonly<Record<TrafficDirection, readonly Workload[]>>;
  /** Whether the node on which a pod runs reaches it whatever the policies say. */
  readonly ownNodePasses: boolean;
}
