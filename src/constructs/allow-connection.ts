import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { connectionEnds } from './connection-ends';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { writePolicy } from './policy';
import { checkArguments } from '../values/arguments';
import { checkPods, checkPorts } from '../values/given';
import { checkNamespaceName } from '../values/labels/label-syntax';
import { checkPolicyMetadata } from '../values/metadata/check-metadata';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';
import { recordSource } from '../values/source-location';

/**
 * Properties of `AllowConnection`.
 */
export interface AllowConnectionProps extends NetworkPolicyProps {
  /** The pods that open the connection. They are isolated for egress from everything that no policy allows. */
  readonly source: Pods;

  /** The pods that accept the connection. They are isolated for ingress from everything that no policy allows. */
  readonly destination: Pods;

  /**
   * The ports of the destination.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Name, labels and annotations of the egress policies, on top of `metadata`.
   *
   * @default - a name that is unique in the app, and `metadata`
   */
  readonly egressMetadata?: ApiObjectMetadata;

  /**
   * Name, labels and annotations of the ingress policies, on top of `metadata`.
   *
   * @default - a name that is unique in the app, and `metadata`
   */
  readonly ingressMetadata?: ApiObjectMetadata;
}

const PROPERTIES: Properties<AllowConnectionProps> = {
  ...NETWORK_POLICY_PROPERTIES,
  source: checkPods,
  destination: checkPods,
  ports: optional(checkPorts),
  egressMetadata: optional(checkPolicyMetadata),
  ingressMetadata: optional(checkPolicyMetadata),
};

/**
 * Allows a connection on both of its sides: an egress policy in the namespace of the source, and an ingress policy in the
 * namespace of the destination.
 *
 * A connection needs the consent of both sides, and either policy alone would not do between isolated pods. Each policy
 * isolates its pods in its direction: the source can then connect to nothing else, not even to look up names, and the
 * destination accepts nobody else, unless another policy allows it. Pods that name no namespace are in the policy's
 * `namespace`, or the chart's. Pods in several named namespaces get one policy in each.
 *
 * @example
 *
 *   const web = new kplus.Deployment(this, 'Web', { containers: [{ image: 'web', portNumber: 8080 }] });
 *
 *   new AllowConnection(this, 'WebToDatabase', {
 *     source: Pods.of(web),
 *     destination: Pods.labeled({ app: 'database' }),
 *     ports: [Port.POSTGRES],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export class AllowConnection extends Construct {
  /** The policies that let the source connect, one for each of its namespaces. */
  public readonly egressPolicies: ApiObject[];

  /** The policies that let the destination be connected to, one for each of its namespaces. */
  public readonly ingressPolicies: ApiObject[];

  /**
   * Allows a connection on both of its sides.
   *
   * @throws Error when `source` or `destination` is missing, when `ports` is an empty list or holds what is none, when a
   * side is in namespaces that are not named, so that no policy can be written there, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowConnectionProps) {
    checkArguments('AllowConnection', arguments, PROPERTIES);
    super(scope, id);
    recordSource(this);
    const where = this.node.path;
    const ports = props.ports && [...props.ports];
    if (props.metadata?.name !== undefined) {
      refuse(where, '`metadata.name` would name two policies alike',
        'give each its own: `egressMetadata: { name: ... }` and `ingressMetadata: { name: ... }`');
    }
    const { source, destination } = connectionEnds(this, props);

    this.egressPolicies = source.namespaces.map(namespace => writePolicy(this, childId('Egress', source.namespaces, namespace), {
      where,
      namespace,
      subject: source.pods,
      rules: { egress: [{ peers: [destination.pods], ports }] },
    }, merged(where, namespace, props, 'egressMetadata')));

    this.ingressPolicies = destination.namespaces.map(namespace => writePolicy(this, childId('Ingress', destination.namespaces, namespace), {
      where,
      namespace,
      subject: destination.pods,
      rules: { ingress: [{ peers: [source.pods], ports }] },
    }, merged(where, namespace, props, 'ingressMetadata')));
  }
}

function childId(
  direction: string, namespaces: readonly (string | undefined)[], namespace: string | undefined,
): string {
  return namespaces.length === 1 ? direction : `${direction}-${namespace}`;
}

function merged(
  where: string,
  namespace: string | undefined,
  props: AllowConnectionProps,
  side: 'egressMetadata' | 'ingressMetadata',
): ApiObjectMetadata {
  const common = props.metadata;
  const own = props[side];
  if (own?.namespace === '') {
    checkNamespaceName(where, own.namespace);
  }
  if (own?.namespace !== undefined && own.namespace !== namespace) {
    refuse(where, `\`${side}.namespace\` is \`${own.namespace}\`, but ${namespace === undefined ? 'no namespace is known for' : `\`${namespace}\` is the namespace of`} those pods`,
      `leave it out, and say where the pods are: \`.inNamespace('${own.namespace}')\``);
  }
  const labels = { ...common?.labels, ...own?.labels };
  const annotations = { ...common?.annotations, ...own?.annotations };
  return {
    ...common,
    ...own,
    ...(common?.labels || own?.labels ? { labels } : {}),
    ...(common?.annotations || own?.annotations ? { annotations } : {}),
  };
}
