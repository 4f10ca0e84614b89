import { Enforcement } from '../model/cluster';
import { Policy } from '../model/policy';
import { Workload } from '../model/workload';
import { AdminPolicyKind, AdminPolicyResource } from '../resources/admin-policy';
import { NetworkPolicyResource } from '../resources/network-policy';
import { Ternary } from '../sets/ternary';

/** What policies mean under one enforcer. No code outside this folder depends on which enforcer it is. */
export interface Dialect {
  readonly name: string;
  readonly enforcement: Enforcement;
  /** The others of which one may be meant as well as this. They differ in nothing but what `Interpretation` holds. */
  readonly alternatives?: readonly Dialect[];
  /** Whether `takes` takes for granted what it says, as nobody says what enforces the policies. */
  readonly isAssumed?: boolean;
  /** The policy in neutral form. To some enforcers its meaning depends on the pods of the whole cluster. */
  translate(resource: NetworkPolicyResource, workloads: readonly Workload[]): Policy;
  /** A policy of the whole cluster in neutral form. */
  translateAdmin(resource: AdminPolicyResource, workloads: readonly Workload[]): Policy;
  /** Whether it enforces policies of the kind at all. */
  takes(kind: AdminPolicyKind): Ternary;
}
