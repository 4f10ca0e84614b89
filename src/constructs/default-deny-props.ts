import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { checkPods } from '../values/given';
import { Pods } from '../values/peers/pods';
import { optional, Properties } from '../values/properties';

/**
 * Properties of `DefaultDenyAll`, `DefaultDenyIngress` and `DefaultDenyEgress`.
 */
export interface DefaultDenyProps extends NetworkPolicyProps {
  /**
   * The pods that are isolated.
   *
   * @default - every pod of the policy's namespace
   */
  readonly subject?: Pods;
}

export const DEFAULT_DENY_PROPERTIES: Properties<DefaultDenyProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: optional(checkPods),
};
