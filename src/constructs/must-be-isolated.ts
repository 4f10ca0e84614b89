import { Construct } from 'constructs';
import { checkIsolated } from './checked-assertion';
import { state } from './stated-assertion';
import { checkArguments } from '../values/arguments';
import { Direction } from '../values/direction';
import { checkBoolean, checkDirection, checkText } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { optional, Properties } from '../values/properties';

/** Pods that must be isolated. */
export interface MustBeIsolatedProps {
  /** The pods. Those without a namespace are those of the chart's namespace. */
  readonly subject: IPeer;

  /**
   * For which connections they must be isolated.
   *
   * @default Direction.BOTH
   */
  readonly direction?: Direction;

  /**
   * Why they must be. Stands in the message when they are not.
   *
   * @default - no reason
   */
  readonly reason?: string;

  /**
   * Whether pods that are named by labels mean every pod that may come to have them, whatever else it has, and not only
   * those that are there now.
   *
   * All pods of some namespaces, or of namespaces by their labels, mean pods that are made later anyway.
   *
   * @default false
   */
  readonly futurePods?: boolean;
}

const PROPERTIES: Properties<MustBeIsolatedProps> = {
  subject: checkIsolated,
  direction: optional(checkDirection),
  reason: optional(checkText),
  futurePods: optional(checkBoolean),
};

/**
 * States that a policy isolates every one of the pods, so that nothing passes but what a rule admits.
 * `NetworkPolicyValidation` proves it at synth.
 *
 * Where the subject is all pods of some namespaces, that includes pods that nobody has made yet, with whatever labels, in
 * the namespaces of the app. What is in other namespaces nobody has written policies for here.
 *
 * It is no policy and isolates nothing. It does not say that nothing passes: an isolated pod may be admitted everything.
 * A `ClusterNetworkPolicy` denies, and isolates nobody; what it denies, `MustNotReach` states. Pods of which it is not
 * known whether a policy selects them fail, and so do pods on the host network, which policies may not govern.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 * @example
 * new MustBeIsolated(this, 'nothing-is-forgotten', { subject: Pods.all(), direction: Direction.INGRESS });
 */
export class MustBeIsolated extends Construct {
  /**
   * @param scope the chart or construct whose policies it guards
   * @param id its name in messages
   * @param props the pods
   */
  constructor(scope: Construct, id: string, props: MustBeIsolatedProps) {
    checkArguments('MustBeIsolated', arguments, PROPERTIES);
    super(scope, id);
    state(this, { expectation: 'must-be-isolated', ...props });
  }
}
