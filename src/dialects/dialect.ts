import { Enforcement } from '../model/cluster';
import { Policy } from '../model/policy';
import { Workload } from '../model/workload';
import { NetworkPolicyResource } from '../resources/network-policy';

/** What a policy kind means under one enforcer. No code outside this folder depends on which enforcer it is. */
export interface Dialect {
  readonly name: string;
  readonly enforcement: Enforcement;
  /** The others of which one may be meant as well as this. They differ in nothing but what `Interpretation` holds. */
  readonly alternatives?: readonly Dialect[];
  /** The policy in neutral form. To some enforcers its meaning depends on the pods of the whole cluster. */
  translate(resource: NetworkPolicyResource, workloads: readonly Workload[]): Policy;
}
