import { differences, Guise } from './guises';
import { isInScope } from './match';
import { World } from './world';
import { Peer } from '../model/peer';
import { selects } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Doubt } from '../model/trace';

/** What would have to be known for one verdict in all worlds. */
export function doubtsOf(snapshot: Snapshot, worlds: readonly World[]): Doubt[] {
  const within = worlds.filter(({ verdict }) => verdict === 'unknown').flatMap(world => doubtsWithin(snapshot, world));
  const pairs = worlds.flatMap(left => worlds.filter(right => left.verdict !== right.verdict)
    .map(right => differences(left.guise, right.guise)));
  // Two guises that differ in one thing show what matters; only where there are none is every difference named.
  const clear = pairs.filter(found => found.length === 1).flat();
  return [...new Set([...within, ...(within.length + clear.length > 0 ? clear : pairs.flat())])];
}

/** Why the verdict is open although the guise of the peer is given. */
function doubtsWithin(snapshot: Snapshot, { guise, answers, doubt }: World): Doubt[] {
  if (doubt !== undefined) {
    return [doubt];
  }
  const found = answers.flatMap(({ rule, applies, admits }): Doubt[] => [
    ...(applies === 'unknown' ? ['generated-label' as const] : []),
    ...(admits === 'unknown' ? rule.peers.flatMap(peer => doubtsAbout(snapshot, peer, guise)) : []),
  ]);
  // Else it is a policy without rules that perhaps applies.
  return found.length > 0 ? found : ['generated-label'];
}

function doubtsAbout(snapshot: Snapshot, peer: Peer, { pod, isNode }: Guise): Doubt[] {
  if (peer.kind === 'outsiders') {
    return isNode && peer.nodes === 'unknown' ? ['node-identity'] : [];
  }
  if (peer.kind !== 'pods' || pod === undefined) {
    return [];
  }
  return [
    ...(isInScope(snapshot, peer.namespaces, pod.namespace) === 'unknown' ? ['namespace-labels' as const] : []),
    ...(selects(peer.pods, pod.labels) === 'unknown' ? ['generated-label' as const] : []),
  ];
}
