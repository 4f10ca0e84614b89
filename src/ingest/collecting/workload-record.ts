import { Workload } from '../../model/workload';

/** The object that made another one and keeps it. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
  /** Its API group, as far as that is known. */
  readonly group: string | undefined;
}

/** A workload as its own manifest describes it, before it is known which objects are one and the same. */
export interface WorkloadRecord {
  readonly workload: Workload;
  /** The API group of its kind, as far as that is known. */
  readonly group: string | undefined;
  readonly owner?: Owner;
  readonly isScaledToZero: boolean;
  readonly hasGeneratedName: boolean;
}
