import { k8s } from 'cdk8s-plus-29';
import { Direction } from './direction';
import { toKubeSelector } from './labels/kube-selector';
import { LabelSelectorConfig } from './labels/label-query';
import { selectsEverything } from './labels/label-selector';
import { NAME_LABEL } from './peers/namespace-scope';
import { IPeer, PeerConfig } from './peers/peer';
import { configsOf } from './peers/peer-config';
import { Pods } from './peers/pods';
import { Port } from './ports/port';
import { refuse } from './refuse';
import { shown } from './shown';

/** In place of a list of peers: everybody, which nobody may come to say by leaving something out. */
export const EVERYBODY = 'everybody';

/** What a rule admits: any of the peers on any of the ports. Without ports it admits every port. */
export interface RuleDraft {
  readonly peers: readonly IPeer[] | typeof EVERYBODY;
  readonly ports?: readonly Port[];
}

/** One policy before it is a manifest. */
export interface PolicyDraft {
  /** The path of the construct, for messages. */
  readonly where: string;
  readonly namespace: string | undefined;
  readonly subject: Pods;
  readonly rules: DirectedRules;
}

/** What is admitted in each direction; nothing by an empty list. The subject is isolated in the directions that are there. */
export interface DirectedRules {
  readonly ingress?: readonly RuleDraft[];
  readonly egress?: readonly RuleDraft[];
}

/** The same rules in each direction that is meant. */
export function directed(direction: Direction, rules: readonly RuleDraft[]): DirectedRules {
  return {
    ...(direction === Direction.EGRESS ? {} : { ingress: rules }),
    ...(direction === Direction.INGRESS ? {} : { egress: rules }),
  };
}

/** The manifest's spec, with no field that says nothing. */
export function specOf(policy: PolicyDraft): k8s.NetworkPolicySpec {
  const { where, subject, rules: { ingress, egress } } = policy;
  const itemsOf = (rules: readonly RuleDraft[], side: 'from' | 'to') => rules.map(rule => toKubeRule(policy, rule, side));
  return {
    podSelector: toKubeSelector(where, subject._selector()),
    policyTypes: [...(ingress ? [Direction.INGRESS] : []), ...(egress ? [Direction.EGRESS] : [])],
    ...(ingress && ingress.length > 0 ? { ingress: itemsOf(ingress, 'from') } : {}),
    ...(egress && egress.length > 0 ? { egress: itemsOf(egress, 'to') } : {}),
  };
}

function toKubeRule(policy: PolicyDraft, rule: RuleDraft, side: 'from' | 'to'): object {
  const peers = allPeers(policy, rule);
  return { ...(peers && { [side]: peers }), ...(rule.ports && { ports: rule.ports.map(toKubePort) }) };
}

/** The peers of a rule, or undefined for everybody, which Kubernetes reads from an empty list as well. */
function allPeers(policy: PolicyDraft, { peers }: RuleDraft): k8s.NetworkPolicyPeer[] | undefined {
  if (peers === EVERYBODY) {
    return undefined;
  }
  const found = peers.flatMap(peer => toKubePeers(policy, peer));
  if (found.length === 0) {
    refuse(policy.where, `${peers.map(shown).join(', ')} is nobody, which Kubernetes would read as everybody`, 'name the peers');
  }
  return found;
}

function toKubePeers(policy: PolicyDraft, peer: IPeer): k8s.NetworkPolicyPeer[] {
  return configsOf(policy.where, peer).flatMap(config => toKubePeersOf(policy, peer, config));
}

function toKubePeersOf({ where, namespace }: PolicyDraft, peer: IPeer, config: PeerConfig): k8s.NetworkPolicyPeer[] {
  const { podSelector, namespaceSelector, ipBlocks, nodeSelector, domainNames } = config;
  if (nodeSelector !== undefined || domainNames !== undefined) {
    refuse(where, `${shown(peer)} is ${nodeSelector === undefined ? 'domain names' : 'nodes'}, which a NetworkPolicy cannot name`,
      'name them in a `ClusterRule` of a `ClusterNetworkPolicy`');
  }
  if (podSelector === undefined && namespaceSelector === undefined && ipBlocks === undefined) {
    refuse(where, `${shown(peer)} is neither pods nor addresses`, 'give its configuration a selector or blocks of addresses');
  }
  if (ipBlocks !== undefined) {
    return ipBlocks.map(({ cidr, exceptCidrs }) => (
      { ipBlock: { cidr, ...(exceptCidrs.length > 0 ? { except: [...exceptCidrs] } : {}) } }
    ));
  }
  // Pods of the policy's own namespace need no namespace selector, and all pods of other namespaces no pod selector.
  const isHome = podSelector !== undefined && isNameOf(namespaceSelector, namespace);
  const isNamespaceEnough = namespaceSelector !== undefined && !isHome;
  const needsPods = podSelector !== undefined && !(isNamespaceEnough && selectsEverything(podSelector));
  return [{
    ...(namespaceSelector && !isHome ? { namespaceSelector: toKubeSelector(where, namespaceSelector) } : {}),
    ...(needsPods ? { podSelector: toKubeSelector(where, podSelector) } : {}),
  }];
}

function isNameOf(selector: LabelSelectorConfig | undefined, namespace: string | undefined): boolean {
  return selector !== undefined
    && namespace !== undefined
    && selector.matchExpressions.length === 0
    && Object.keys(selector.matchLabels).length === 1
    && selector.matchLabels[NAME_LABEL] === namespace;
}

function toKubePort({ protocol, first, last, name }: Port): k8s.NetworkPolicyPort {
  if (name !== undefined) {
    return { protocol, port: k8s.IntOrString.fromString(name) };
  }
  // Every port of a protocol is the protocol alone: the API server rejects a range that begins at 0.
  return {
    protocol,
    ...(first !== undefined ? { port: k8s.IntOrString.fromNumber(first) } : {}),
    ...(last !== first ? { endPort: last } : {}),
  };
}
