import { NetworkPolicyProps } from './network-policy-props';
import { Direction } from '../values/direction';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';

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
