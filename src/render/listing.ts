import { ExternalBlock, MatrixCell } from '../model/answer';
import { Policy } from '../model/policy';
import { Workload } from '../model/workload';

/** Who is there, and what may pass between them. */
export interface Listing {
  /** In order of their names. */
  readonly workloads: readonly Workload[];
  readonly blocks: readonly ExternalBlock[];
  readonly policies: readonly Policy[];
  /** The pairs between which anything may pass, for certain or perhaps, in the order of their endpoints. */
  readonly connections: readonly MatrixCell[];
}
