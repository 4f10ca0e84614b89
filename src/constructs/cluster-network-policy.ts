import { Construct } from 'constructs';
import { ClusterPolicyConstruct } from './cluster-policy';
import { checkPriority, checkSubject, CLUSTER_POLICY_PROPERTIES, ClusterPolicyProps } from './cluster-policy-props';
import { checkArguments } from '../values/arguments';
import { checkRules } from '../values/cluster-rules/check-rule';
import { placed } from '../values/cluster-rules/cluster-policy-spec';
import { ClusterRule } from '../values/cluster-rules/cluster-rule';
import { PolicyTier } from '../values/cluster-rules/policy-tier';
import { memberOf } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';

/**
 * Properties of `ClusterNetworkPolicy`.
 */
export interface ClusterNetworkPolicyProps extends ClusterPolicyProps {
  /** Whether the policy is asked before the NetworkPolicies of the namespaces, or after them. */
  readonly tier: PolicyTier;

  /**
   * When the policy is asked among those of its tier, 0 to 1000: the lowest number first. Which of two policies with the
   * same number decides a connection that both match, nobody can know.
   */
  readonly priority: number;

  /**
   * The pods whose connections the rules decide: `Pods` that say in which namespaces they are, or `Namespaces`. Pods on
   * the host network are never among them.
   */
  readonly subject: IPeer;

  /**
   * The rules for connections to the subject, at most 25. The first that matches decides.
   *
   * @default - connections to the subject are left to other policies
   */
  readonly ingress?: ClusterRule[];

  /**
   * The rules for connections from the subject, at most 25. The first that matches decides.
   *
   * @default - connections from the subject are left to other policies
   */
  readonly egress?: ClusterRule[];
}

const PROPERTIES: Properties<ClusterNetworkPolicyProps> = {
  ...CLUSTER_POLICY_PROPERTIES,
  tier: memberOf(PolicyTier, 'write `PolicyTier.ADMIN` or `PolicyTier.BASELINE`'),
  priority: checkPriority,
  subject: checkSubject,
  ingress: optional(checkRules),
  egress: optional(checkRules),
};

/**
 * A policy of the whole cluster, whose rules accept connections, deny them or pass them on.
 *
 * Unlike a NetworkPolicy it isolates nobody: a connection that no rule matches is left to the policies that are asked
 * later. `DenyClusterWide` and `BaselineDeny` write the two that most people want. Not every network driver knows the kind
 * (`policy.networking.k8s.io/v1alpha2`), and where its definition is not installed the API server refuses it.
 *
 * @example
 *
 *   new ClusterNetworkPolicy(this, 'Payment', {
 *     tier: PolicyTier.ADMIN,
 *     priority: 20,
 *     subject: Pods.labeled({ app: 'payment' }).inNamespacesLabeled({ tenant: 'shop' }),
 *     ingress: [
 *       ClusterRule.pass({ peers: [Namespaces.labeled({ tenant: 'shop' })], ports: [Port.HTTPS] }),
 *       ClusterRule.deny({ peers: [Namespaces.all()], name: 'strangers' }),
 *     ],
 *   });
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export class ClusterNetworkPolicy extends ClusterPolicyConstruct {
  /**
   * Writes a policy of the whole cluster.
   *
   * @throws Error when `tier`, `priority` or `subject` is missing or none, when there is no rule, a list of rules is empty
   * or longer than 25, when an ingress rule names a `Cidr`, `Nodes` or `DomainNames`, when pods do not say in which
   * namespaces they are, when the metadata has a namespace, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: ClusterNetworkPolicyProps) {
    checkArguments('ClusterNetworkPolicy', arguments, PROPERTIES);
    const { metadata, tier, priority, subject, ingress = [], egress = [] } = props;
    super(scope, id, metadata, {
      tier, priority, subject, ingress: placed('ingress', ingress), egress: placed('egress', egress),
    });
    if (ingress.length === 0 && egress.length === 0) {
      refuse(this.node.path, 'there is no rule, so that it would have no effect',
        'write `ingress` or `egress`: `egress: [ClusterRule.deny({ peers: [...] })]`');
    }
  }
}
