import { Construct } from 'constructs';
import { ALLOW_PROPERTIES, AllowProps } from './allow-props';
import { allowance, PolicyConstruct } from './policy';
import { checkArguments } from '../values/arguments';
import { checkPeers } from '../values/given';
import { Namespaces } from '../values/peers/namespaces';
import { Properties } from '../values/properties';

/**
 * Properties of `AllowNamespace`.
 */
export interface AllowNamespaceProps extends AllowProps {
  /** The namespaces at the other end, at least one choice of them; any pod of any of them is allowed. */
  readonly peers: Namespaces[];
}

const PROPERTIES: Properties<AllowNamespaceProps> = { ...ALLOW_PROPERTIES, peers: checkPeers('namespaces') };

/**
 * Allows pods to be connected to by all pods of namespaces, to connect to them, or both.
 *
 * This is the side of the subject alone, and it isolates the subject in the directions it names: whatever no policy
 * allows there is denied. Pods of those namespaces that are isolated need a policy of their own.
 *
 * @example
 *
 *   new AllowNamespace(this, 'PodsOfDemo', {
 *     subject: Pods.labeled({ app: 'pod1' }),
 *     peers: [Namespaces.named('demo-namespace')],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name
 */
export class AllowNamespace extends PolicyConstruct {
  /**
   * Allows pods to be connected to by all pods of namespaces, to connect to them, or both.
   *
   * @throws Error when `subject` or `peers` is missing, when `peers` or `ports` is an empty list or holds what is none,
   * when the subject is not in exactly one namespace or not in the one that is given, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowNamespaceProps) {
    checkArguments('AllowNamespace', arguments, PROPERTIES);
    super(scope, id, props, allowance(props));
  }
}
