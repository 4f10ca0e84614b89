import { Construct } from 'constructs';
import { checkAllowed } from './checked-assertion';
import { state } from './stated-assertion';
import { checkArguments } from '../values/arguments';
import { checkAssertedPorts, checkBoolean, checkPeer, checkSource, checkText } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/** The only destinations of something. */
export interface MustOnlyReachProps {
  /** What may reach nobody else. Pods without a namespace are those of the chart's namespace. */
  readonly source: IPeer;

  /**
   * Those that it may reach, at least one; DNS too, if it asks for names. Pods without a namespace are those of the
   * chart's namespace.
   *
   * An address means whoever has it, that of a Service the pods behind it, and `Cidr.internet()` all addresses outside
   * the cluster.
   */
  readonly destinations: IPeer[];

  /**
   * The ports that it may not reach of anybody else.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Why it may reach nobody else. Stands in the message when it can.
   *
   * @default - no reason
   */
  readonly reason?: string;

  /**
   * Whether a source that is named by labels means every pod that may come to have them, whatever else it has, and not only
   * those that are there now.
   *
   * One that means all pods of some namespaces, or namespaces by their labels, means pods that are made later anyway.
   *
   * @default false
   */
  readonly futurePods?: boolean;
}

const PROPERTIES: Properties<MustOnlyReachProps> = {
  source: checkSource,
  destinations: checkAllowed('a list of destinations', 'name those that it may reach; that it may reach nobody, `MustNotReach` says', checkPeer),
  ports: optional(checkAssertedPorts('name the ports, or leave `ports` out for every port')),
  reason: optional(checkText),
  futurePods: optional(checkBoolean),
};

/**
 * States that the source reaches nobody but the destinations on any of the ports. `NetworkPolicyValidation` proves it at
 * synth.
 *
 * It speaks of everybody else: every other pod of the app, pods that nobody has made yet, with whatever labels and in
 * whatever namespace, other nodes, and all addresses outside the cluster. A failure shows one of them, for a pod that is
 * not there its labels. That the source does reach the destinations, `MustReach` says; its replicas reach each other only
 * if it is among the destinations.
 *
 * A pod always reaches the node on which it runs, and with it what is on the host network of that node: no policy keeps it
 * from that, so it counts for nothing here. Where the source is addresses, only pods are spoken of as destinations.
 *
 * Pods that are made later in namespaces which the app does not have are spoken of as far as policies of the app decide: what
 * else they let pass is for the policies of those namespaces.
 *
 * It is no policy and closes nothing. A source that means no endpoint is an error, and so is somebody else of whom it is
 * not known whether a connection is allowed.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @example
 * new MustOnlyReach(this, 'web-keeps-to-db', {
 *   source: Pods.labeled({ app: 'web' }),
 *   destinations: [
 *     Pods.labeled({ app: 'db' }),
 *     Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace('kube-system'),
 *   ],
 * });
 */
export class MustOnlyReach extends Construct {
  /**
   * @param scope the chart or construct whose policies it guards
   * @param id its name in messages
   * @param props what is guarded, and whom it may reach
   * @throws Error when `destinations` or `ports` is an empty list
   */
  constructor(scope: Construct, id: string, props: MustOnlyReachProps) {
    checkArguments('MustOnlyReach', arguments, PROPERTIES);
    super(scope, id);
    const { source, destinations, ...others } = props;
    state(this, { expectation: 'must-only-reach', subject: source, allowed: destinations, ...others });
  }
}
