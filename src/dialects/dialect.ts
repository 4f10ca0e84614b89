import { Enforcement } from '../model/cluster';
import { Policy } from '../model/policy';
import { Workload } from '../model/workload';
import { NetworkPolicyResource } from '../resources/network-policy';

/** What a policy means to the software that enforces it. Nothing outside this folder knows an enforcer. */
export interface Dialect {
  readonly name: string;
  readonly enforcement: Enforcement;
  /** The policy in neutral form. What it means may depend on which pods there are. */
  translate(resource: NetworkPolicyResource, workloads: readonly Workload[]): Policy;
}
