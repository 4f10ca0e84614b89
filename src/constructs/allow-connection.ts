import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { checkSeveralPods, ConnectionEnd, connectionEnds } from './connection-ends';
import { NETWORK_POLICY_PROPERTIES, NetworkPolicyProps } from './network-policy-props';
import { writePolicy } from './policy';
import { checkArguments } from '../values/arguments';
import { checkPods, checkPorts } from '../values/given';
import { checkNamespaceName } from '../values/labels/label-syntax';
import { checkPolicyMetadata } from '../values/metadata/check-metadata';
import { Pods } from '../values/peers/pods';
import { RuleDraft } from '../values/policy-spec';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';
import { recordSource } from '../values/source-location';

/**
 * Properties of `AllowConnection`.
 */
export interface AllowConnectionProps extends NetworkPolicyProps {
  /**
   * The pods that open the connection. They are isolated for egress from everything that no policy allows.
   *
   * @default - there are several: `sources`
   */
  readonly source?: Pods;

  /**
   * The same where there are several choices of pods. Each of them may connect to every destination.
   *
   * @default - there is one: `source`
   */
  readonly sources?: Pods[];

  /**
   * The pods that accept the connection. They are isolated for ingress from everything that no policy allows.
   *
   * @default - there are several: `destinations`
   */
  readonly destination?: Pods;

  /**
   * The same where there are several choices of pods.
   *
   * @default - there is one: `destination`
   */
  readonly destinations?: Pods[];

  /**
   * The ports of the destinations.
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
  source: optional(checkPods),
  sources: optional(checkSeveralPods),
  destination: optional(checkPods),
  destinations: optional(checkSeveralPods),
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
 * `namespace`, or the chart's. Pods in several named namespaces get one policy in each, and so does each of several sources
 * and destinations.
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
 *   new AllowConnection(this, 'ToTheLedger', {
 *     sources: [Pods.of(web), Pods.labeled({ app: 'reports' })],
 *     destination: Pods.labeled({ app: 'ledger' }).inNamespace('bank'),
 *     ports: [Port.HTTPS],
 *   });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export class AllowConnection extends Construct {
  /** The policies that let the sources connect, one for each source and each of its namespaces. */
  public readonly egressPolicies: ApiObject[];

  /** The policies that let the destinations be connected to, one for each destination and each of its namespaces. */
  public readonly ingressPolicies: ApiObject[];

  /**
   * Allows a connection on both of its sides.
   *
   * @throws Error when an end is missing or given twice, when a list is empty or holds what is none, when a side is in
   * namespaces that are not named, so that no policy can be written there, when metadata would name two policies alike, or
   * outside of a chart
   */
  constructor(scope: Construct, id: string, props: AllowConnectionProps) {
    checkArguments('AllowConnection', arguments, PROPERTIES);
    super(scope, id);
    recordSource(this);
    const where = this.node.path;
    const given: AllowConnectionProps = props ?? {};
    const ports = given.ports && [...given.ports];
    if (given.metadata?.name !== undefined) {
      refuse(where, '`metadata.name` would name two policies alike',
        'give each its own: `egressMetadata: { name: ... }` and `ingressMetadata: { name: ... }`');
    }
    const { sources, destinations } = connectionEnds(this, given);
    const podsOf = (ends: readonly ConnectionEnd[]) => ends.map(({ pods }) => pods);
    this.egressPolicies = this.write(given, 'egress', sources, { peers: podsOf(destinations), ports });
    this.ingressPolicies = this.write(given, 'ingress', destinations, { peers: podsOf(sources), ports });
  }

  /** One policy for the pods of each end in each of their namespaces. */
  private write(
    props: AllowConnectionProps, side: Side, ends: readonly ConnectionEnd[], rule: RuleDraft,
  ): ApiObject[] {
    const where = this.node.path;
    refuseSharedName(where, ends, side, props[`${side}Metadata`]?.name);
    return ends.flatMap(({ pods: subject, namespaces }) => namespaces.map(namespace => writePolicy(
      this,
      [IDS[side], ...ends.length === 1 ? [] : [subject], ...namespaces.length === 1 ? [] : [namespace]].join('-'),
      { where, namespace, subject, rules: { [side]: [rule] } },
      merged(where, namespace, props, `${side}Metadata`),
    )));
  }
}

/** The side that a policy of the connection is for. */
type Side = 'egress' | 'ingress';

const IDS: Readonly<Record<Side, string>> = { egress: 'Egress', ingress: 'Ingress' };

/** Two policies of one namespace cannot have one name. */
function refuseSharedName(where: string, ends: readonly ConnectionEnd[], side: Side, name: string | undefined): void {
  const namespaces = ends.flatMap(end => end.namespaces);
  if (name !== undefined && new Set(namespaces).size < namespaces.length) {
    refuse(where, `\`${side}Metadata.name\` would name ${namespaces.length} policies alike`,
      'leave it out, or write a connection for each of them');
  }
}

function merged(
  where: string,
  namespace: string | undefined,
  props: AllowConnectionProps,
  side: 'egressMetadata' | 'ingressMetadata',
): ApiObjectMetadata | undefined {
  const common = props.metadata;
  const own = props[side];
  if (common === undefined && own === undefined) {
    return undefined;
  }
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
