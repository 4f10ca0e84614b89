import { Construct } from 'constructs';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { Direction } from '../values/direction';
import { checkDirection, checkPods, checkPorts } from '../values/given';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/**
 * Properties of `AllowSameNamespace`.
 */
export interface AllowSameNamespaceProps extends NetworkPolicyProps {
  /**
   * The pods that this is allowed for. The pods at the other end need the same, if they are isolated.
   *
   * @default - every pod of the policy's namespace
   */
  readonly subject?: Pods;

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

const PROPERTIES: Properties<AllowSameNamespaceProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: optional(checkPods),
  ports: optional(checkPorts),
  direction: optional(checkDirection),
};

/**
 * Allows the pods of a namespace to talk to each other.
 *
 * It isolates its subject in the directions it names: connections with other namespaces and with the world outside are
 * denied unless another policy allows them, and so is the lookup of names (`AllowDns`).
 *
 * @example
 *
 *   new AllowSameNamespace(this, 'Within', { namespace: 'shop' });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export class AllowSameNamespace extends PolicyConstruct {
  /**
   * Allows the pods of a namespace to talk to each other.
   *
   * @throws Error when `ports` is an empty list or holds what is none, when the subject is not in exactly one namespace or
   * not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowSameNamespaceProps = {}) {
    checkArguments('AllowSameNamespace', arguments, PROPERTIES);
    const { subject = Pods.all(), ports, direction } = props;
    super(scope, id, props, allowance({ subject, peers: [Pods.all()], ports, direction }));
  }
}
