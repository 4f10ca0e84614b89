import { Construct } from 'constructs';
import { ALLOW_PROPERTIES, AllowProps } from './allow-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { checkPeers } from '../values/given';
import { Cidr } from '../values/peers/cidr';
import { Properties } from '../values/properties';

/**
 * Properties of `AllowCidr`.
 */
export interface AllowCidrProps extends AllowProps {
  /** The addresses at the other end, at least one choice of them; any of them is allowed. */
  readonly peers: Cidr[];
}

const PROPERTIES: Properties<AllowCidrProps> = { ...ALLOW_PROPERTIES, peers: checkPeers('addresses') };

/**
 * Allows pods to be connected to from addresses, to connect to addresses, or both.
 *
 * This isolates the subject in the directions it names: whatever no policy allows there is denied. Meant for addresses
 * outside the cluster; see `Cidr` about pods. Load balancers and services may replace the address that a policy sees.
 *
 * @example
 *
 *   new AllowCidr(this, 'Office', {
 *     subject: Pods.labeled({ app: 'pod1' }),
 *     peers: [Cidr.of('10.10.10.0/24'), Cidr.of('10.20.0.0/16', { exceptCidrs: ['10.20.9.0/24'] })],
 *     ports: [Port.HTTPS],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource
 */
export class AllowCidr extends PolicyConstruct {
  /**
   * Allows pods to be connected to from addresses, to connect to addresses, or both.
   *
   * @throws Error when `subject` or `peers` is missing, when `peers` or `ports` is an empty list or holds what is none,
   * when the subject is not in exactly one namespace or not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowCidrProps) {
    checkArguments('AllowCidr', arguments, PROPERTIES);
    super(scope, id, props, allowance(props));
  }
}
