import { NetworkPolicyProps } from './network-policy-props';
import { Pods } from '../values/peers/pods';

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
