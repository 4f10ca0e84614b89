import { compareNamespaces } from './compare-namespaces';
import { failingRequirement } from './compare-selector';
import { confusedWith } from './confused-items';
import { podsElsewhere } from './pods-elsewhere';
import { unpassedLabels } from './unpassed-labels';
import { mayMeanUnplaced } from './unplaced';
import { areMadeOnDemand, mayMeanUnseenPods } from './unseen-pods';
import { unstableIn } from './unstable-labels';
import { NamespaceScope, PodsPeer } from '../../model/peer';
import { DIRECTIONS, Policy, Rule, TrafficDirection } from '../../model/policy';
import { Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { isInScope } from '../../semantics/match';
import { possiblePeers, possibleSubjects, workloadsInScope } from '../../semantics/selected';

/** A peer of a policy, and where it stands. */
export interface PlacedPeer {
  readonly direction: TrafficDirection;
  readonly rule: Rule;
  readonly peer: PodsPeer;
}

/** The check that speaks about a selector that selects nothing: one mistake is one finding. */
export type Speaker = 'unstable-label' | 'label-on-the-object-not-its-template' | 'and-or-confusion' | 'wrong-namespace'
  | 'missing-namespace-label' | 'selects-nothing';

/** A selector of a policy that selects no pod of the input. */
export interface Unmatched {
  readonly policy: Policy;
  /** The peer that it is; absent for the pods that the policy is for. */
  readonly placed?: PlacedPeer;
  readonly namespaces: NamespaceScope;
  readonly pods: Selector;
  /** The pods of the namespaces that it looks in. */
  readonly inScope: readonly Workload[];
  readonly speaker: Speaker;
}

/** Several checks ask for them. The key is an interpretation of a snapshot, which is kept as long as that. */
const known = new WeakMap<Snapshot, readonly Unmatched[]>();

/** The selectors that select nothing and of which the named check speaks. */
export function unmatchedOf(snapshot: Snapshot, speaker: Speaker): readonly Unmatched[] {
  const all = known.get(snapshot) ?? findUnmatched(snapshot);
  known.set(snapshot, all);
  return all.filter(one => one.speaker === speaker);
}

function findUnmatched(snapshot: Snapshot): Unmatched[] {
  // Policies are often shipped apart from the workloads; then there is nothing to compare a selector with.
  return snapshot.workloads.length === 0 ? [] : snapshot.policies.flatMap(policy => [
    ...possibleSubjects(snapshot, policy).length > 0 ? [] : unmatched(snapshot, policy, policy.subject),
    ...peersOf(policy).filter(({ peer }) => possiblePeers(snapshot, peer).length === 0)
      .flatMap(placed => unmatched(snapshot, policy, placed.peer, placed)),
  ]);
}

/** The peers of a policy that are pods. */
export function peersOf(policy: Policy): PlacedPeer[] {
  return DIRECTIONS.flatMap(direction => (policy[direction]?.rules ?? []).flatMap(rule =>
    rule.peers.filter((peer): peer is PodsPeer => peer.kind === 'pods').map(peer => ({ direction, rule, peer }))));
}

function unmatched(
  snapshot: Snapshot, policy: Policy, { namespaces, pods }: Pick<PodsPeer, 'namespaces' | 'pods'>, placed?: PlacedPeer,
): Unmatched[] {
  if (areMadeOnDemand(pods) || mayMeanUnseenPods(snapshot, pods, namespace => isInScope(snapshot, namespaces, namespace) !== 'no')
    || mayMeanUnplaced(snapshot, policy, { namespaces, pods })) {
    return [];
  }
  const found = { policy, placed, namespaces, pods, inScope: workloadsInScope(snapshot, namespaces) };
  return [{ ...found, speaker: speakerFor(snapshot, found) }];
}

/** What is known best speaks. */
function speakerFor(
  snapshot: Snapshot, { policy, placed, namespaces, pods, inScope }: Omit<Unmatched, 'speaker'>,
): Speaker {
  const failing = failingRequirement(pods, inScope);
  const isUnstable = inScope.length > 0 && failing !== undefined
    && unstableIn({ requirements: [failing] }, () => inScope).length > 0;
  if (isUnstable) {
    return 'unstable-label';
  }
  if (unpassedLabels(pods, inScope).length > 0) {
    return 'label-on-the-object-not-its-template';
  }
  if (placed !== undefined && confusedWith(snapshot, policy, placed.rule, placed.peer) !== undefined) {
    return 'and-or-confusion';
  }
  if (looksInTheWrongPlace(snapshot, policy, placed, inScope)
    && podsElsewhere(snapshot, namespaces, pods) !== undefined) {
    return 'wrong-namespace';
  }
  const compared = inScope.length > 0 || namespaces.kind === 'named' ? undefined
    : compareNamespaces(snapshot, '', '', namespaces.selector, policy.namespace);
  return compared?.missingLabel === undefined ? 'selects-nothing' : 'missing-namespace-label';
}

/** Where the input has no pods of a namespace that it has, or that a peer names, they may well be somewhere else. */
function looksInTheWrongPlace(
  snapshot: Snapshot, { namespace }: Policy, placed: PlacedPeer | undefined, inScope: readonly Workload[],
): boolean {
  return inScope.length > 0 || (placed === undefined && namespace !== '' && isUnheardOf(snapshot, namespace));
}

/** Every cluster has it, and pods in it, whether the input has them or not. */
const NAMESPACE_OF_KUBERNETES = 'kube-system';

/** Whether nothing but policies stands in the namespace. */
export function isUnheardOf({ namespaces, unseenPods = [] }: Snapshot, name: string): boolean {
  return name !== NAMESPACE_OF_KUBERNETES && namespaces.get(name)?.implied !== false
    && !unseenPods.some(({ namespace }) => namespace === name);
}
