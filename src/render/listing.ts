import { ExternalBlock, MatrixCell } from '../model/matrix';
import { Policy } from '../model/policy';
import { IngressConnection, WayIn } from '../model/ways-in';
import { Workload } from '../model/workload';
import { TrafficSet } from '../sets/traffic-set';
import { Cause } from '../wording/traces';

/** Who is there, and what may pass between them. */
export interface Listing {
  /** In order of their names. */
  readonly workloads: readonly Workload[];
  readonly blocks: readonly ExternalBlock[];
  readonly policies: readonly Policy[];
  /** Everything that the cluster carries, whatever the policies say. */
  readonly everything: TrafficSet;
  /**
   * The pairs between which anything may pass, for certain or perhaps, in the order of their endpoints: a list for each
   * source. They are computed while they are asked for, and can be asked for once.
   */
  readonly bySource: Iterable<readonly MatrixCell[]>;
  /** Why a part of what may pass is unknown. */
  readonly causesOf: (cell: MatrixCell) => readonly Cause[];
  /** How traffic from outside gets to pods; `renderWaysIn` puts them in lines. */
  readonly waysIn: readonly WayIn[];
  /** What a controller that is a pod without labels in a namespace of its own reaches by Ingresses and Routes. */
  readonly byIngressController: readonly IngressConnection[];
}
