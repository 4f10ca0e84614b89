import { Construct } from 'constructs';
import { state } from './stated-assertion';
import { checkArguments } from '../values/arguments';
import { checkAssertedPorts, checkPeer, checkSource, checkText } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/** A connection that must be possible. */
export interface MustReachProps {
  /**
   * Where the connection starts: `Pods`, `Namespaces`, a `Cidr`, `Nodes` or the `ApiServer`. Pods without a namespace are
   * those of the chart's namespace.
   */
  readonly source: IPeer;

  /** Where it goes: as `source`, or `Services`. Pods and Services without a namespace are those of the chart's namespace. */
  readonly destination: IPeer;

  /** The ports of the destination, all of which must be reachable; of `Services` their own ports. */
  readonly ports: Port[];

  /**
   * Why it must be possible. Stands in the message when it is not.
   *
   * @default - no reason
   */
  readonly reason?: string;
}

const PROPERTIES: Properties<MustReachProps> = {
  source: checkSource,
  destination: checkPeer,
  ports: checkAssertedPorts('name the ports'),
  reason: optional(checkText),
};

/**
 * States that every source reaches every destination on all the ports. `NetworkPolicyValidation` proves it at synth.
 *
 * It is no policy and opens nothing. A source or destination that means no endpoint is an error, and so is a
 * connection whose verdict is unknown.
 *
 * @example
 * new MustReach(this, 'web-uses-db', {
 *   source: Pods.labeled({ app: 'web' }),
 *   destination: Pods.labeled({ app: 'db' }),
 *   ports: [Port.POSTGRES],
 * });
 */
export class MustReach extends Construct {
  /**
   * @param scope the chart or construct whose policies it guards
   * @param id its name in messages
   * @param props the connection
   * @throws Error when `ports` is an empty list
   */
  constructor(scope: Construct, id: string, props: MustReachProps) {
    checkArguments('MustReach', arguments, PROPERTIES);
    super(scope, id);
    state(this, { expectation: 'must-reach', ...props });
  }
}
