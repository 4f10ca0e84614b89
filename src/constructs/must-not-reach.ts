import { Construct } from 'constructs';
import { state } from './stated-assertion';
import { checkArguments } from '../values/arguments';
import { checkAssertedPorts, checkBoolean, checkPeer, checkSource, checkText } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/** A connection that must be impossible. */
export interface MustNotReachProps {
  /**
   * Where the connection starts: `Pods`, `Namespaces`, a `Cidr`, `Nodes` or the `ApiServer`. Pods without a namespace are
   * those of the chart's namespace.
   */
  readonly source: IPeer;

  /** Where it goes: as `source`, or `Services`. Pods and Services without a namespace are those of the chart's namespace. */
  readonly destination: IPeer;

  /**
   * The ports of the destination, none of which may be reachable; of `Services` their own ports.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Why it must be impossible. Stands in the message when it is not.
   *
   * @default - no reason
   */
  readonly reason?: string;

  /**
   * Whether pods that are named by labels mean every pod that may come to have them, whatever else it has, and not only
   * those that are there now.
   *
   * Parties that mean all pods of some namespaces, or namespaces by their labels, mean pods that are made later anyway.
   *
   * @default false
   */
  readonly futurePods?: boolean;
}

const PROPERTIES: Properties<MustNotReachProps> = {
  source: checkSource,
  destination: checkPeer,
  ports: optional(checkAssertedPorts('name the ports, or leave `ports` out for every port')),
  reason: optional(checkText),
  futurePods: optional(checkBoolean),
};

/**
 * States that no source reaches any destination on any of the ports. `NetworkPolicyValidation` proves it at synth.
 *
 * It is no policy and closes nothing. A source or destination that means no endpoint is an error, and so is a
 * connection whose verdict is unknown.
 *
 * @example
 * new MustNotReach(this, 'db-is-private', {
 *   source: Cidr.internet(),
 *   destination: Pods.labeled({ app: 'db' }),
 *   reason: 'it holds card data',
 * });
 */
export class MustNotReach extends Construct {
  /**
   * @param scope the chart or construct whose policies it guards
   * @param id its name in messages
   * @param props the connection
   * @throws Error when `ports` is an empty list
   */
  constructor(scope: Construct, id: string, props: MustNotReachProps) {
    checkArguments('MustNotReach', arguments, PROPERTIES);
    super(scope, id);
    state(this, { expectation: 'must-not-reach', ...props });
  }
}
