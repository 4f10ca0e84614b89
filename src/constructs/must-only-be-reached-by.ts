import { Construct } from 'constructs';
import { checkAllowed } from './checked-assertion';
import { state } from './stated-assertion';
import { checkArguments } from '../values/arguments';
import { checkAssertedPorts, checkBoolean, checkPeer, checkSource, checkText } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/** Those who alone may reach something. */
export interface MustOnlyBeReachedByProps {
  /** What nobody else may reach. Pods without a namespace are those of the chart's namespace. */
  readonly destination: IPeer;

  /**
   * Those who may reach it, at least one. Pods without a namespace are those of the chart's namespace.
   *
   * An address means whoever has it, and `Cidr.internet()` all addresses outside the cluster.
   */
  readonly sources: IPeer[];

  /**
   * The ports of the destination that nobody else may reach.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Why nobody else may. Stands in the message when somebody can.
   *
   * @default - no reason
   */
  readonly reason?: string;

  /**
   * Whether a destination that is named by labels means every pod that may come to have them, whatever else it has, and not
   * only those that are there now.
   *
   * One that means all pods of some namespaces, or namespaces by their labels, means pods that are made later anyway.
   *
   * @default false
   */
  readonly futurePods?: boolean;
}

const PROPERTIES: Properties<MustOnlyBeReachedByProps> = {
  destination: checkPeer,
  sources: checkAllowed('a list of sources', 'name those who may reach it; that nobody may, `MustNotReach` says', checkSource),
  ports: optional(checkAssertedPorts('name the ports, or leave `ports` out for every port')),
  reason: optional(checkText),
  futurePods: optional(checkBoolean),
};

/**
 * States that nobody but the sources reaches the destination on any of the ports. `NetworkPolicyValidation` proves it at
 * synth.
 *
 * It speaks of everybody else: every other pod of the app, pods that nobody has made yet, with whatever labels and in
 * whatever namespace, other nodes, and all addresses outside the cluster. A failure shows one of them, for a pod that is
 * not there its labels. That the sources do reach it, `MustReach` says; replicas of the destination reach each other only
 * if it is among the sources.
 *
 * The node on which a pod runs always reaches it, and with it what is on the host network of that node: Kubernetes allows
 * that for the probes of the kubelet whatever any policy says, so it counts for nothing here. Where the destination is
 * addresses, only pods are spoken of, because no policy governs how others reach them.
 *
 * Pods that are made later in namespaces which the app does not have are spoken of as far as policies of the app decide: what
 * else they let pass is for the policies of those namespaces.
 *
 * It is no policy and closes nothing. A destination that means no endpoint is an error, and so is somebody else of whom it
 * is not known whether a connection is allowed.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @example
 * new MustOnlyBeReachedBy(this, 'db-is-for-web', {
 *   destination: Pods.labeled({ app: 'db' }),
 *   sources: [Pods.labeled({ app: 'web' })],
 *   reason: 'it holds card data',
 * });
 */
export class MustOnlyBeReachedBy extends Construct {
  /**
   * @param scope the chart or construct whose policies it guards
   * @param id its name in messages
   * @param props what is guarded, and who may reach it
   * @throws Error when `sources` or `ports` is an empty list
   */
  constructor(scope: Construct, id: string, props: MustOnlyBeReachedByProps) {
    checkArguments('MustOnlyBeReachedBy', arguments, PROPERTIES);
    super(scope, id);
    const { destination, sources, ...others } = props;
    state(this, { expectation: 'must-only-be-reached-by', subject: destination, allowed: sources, ...others });
  }
}
