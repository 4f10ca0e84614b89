import { differences, Guise } from './guises';
import { isInScope } from './match';
import { NormalTier } from './normal-tier';
import { Asked, asksOf, hasContest } from './steps';
import { World } from './world';
import { LabelFacts } from '../model/labels';
import { Peer, PodsPeer } from '../model/peer';
import { Subject } from '../model/policy';
import { openRequirements, Selector, selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Doubt } from '../model/trace';
import { Workload } from '../model/workload';

/** What would have to be known for a certain verdict, given worlds whose verdicts differ or are unknown. */
export function doubtsOf(
  snapshot: Snapshot, subject: Workload, worlds: readonly World[], { isIsolatedAnyway, isProtocolOpen }: NormalTier,
): Doubt[] {
  const [{ ladder: { admin, normal, baseline } }] = worlds;
  if (isProtocolOpen && normal.length > 0 && admin.length === 0) {
    return ['icmp'];
  }
  const within = worlds.filter(({ verdict }) => verdict === 'unknown').flatMap(world => [
    ...isProtocolOpen && normal.length > 0 ? ['icmp' as const] : [],
    ...doubtsWithin(snapshot, subject, world, asksOf(world, isIsolatedAnyway)),
    ...[...admin, ...baseline].some(hasContest) ? ['equal-priority' as const] : [],
  ]);
  const pairs = worlds.flatMap(left => worlds.filter(right => left.verdict !== right.verdict)
    .map(right => differences(left.guise, right.guise)));
  // A pair of guises that differ in one respect shows that it matters. Where nothing is as clear as that, every
  // difference is named.
  const clear = pairs.filter(found => found.length === 1).flat();
  return [...new Set([...within, ...(within.length + clear.length > 0 ? clear : pairs.flat())])];
}

/** Why the verdict of one world is unknown, although the guise of the peer is fixed in it. */
function doubtsWithin(
  snapshot: Snapshot, subject: Workload,
  { guise, ladder: { normal }, asksNormal }: World, { answers, isNormalReached }: Asked,
): Doubt[] {
  const ofNormal = isNormalReached && asksNormal ? normal.flatMap(policy => policy.answers) : [];
  const others = answers.filter(({ policy }) => policy.tier !== 'normal');
  const found = [...ofNormal, ...others].flatMap(({ policy, rule, applies, matches }): Doubt[] => [
    ...(applies === 'unknown' ? selectionDoubts(snapshot, policy.subject, subject) : []),
    ...(matches === 'unknown' ? rule.peers.flatMap(peer => doubtsAbout(snapshot, peer, guise)) : []),
    ...(matches === 'unknown' && rule.isOpen === true ? ['open-rule' as const] : []),
  ]);
  // No rule is in doubt: a policy without rules perhaps applies.
  return found.length > 0 ? found : normal.flatMap(({ policy }) => selectionDoubts(snapshot, policy.subject, subject));
}

function doubtsAbout(snapshot: Snapshot, peer: Peer, { pod, isNode }: Guise): Doubt[] {
  switch (peer.kind) {
    case 'outsiders': return isNode && peer.nodes === 'unknown' ? ['node-identity'] : [];
    case 'nodes': return isNode || pod?.hostNetwork ? ['node-labels'] : [];
    case 'names': return pod === undefined || pod.hostNetwork ? ['domain-name'] : [];
    case 'pods': return pod === undefined ? [] : selectionDoubts(snapshot, peer, pod);
    case 'addresses':
    case 'everyone': return [];
  }
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
