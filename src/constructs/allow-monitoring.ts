import { Construct } from 'constructs';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { Direction } from '../values/direction';
import { checkEach, checkPods, checkPort } from '../values/given';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/**
 * Properties of `AllowMonitoring`.
 */
export interface AllowMonitoringProps extends NetworkPolicyProps {
  /** The ports on which the pods hand out their metrics: `[Port.named('metrics')]`, `[Port.tcp(9090)]`. */
  readonly ports: Port[];

  /**
   * The pods whose metrics are collected. They are isolated for ingress from everything that no policy allows.
   *
   * @default - every pod of the policy's namespace
   */
  readonly subject?: Pods;

  /**
   * The pods that collect the metrics.
   *
   * @default - the pods `app.kubernetes.io/name=prometheus` of the namespace `monitoring`, as the Prometheus Operator and
   * the charts of the Prometheus community label them
   */
  readonly scraper?: Pods;
}

const PROPERTIES: Properties<AllowMonitoringProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  ports: (where, field, value) => checkEach(where, field, value, {
    noun: 'a list of ports',
    empty: 'which Kubernetes would read as every port',
    help: 'name the ports of the metrics: `[Port.named(\'metrics\')]`, `[Port.tcp(9090)]`',
  }, (at, port) => checkPort(where, at, port)),
  subject: optional(checkPods),
  scraper: optional(checkPods),
};

/**
 * Allows the monitoring to collect metrics of pods.
 *
 * It isolates the subject for ingress: pods that should accept everybody need no such policy. Where policies isolate the
 * monitoring for egress, it needs one of its own.
 *
 * @example
 *
 *   new AllowMonitoring(this, 'Metrics', { ports: [Port.named('metrics')] });
 *
 * @see https://prometheus-operator.dev/docs/platform/platform-guide/
 */
export class AllowMonitoring extends PolicyConstruct {
  /**
   * Allows the monitoring to collect metrics of pods.
   *
   * @throws Error when `ports` is missing, an empty list or holds what is none, when the subject is not in exactly one
   * namespace or not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowMonitoringProps) {
    checkArguments('AllowMonitoring', arguments, PROPERTIES);
    const { subject = Pods.all(), scraper = prometheus(), ports } = props;
    super(scope, id, props, allowance({ subject, peers: [scraper], ports, direction: Direction.INGRESS }));
  }
}

function prometheus(): Pods {
  return Pods.labeled({ 'app.kubernetes.io/name': 'prometheus' }).inNamespace('monitoring');
}
