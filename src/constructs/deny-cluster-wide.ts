import { Construct } from 'constructs';
import { ClusterPolicyConstruct } from './cluster-policy';
import { checkPriority, checkSubject, CLUSTER_POLICY_PROPERTIES, ClusterPolicyProps } from './cluster-policy-props';
import { checkArguments } from '../values/arguments';
import { checkClusterPorts, checkRulePeers } from '../values/cluster-rules/check-rule';
import { GivenRule } from '../values/cluster-rules/cluster-policy-spec';
import { PolicyTier } from '../values/cluster-rules/policy-tier';
import { Direction } from '../values/direction';
import { checkDirection } from '../values/given';
import { Namespaces } from '../values/peers/namespaces';
import { IPeer } from '../values/peers/peer';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';

/**
 * Properties of `DenyClusterWide`.
 */
export interface DenyClusterWideProps extends ClusterPolicyProps {
  /**
   * The other ends, with which no connection is possible: `Pods` that say in which namespaces they are, `Namespaces`, and
   * for `Direction.EGRESS` also a `Cidr` without exceptions, or `Nodes`. At least one and at most 25.
   */
  readonly peers: IPeer[];

  /** Which connections are denied: those to the subject, those from it, or both. */
  readonly direction: Direction;

  /**
   * When the policy is asked among those of the Admin tier, 0 to 1000: the lowest number first. Give each its own: which
   * of two policies with the same number decides a connection that both match, nobody can know.
   */
  readonly priority: number;

  /**
   * The pods that the connections are denied for: `Pods` that say in which namespaces they are, or `Namespaces`. Pods on
   * the host network are never among them.
   *
   * @default - every pod of the cluster: `Namespaces.all()`
   */
  readonly subject?: IPeer;

  /**
   * The ports, on whichever pod receives the connection; at most 25. See `ClusterRuleProps` about names.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * Peers for which nothing is denied, on these ports: the NetworkPolicies of the namespaces decide about them. No policy of
   * the Admin tier with a higher `priority` is asked about them, so a stricter one needs a lower number.
   *
   * @default - there is no exception
   */
  readonly exceptPeers?: IPeer[];
}

const PROPERTIES: Properties<DenyClusterWideProps> = {
  ...CLUSTER_POLICY_PROPERTIES,
  peers: checkRulePeers,
  direction: checkDirection,
  priority: checkPriority,
  subject: optional(checkSubject),
  ports: optional(checkClusterPorts),
  exceptPeers: optional(checkRulePeers),
};

/**
 * Denies connections in the whole cluster, and no NetworkPolicy of any namespace can allow them.
 *
 * What is not denied is left to other policies. Some care is needed:
 *
 * - A `Cidr` is whatever has such an address. Denying `Cidr.internet()` denies every connection between pods as well,
 *   unless `exceptPeers` has `Namespaces.all()`; and the API server and other nodes, unless it has their addresses.
 * - Connections from outside the cluster, from nodes and from pods on the host network are from no peer that an ingress
 *   rule can name, so `Direction.INGRESS` never denies them: NetworkPolicies do.
 * - A policy of the Admin tier with a lower `priority` goes before this one.
 *
 * @example
 *
 *   // Nobody reads the credentials of the node.
 *   new DenyClusterWide(this, 'NoMetadata', {
 *     peers: [Cidr.of('169.254.169.254/32')],
 *     direction: Direction.EGRESS,
 *     priority: 10,
 *   });
 *
 *   // Nobody reaches the databases, except for the shop, whose and whose database's policies have the last word.
 *   new DenyClusterWide(this, 'Databases', {
 *     subject: Namespaces.named('databases'),
 *     peers: [Namespaces.all()],
 *     exceptPeers: [Namespaces.named('databases', 'shop')],
 *     direction: Direction.INGRESS,
 *     priority: 20,
 *   });
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export class DenyClusterWide extends ClusterPolicyConstruct {
  /**
   * Denies connections in the whole cluster.
   *
   * @throws Error when `peers`, `direction` or `priority` is missing or none, when a list is empty or longer than 25, when
   * a `Cidr` has exceptions or is the source of connections to the subject, when pods do not say in which namespaces they
   * are, when the metadata has a namespace, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: DenyClusterWideProps) {
    checkArguments('DenyClusterWide', arguments, PROPERTIES);
    const { metadata, priority, direction, subject = Namespaces.all() } = props;
    const rules = rulesOf(props);
    super(scope, id, metadata, {
      tier: PolicyTier.ADMIN,
      priority,
      subject,
      ingress: direction === Direction.EGRESS ? [] : rules,
      egress: direction === Direction.INGRESS ? [] : rules,
    });
  }
}

/** The exceptions are on the same ports, because on others a Pass would take the connection from later guardrails. */
function rulesOf({ peers, exceptPeers, ports: given }: DenyClusterWideProps): GivenRule[] {
  const ports = given && [...given];
  const denied: GivenRule = { rule: { name: 'denied', action: 'Deny', peers: [...peers], ports }, peersField: 'peers' };
  return exceptPeers === undefined ? [denied]
    : [{ rule: { name: 'exceptions', action: 'Pass', peers: [...exceptPeers], ports }, peersField: 'exceptPeers' }, denied];
}
