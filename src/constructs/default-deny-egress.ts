import { Construct } from 'constructs';
import { DEFAULT_DENY_PROPERTIES, DefaultDenyProps } from './default-deny-props';
import { PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { Pods } from '../values/peers/pods';

/**
 * Isolates pods for egress: they may connect to nothing, except for what other policies allow.
 *
 * Policies only add up, so this never takes back what another policy allows. Names are looked up over the network: without a policy that allows it, the pods cannot resolve any. Connections to
 * the pods are not governed by this policy.
 * Traffic to and from the pod's own node, and replies to allowed connections, always pass.
 *
 * @example
 *
 *   new DefaultDenyEgress(this, 'DenyEgress', { namespace: 'shop' });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic
 */
export class DefaultDenyEgress extends PolicyConstruct {
  /**
   * Isolates pods for egress.
   *
   * @throws Error when the subject is not in exactly one namespace, or not in the one that is given, or outside of a
   * chart
   */
  constructor(scope: Construct, id: string, props: DefaultDenyProps = {}) {
    checkArguments('DefaultDenyEgress', arguments, DEFAULT_DENY_PROPERTIES);
    const { subject = Pods.all() } = props;
    super(scope, id, props, { subject, rules: { egress: [] } });
  }
}
