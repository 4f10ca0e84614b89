import { mayMeanUnseenPods } from './unseen-pods';
import { PodsPeer } from '../../model/peer';
import { DIRECTIONS, Policy, Rule, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { appliesTo, isInScope, selectsPods } from '../../semantics/match';
import { possiblePeers, possibleSubjects } from '../../semantics/selected';

/** A rule that admits to pods of the input, and the pods on whose ports it counts. */
export interface DestinedRule {
  readonly policy: Policy;
  readonly direction: TrafficDirection;
  readonly rule: Rule;
  /** Those that it certainly means; at least one. */
  readonly certain: readonly Workload[];
  /** These, and those that it perhaps means. */
  readonly possible: readonly Workload[];
}

/**
 * Rules of NetworkPolicies whose destinations are known: the subject's own pods for ingress, the peers for egress. A rule
 * is left out that means something else too, such as addresses, pods that the input certainly does not have, or whole
 * namespaces, of which the input mostly has a part: then its ports may be for those.
 */
export function destinedRules(snapshot: Snapshot, isOfInterest: (rule: Rule) => boolean): DestinedRule[] {
  return snapshot.policies.filter(({ tier }) => tier === 'normal').flatMap(policy => DIRECTIONS.flatMap(direction => {
    const rules = (policy[direction]?.rules ?? []).filter(rule => rule.effect === 'allow' && !rule.isOpen && isOfInterest(rule));
    return rules.length === 0 ? []
      : direction === 'ingress' ? ingressRules(snapshot, policy, rules) : egressRules(snapshot, policy, rules);
  }));
}

function ingressRules(snapshot: Snapshot, policy: Policy, rules: readonly Rule[]): DestinedRule[] {
  const { namespaces, pods } = policy.subject;
  const possible = onPodNetwork(possibleSubjects(snapshot, policy));
  const certain = possible.filter(pod => appliesTo(snapshot, policy, pod) === 'yes');
  if (certain.length === 0 || mayMeanUnseenPods(snapshot, pods, other => isInScope(snapshot, namespaces, other) !== 'no')) {
    return [];
  }
  return rules.map(rule => ({ policy, direction: 'ingress', rule, certain, possible }));
}

function egressRules(snapshot: Snapshot, policy: Policy, rules: readonly Rule[]): DestinedRule[] {
  return rules.flatMap((rule): DestinedRule[] => {
    const peers = rule.peers.filter(namesPods);
    if (peers.length === 0 || peers.length < rule.peers.length || peers.some(peer => mayBeUnseen(snapshot, peer))) {
      return [];
    }
    const possible = peers.map(peer => onPodNetwork(possiblePeers(snapshot, peer)));
    const certain = possible.map((pods, index) => pods.filter(pod => selectsPods(snapshot, peers[index], pod) === 'yes'));
    return certain.some(pods => pods.length === 0) ? []
      : [{ policy, direction: 'egress', rule, certain: unique(certain), possible: unique(possible) }];
  });
}

function mayBeUnseen(snapshot: Snapshot, { pods, namespaces }: PodsPeer): boolean {
  return mayMeanUnseenPods(snapshot, pods, other => isInScope(snapshot, namespaces, other) !== 'no');
}

function namesPods(peer: Rule['peers'][number]): peer is PodsPeer {
  return peer.kind === 'pods' && peer.pods.requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
}

/** Policies may not hold for pods that share the network of their node. */
function onPodNetwork(workloads: readonly Workload[]): Workload[] {
  return workloads.filter(({ hostNetwork }) => !hostNetwork);
}

function unique(groups: readonly (readonly Workload[])[]): readonly Workload[] {
  return groups.length === 1 ? groups[0] : [...new Set(groups.flat())];
}

/**
 * Whether its pods may have containers, and so ports, that the input does not show: whoever may add labels to them, such
 * as the injector of a mesh, may add those too.
 */
export function mayHaveMorePorts({ labels: { open, uncertain } }: Workload): boolean {
  return open !== undefined || [...uncertain.values()].some(({ isAdded }) => isAdded === true);
}
