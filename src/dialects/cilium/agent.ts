import { CiliumOptions } from './options';
import { Quirk } from './quirks';
import { Workload } from '../../model/workload';

/** An agent, with what it knows when it reads a policy. */
export interface Agent {
  readonly options: CiliumOptions;
  readonly quirks: ReadonlySet<Quirk>;
  readonly workloads: readonly Workload[];
}
