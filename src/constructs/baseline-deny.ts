import { Construct } from 'constructs';
import { ClusterPolicyConstruct } from './cluster-policy';
import {
  checkPriority, checkSubject, CLUSTER_POLICY_PROPERTIES, ClusterPolicyProps, LAST_PRIORITY,
} from './cluster-policy-props';
import { checkArguments } from '../values/arguments';
import { checkRules } from '../values/cluster-rules/check-rule';
import { placed, GivenRule } from '../values/cluster-rules/cluster-policy-spec';
import { ClusterRule } from '../values/cluster-rules/cluster-rule';
import { PolicyTier } from '../values/cluster-rules/policy-tier';
import { Direction } from '../values/direction';
import { checkBoolean, checkDirection } from '../values/given';
import { LabelExpression } from '../values/labels/label-expression';
import { Cidr } from '../values/peers/cidr';
import { NAME_LABEL } from '../values/peers/namespace-scope';
import { Namespaces } from '../values/peers/namespaces';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { Port } from '../values/ports/port';
import { optional, Properties } from '../values/properties';
import { refuse } from '../values/refuse';

const SYSTEM_NAMESPACE = 'kube-system';

/**
 * Properties of `BaselineDeny`.
 */
export interface BaselineDenyProps extends ClusterPolicyProps {
  /**
   * The pods that are closed: `Pods` that say in which namespaces they are, or `Namespaces`. Pods on the host network are
   * never among them.
   *
   * @default - every pod outside of `kube-system`, where nobody writes policies, and where names are resolved for all
   */
  readonly subject?: IPeer;

  /**
   * Which connections are denied: those to the subject, those from it, or both.
   *
   * @default Direction.BOTH
   */
  readonly direction?: Direction;

  /**
   * Whether the pods may look up names nevertheless: on port 53 of the pods `k8s-app=kube-dns` in `kube-system`. Where
   * names are resolved elsewhere, write a rule for it into `egress`.
   *
   * @default true
   */
  readonly allowDns?: boolean;

  /**
   * Rules for connections to the subject, which are asked before all of them are denied.
   *
   * @default - there are none
   */
  readonly ingress?: ClusterRule[];

  /**
   * Rules for connections from the subject, which are asked before all of them are denied.
   *
   * @default - there are none but that for names
   */
  readonly egress?: ClusterRule[];

  /**
   * When the policy is asked among those of the Baseline tier, 0 to 1000: the lowest number first.
   *
   * @default 1000
   */
  readonly priority?: number;
}

const PROPERTIES: Properties<BaselineDenyProps> = {
  ...CLUSTER_POLICY_PROPERTIES,
  subject: optional(checkSubject),
  direction: optional(checkDirection),
  allowDns: optional(checkBoolean),
  ingress: optional(checkRules),
  egress: optional(checkRules),
  priority: optional(checkPriority),
};

/**
 * Denies what nobody has thought of: the connections of pods that no NetworkPolicy selects.
 *
 * It is asked for each direction by itself, after the NetworkPolicies. One that selects a pod for ingress takes its place
 * for all connections to that pod, and so does one for egress for those from it. So a namespace opens what it needs by
 * policies of its own.
 *
 * - Ingress rules can name no addresses: connections from outside the cluster, from nodes and from pods on the host
 *   network stay open until a NetworkPolicy selects the pod.
 * - Egress is closed to pods and to every address: names are resolved (`allowDns`), but the API server is not reached.
 * - Every namespace but `kube-system` is closed, those of operators and controllers too: give them policies, or leave them
 *   out by `subject`.
 *
 * @example
 *
 *   new BaselineDeny(this, 'Baseline', {
 *     subject: Namespaces.labeled({ 'example.com/tenant': 'true' }),
 *     ingress: [ClusterRule.accept({ peers: [Namespaces.named('monitoring')], ports: [Port.named('metrics')] })],
 *   });
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export class BaselineDeny extends ClusterPolicyConstruct {
  /**
   * Denies the connections of pods that no NetworkPolicy selects.
   *
   * @throws Error when a property is none, when rules are given for a direction that is not denied, when there are more
   * than 25 rules in one direction with those that this adds, when pods do not say in which namespaces they are, when the
   * metadata has a namespace, or outside of a chart
   */
  constructor(scope: Construct, id: string, props: BaselineDenyProps = {}) {
    checkArguments('BaselineDeny', arguments, PROPERTIES);
    const { metadata, direction = Direction.BOTH, priority = LAST_PRIORITY, subject = outsideOfSystem() } = props;
    const { ingress, egress, allowDns = true } = props;
    super(scope, id, metadata, {
      tier: PolicyTier.BASELINE,
      priority,
      subject,
      ingress: direction === Direction.EGRESS ? [] : [...placed('ingress', ingress), deniedIngress()],
      egress: direction === Direction.INGRESS ? []
        : [...placed('egress', egress), ...allowDns ? [namesResolved()] : [], deniedEgress()],
    });
    refuseUnreadRules(this.node.path, props, direction);
  }
}

function outsideOfSystem(): Namespaces {
  return Namespaces.matching({ expressions: [LabelExpression.notIn(NAME_LABEL, [SYSTEM_NAMESPACE])] });
}

function namesResolved(): GivenRule {
  const dns = Pods.labeled({ 'k8s-app': 'kube-dns' }).inNamespace(SYSTEM_NAMESPACE);
  return { rule: { name: 'names', action: 'Accept', peers: [dns], ports: [Port.DNS_UDP, Port.DNS_TCP] }, peersField: 'peers' };
}

function deniedIngress(): GivenRule {
  return { rule: { name: 'denied', action: 'Deny', peers: [Namespaces.all()] }, peersField: 'peers' };
}

/** By both, because not every network driver finds pods by their addresses. */
function deniedEgress(): GivenRule {
  return { rule: { name: 'denied', action: 'Deny', peers: [Namespaces.all(), Cidr.internet()] }, peersField: 'peers' };
}

/** Rules for a direction that is not denied would do nothing but what happens anyway, or deny what nobody asked for. */
function refuseUnreadRules(where: string, { ingress, egress }: BaselineDenyProps, direction: Direction): void {
  const [unread, way] = direction === Direction.EGRESS ? [ingress, 'ingress'] : [egress, 'egress'];
  if (direction !== Direction.BOTH && unread !== undefined) {
    refuse(where, `\`${way}\` has rules, but \`direction\` is ${direction}, so that nobody would read them`,
      `leave \`${way}\` out, or write \`Direction.BOTH\``);
  }
}
