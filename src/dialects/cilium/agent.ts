import { CiliumOptions } from './options';
import { Quirk } from './quirks';
import { Workload } from '../../model/workload';

/** All that the translation of a policy depends on: the configuration of the agent, and the pods of the cluster. */
export interface Agent {
  readonly options: CiliumOptions;
  readonly quirks: ReadonlySet<Quirk>;
  readonly workloads: readonly Workload[];
}
