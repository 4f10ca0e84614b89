import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { Direction } from '../values/direction';
import { checkDirection, checkPods, checkPorts } from '../values/given';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/**
 * What `AllowPods`, `AllowNamespace` and `AllowCidr` have in common.
 */
export interface AllowProps extends NetworkPolicyProps {
  /** The pods that the connections are allowed for. They are isolated from everything that no policy allows. */
  readonly subject: Pods;

  /**
   * The ports, on whichever pod receives the connection.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Which connections are allowed: to the subject, from it, or both.
   *
   * @default Direction.BOTH
   */
  readonly direction?: Direction;
}

export const ALLOW_PROPERTIES: Properties<AllowProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: checkPods,
  ports: optional(checkPorts),
  direction: optional(checkDirection),
};
