import { Construct } from 'constructs';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { Direction } from '../values/direction';
import { checkDirection, checkPods } from '../values/given';
import { Pods } from '../values/peers/pods';
import { directed, EVERYBODY } from '../values/policy-spec';
import { optional, Properties } from '../values/properties';

/**
 * Properties of `AllowAll`.
 */
export interface AllowAllProps extends NetworkPolicyProps {
  /**
   * The pods that everything is allowed for.
   *
   * @default - every pod of the policy's namespace
   */
  readonly subject?: Pods;

  /**
   * Which connections are allowed: to the subject, from it, or both.
   *
   * @default Direction.BOTH
   */
  readonly direction?: Direction;
}

const PROPERTIES: Properties<AllowAllProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: optional(checkPods),
  direction: optional(checkDirection),
};

/**
 * Allows pods every connection, with every pod and every address on every port.
 *
 * Policies only add up: no other policy can take anything back from pods that this one selects. The other end decides for
 * itself: a connection to an isolated pod still needs a policy there.
 *
 * @example
 *
 *   new AllowAll(this, 'AllowAll', { subject: Pods.labeled({ app: 'demo' }) });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic
 */
export class AllowAll extends PolicyConstruct {
  /**
   * Allows pods every connection.
   *
   * @throws Error when the subject is not in exactly one namespace, or not in the one that is given, or outside of a
   * chart
   */
  constructor(scope: Construct, id: string, props: AllowAllProps = {}) {
    checkArguments('AllowAll', arguments, PROPERTIES);
    const { subject = Pods.all(), direction = Direction.BOTH } = props;
    super(scope, id, props, { subject, rules: directed(direction, [{ peers: EVERYBODY }]) });
  }
}
