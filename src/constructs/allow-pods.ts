import { Construct } from 'constructs';
import { ALLOW_PROPERTIES, AllowProps } from './allow-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { checkPeers } from '../values/given';
import { Pods } from '../values/peers/pods';
import { Properties } from '../values/properties';

/**
 * Properties of `AllowPods`.
 */
export interface AllowPodsProps extends AllowProps {
  /** The pods at the other end, at least one choice of them; any of them is allowed. */
  readonly peers: Pods[];
}

const PROPERTIES: Properties<AllowPodsProps> = { ...ALLOW_PROPERTIES, peers: checkPeers('pods') };

/**
 * Allows pods to be connected to by pods, to connect to pods, or both.
 *
 * This is the side of the subject alone, and it isolates the subject in the directions it names: whatever no policy
 * allows there is denied. If the peers are isolated as well, they need a policy of their own; `AllowConnection` writes
 * both sides.
 *
 * @example
 *
 *   new AllowPods(this, 'WebFromFront', {
 *     subject: Pods.labeled({ app: 'web' }),
 *     peers: [Pods.labeled({ app: 'front' }), Pods.all().inNamespace('monitoring')],
 *     ports: [Port.HTTPS, Port.named('metrics')],
 *     direction: Direction.INGRESS,
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export class AllowPods extends PolicyConstruct {
  /**
   * Allows pods to be connected to by pods, to connect to pods, or both.
   *
   * @throws Error when `subject` or `peers` is missing, when `peers` or `ports` is an empty list or holds what is none,
   * when the subject is not in exactly one namespace or not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowPodsProps) {
    checkArguments('AllowPods', arguments, PROPERTIES);
    super(scope, id, props, allowance(props));
  }
}
