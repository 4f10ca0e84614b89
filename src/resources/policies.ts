import { AdminPolicyResource } from './admin-policy';
import { NetworkPolicyResource } from './network-policy';

/** The policies that are simulated, before a dialect interprets them. */
export interface PolicyResources {
  readonly networkPolicies: readonly NetworkPolicyResource[];
  readonly adminPolicies: readonly AdminPolicyResource[];
}
