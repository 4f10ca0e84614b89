import { Construct } from 'constructs';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { checkPods } from '../values/given';
import { Pods } from '../values/peers/pods';
import { optional, Properties } from '../values/properties';
import { checkResolvers, DnsResolver } from '../values/well-known/dns-resolver';

/**
 * Properties of `AllowDns`.
 */
export interface AllowDnsProps extends NetworkPolicyProps {
  /**
   * The pods that look up names. They are isolated for egress from everything that no policy allows.
   *
   * @default - every pod of the policy's namespace
   */
  readonly subject?: Pods;

  /**
   * The resolvers that they may ask, each on its own ports.
   *
   * @default [DnsResolver.kubeDns()]
   */
  readonly resolvers?: DnsResolver[];
}

const PROPERTIES: Properties<AllowDnsProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: optional(checkPods),
  resolvers: optional(checkResolvers),
};

/**
 * Allows pods to look up names.
 *
 * Names are looked up over the network, so pods that are isolated for egress find no peer by its name without this. It
 * isolates its subject for egress itself: pods that should send freely otherwise need no such policy.
 *
 * @example
 *
 *   new DefaultDenyAll(this, 'Deny');
 *   new AllowDns(this, 'Dns');
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class AllowDns extends PolicyConstruct {
  /**
   * Allows pods to look up names.
   *
   * @throws Error when `resolvers` is an empty list or holds what is none, when the subject is not in exactly one namespace
   * or not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowDnsProps = {}) {
    checkArguments('AllowDns', arguments, PROPERTIES);
    const { subject = Pods.all(), resolvers = [DnsResolver.kubeDns()] } = props;
    super(scope, id, props, { subject, rules: { egress: resolvers.map(({ peers, ports }) => ({ peers, ports })) } });
  }
}
