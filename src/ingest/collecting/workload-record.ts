import { Workload } from '../../model/workload';

/** The object that made another one and keeps it. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
}

/** A workload as its own manifest describes it, before it is known which objects are one and the same. */
export interface WorkloadRecord {
  readonly workload: Workload;
  readonly owner?: Owner;
  readonly isScaledToZero: boolean;
  readonly hasGeneratedName: boolean;
}
