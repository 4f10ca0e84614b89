import { checkClusterPorts, checkRuleName, checkRulePeers } from './check-rule';
import { checkClusterRule, ClusterRuleDraft, RuleAction } from './rule-draft';
import { IPeer } from '../peers/peer';
import { Port } from '../ports/port';
import { checkProperties, optional, Properties, refuseSurplus } from '../properties';
import { shown, valueText } from '../shown';

/**
 * Which connections a rule decides.
 */
export interface ClusterRuleProps {
  /**
   * The other ends of the connections: `Pods` that say in which namespaces they are, `Namespaces`, and in an egress rule
   * also a `Cidr` without exceptions, `Nodes` or `DomainNames`. At least one and at most 25; any of them will do.
   *
   * `Pods` and `Namespaces` are no pods on the host network. A `Cidr` is whatever has such an address, pods and nodes
   * too: a rule that denies `0.0.0.0/0` denies connections between pods.
   */
  readonly peers: IPeer[];

  /**
   * The ports, on whichever pod receives the connection; at most 25. A name is the port that the receiving pod calls so,
   * whatever its protocol, and cannot stand beside a `Cidr`, `Nodes` or `DomainNames`, which name no ports.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];

  /**
   * What messages and logs call the rule; at most 100 characters.
   *
   * @default - no name
   */
  readonly name?: string;
}

const PROPERTIES: Properties<ClusterRuleProps> = {
  peers: checkRulePeers,
  ports: optional(checkClusterPorts),
  name: optional(checkRuleName),
};

/**
 * A rule of a `ClusterNetworkPolicy`. Rules are asked in their order, and the first that matches a connection decides.
 * Replies to an accepted connection always pass.
 *
 * @example
 *
 *   new ClusterNetworkPolicy(this, 'Monitoring', {
 *     tier: PolicyTier.ADMIN,
 *     priority: 10,
 *     subject: Namespaces.all(),
 *     ingress: [ClusterRule.accept({ peers: [Namespaces.named('monitoring')], ports: [Port.named('metrics')] })],
 *   });
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/
 */
export class ClusterRule {
  /**
   * The connections are accepted on this side, and nothing else is asked. The other end decides for itself.
   *
   * @param props the connections
   * @throws Error when `peers` or `ports` is missing, empty, longer than 25 or holds what is none, when pods do not say
   * where they are, when a `Cidr` has exceptions, when a port is named beside what names no ports, or when the name is
   * longer than 100 characters
   */
  public static accept(props: ClusterRuleProps): ClusterRule {
    return ClusterRule.made('accept', 'Accept', arguments, props);
  }

  /**
   * The connections are denied, and nothing else is asked.
   *
   * @param props the connections
   * @throws Error as `accept`, and when a peer is domain names
   */
  public static deny(props: ClusterRuleProps): ClusterRule {
    return ClusterRule.made('deny', 'Deny', arguments, props);
  }

  /**
   * No further rule of this tier is asked, of no other policy either: the next tier decides. From the Admin tier that is
   * the NetworkPolicies of the namespaces, from the Baseline tier that everything is accepted.
   *
   * @param props the connections
   * @throws Error as `accept`, and when a peer is domain names
   */
  public static pass(props: ClusterRuleProps): ClusterRule {
    return ClusterRule.made('pass', 'Pass', arguments, props);
  }

  private static made(
    factory: string, action: RuleAction, given: ArrayLike<unknown>, props: ClusterRuleProps,
  ): ClusterRule {
    const called = `ClusterRule.${factory}`;
    checkProperties(called, 'props', props, PROPERTIES);
    const where = props.name === undefined ? called : `${called}({ name: ${valueText(props.name)}, ... })`;
    refuseSurplus(where, given, 1, 'write everything into one object');
    const { name, peers, ports } = props;
    const draft: ClusterRuleDraft = { name, action, peers: [...peers], ports: ports && [...ports] };
    checkClusterRule({ where, peersField: 'peers' }, draft);
    return new ClusterRule(draft);
  }

  /** @internal */
  public readonly _draft: ClusterRuleDraft;

  private constructor(draft: ClusterRuleDraft) {
    this._draft = draft;
  }

  /** The rule in words: `Deny 169.254.169.254/32 on TCP 80`. */
  public toString(): string {
    const { action, peers, ports } = this._draft;
    return `${action} ${peers.map(peer => shown(peer).replace(/`/g, '')).join(', ')}${ports === undefined ? '' : ` on ${ports.join(', ')}`}`;
  }
}
