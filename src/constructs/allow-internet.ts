import { Construct } from 'constructs';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { Direction } from '../values/direction';
import { checkPods, checkPorts, checkText, listOf } from '../values/given';
import { Cidr } from '../values/peers/cidr';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';
import { NOT_INTERNET } from '../values/well-known/not-internet';

/**
 * Properties of `AllowInternet`.
 */
export interface AllowInternetProps extends NetworkPolicyProps {
  /** The pods that may connect to the internet. They are isolated for egress from everything that no policy allows. */
  readonly subject: Pods;

  /**
   * The ports of the servers there.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Blocks of addresses that are left out as well, such as public ones of your own network.
   *
   * @default - nothing but private, link-local and metadata addresses is left out
   */
  readonly exceptCidrs?: string[];
}

const PROPERTIES: Properties<AllowInternetProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: checkPods,
  ports: optional(checkPorts),
  exceptCidrs: optional(listOf(checkText, 'list the blocks that are left out, or leave `exceptCidrs` out')),
};

/**
 * Allows pods to connect to the internet, and to nothing nearer: over IPv4 and IPv6, without the private ranges, where other
 * pods, nodes and consoles are, without link-local addresses, and without those where clouds hand out credentials of their
 * machines.
 *
 * Left out are 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, fc00::/7, 169.254.0.0/16, fe80::/10 and the
 * metadata services of Azure (168.63.129.16) and Oracle (192.0.0.192). What another policy allows stays allowed.
 * A cluster whose pods or nodes have public addresses needs these in `exceptCidrs`. Names are looked up elsewhere:
 * `AllowDns`.
 *
 * @example
 *
 *   new AllowDns(this, 'Dns');
 *   new AllowInternet(this, 'Payments', { subject: Pods.labeled({ app: 'payments' }), ports: [Port.HTTPS] });
 *
 * @see https://www.rfc-editor.org/rfc/rfc1918
 * @see https://www.rfc-editor.org/rfc/rfc6598
 * @see https://www.rfc-editor.org/rfc/rfc4193
 */
export class AllowInternet extends PolicyConstruct {
  /**
   * Allows pods to connect to the internet.
   *
   * @throws Error when `subject` is missing, when `ports` is an empty list or holds what is none, when `exceptCidrs` holds
   * what is no block of addresses, when the subject is not in exactly one namespace or not in the one that is given, or
   * outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowInternetProps) {
    checkArguments('AllowInternet', arguments, PROPERTIES);
    const { subject, ports, exceptCidrs = [] } = props;
    const internet = Cidr.internet({ exceptCidrs: [...NOT_INTERNET, ...exceptCidrs] });
    super(scope, id, props, allowance({ subject, peers: [internet], ports, direction: Direction.EGRESS }));
  }
}
