import { differences, Guise } from './guises';
import { isInScope } from './match';
import { World } from './world';
import { LabelFacts } from '../model/labels';
import { Peer, PodsPeer } from '../model/peer';
import { Policy, Subject } from '../model/policy';
import { openRequirements, Selector, selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Doubt } from '../model/trace';
import { Workload } from '../model/workload';

/** What would have to be known for a certain verdict, given worlds whose verdicts differ or are unknown. */
export function doubtsOf(
  snapshot: Snapshot, subject: Workload, policies: readonly Policy[], worlds: readonly World[],
): Doubt[] {
  const within = worlds.filter(({ verdict }) => verdict === 'unknown')
    .flatMap(world => doubtsWithin(snapshot, subject, policies, world));
  const pairs = worlds.flatMap(left => worlds.filter(right => left.verdict !== right.verdict)
    .map(right => differences(left.guise, right.guise)));
  // A pair of guises that differ in one respect shows that it matters. Where nothing is as clear as that, every
  // difference is named.
  const clear = pairs.filter(found => found.length === 1).flat();
  return [...new Set([...within, ...(within.length + clear.length > 0 ? clear : pairs.flat())])];
}

/** Why the verdict of one world is unknown, although the guise of the peer is fixed in it. */
function doubtsWithin(
  snapshot: Snapshot, subject: Workload, policies: readonly Policy[], { guise, answers }: World,
): Doubt[] {
  const found = answers.flatMap(({ policy, rule, applies, admits }): Doubt[] => [
    ...(applies === 'unknown' ? selectionDoubts(snapshot, policy.subject, subject) : []),
    ...(admits === 'unknown' ? rule.peers.flatMap(peer => doubtsAbout(snapshot, peer, guise)) : []),
  ]);
  // No rule is in doubt: a policy without rules perhaps applies.
  return found.length > 0 ? found : policies.flatMap(policy => selectionDoubts(snapshot, policy.subject, subject));
}

function doubtsAbout(snapshot: Snapshot, peer: Peer, { pod, isNode }: Guise): Doubt[] {
  if (peer.kind === 'outsiders') {
    return isNode && peer.nodes === 'unknown' ? ['node-identity'] : [];
  }
  return peer.kind !== 'pods' || pod === undefined ? [] : selectionDoubts(snapshot, peer, pod);
}

/** Why it is open whether the peer or subject selects the pod. */
function selectionDoubts(snapshot: Snapshot, { namespaces, pods }: PodsPeer | Subject, pod: Workload): Doubt[] {
  return [
    ...(isInScope(snapshot, namespaces, pod.namespace) === 'unknown' ? ['namespace-labels' as const] : []),
    ...(selects(pods, pod.labels) === 'unknown' ? labelDoubts(pods, pod.labels) : []),
  ];
}

/** Who would have to be asked about the labels that leave it open whether the selector selects the pod. */
function labelDoubts(selector: Selector, labels: LabelFacts): Doubt[] {
  return (openRequirements(selector, labels) ?? []).map(({ requirement, label }) =>
    (requirement.lookup === 'service-account' ? 'service-account' : label.isAdded ? 'added-label' : 'generated-label'));
}
