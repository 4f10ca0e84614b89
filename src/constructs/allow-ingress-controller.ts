import { Construct } from 'constructs';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { Direction } from '../values/direction';
import { checkPods, checkPorts } from '../values/given';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/**
 * Properties of `AllowIngressController`.
 */
export interface AllowIngressControllerProps extends NetworkPolicyProps {
  /** The pods that the controller serves. They are isolated for ingress from everything that no policy allows. */
  readonly subject: Pods;

  /** The pods of the controller: a well-known one of `IngressController`, or any `Pods`. */
  readonly controller: Pods;

  /**
   * The ports on which the pods listen, which may be others than those of the Service and the Ingress.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];
}

const PROPERTIES: Properties<AllowIngressControllerProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  subject: checkPods,
  controller: checkPods,
  ports: optional(checkPorts),
};

/**
 * Allows an ingress controller to connect to pods.
 *
 * What comes from outside by an Ingress, an HTTPRoute or a Route reaches the pods from the controller's pods, so these are
 * whom a policy has to admit, and not the clients. This isolates the subject for ingress. Where policies isolate the
 * controller for egress, it needs one of its own.
 *
 * @example
 *
 *   new AllowIngressController(this, 'WebFromOutside', {
 *     subject: Pods.labeled({ app: 'web' }),
 *     controller: IngressController.ingressNginx(),
 *     ports: [Port.tcp(8080)],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/
 */
export class AllowIngressController extends PolicyConstruct {
  /**
   * Allows an ingress controller to connect to pods.
   *
   * @throws Error when `subject` or `controller` is missing, when `ports` is an empty list or holds what is none, when the
   * subject is not in exactly one namespace or not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowIngressControllerProps) {
    checkArguments('AllowIngressController', arguments, PROPERTIES);
    const { subject, controller, ports } = props;
    super(scope, id, props, allowance({ subject, peers: [controller], ports, direction: Direction.INGRESS }));
  }
}
