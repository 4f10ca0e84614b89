import { PlacedRule } from './placed-rules';
import { AddressesPeer, Peer } from '../../model/peer';
import { DIRECTIONS } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';

/** A rule of the policies of namespaces that admits, and a block of addresses among its peers. */
export interface WrittenBlock extends PlacedRule {
  readonly block: AddressesPeer;
}

/** The rules of the policies of namespaces, which add up. Where nothing enforces policies there are none. */
export function admittingRules({ policies, enforcement }: Snapshot): PlacedRule[] {
  return (enforcement.mode === 'never' ? [] : policies.filter(({ tier }) => tier === 'normal'))
    .flatMap(policy => DIRECTIONS.flatMap(direction => (policy[direction]?.rules ?? [])
      .filter(({ effect, ports }) => effect === 'allow' && ports.length > 0)
      .map(rule => ({ policy, direction, rule }))));
}

/**
 * Finds what stands beside a block: the rules of its direction that may be for the same pods, which are those for its
 * namespace and for several, and what its own rule says but for the block.
 */
export function rulesBeside(snapshot: Snapshot): (written: WrittenBlock) => readonly PlacedRule[] {
  const byPlace = new Map<string, PlacedRule[]>();
  for (const placed of admittingRules(snapshot)) {
    const place = placeOf(placed);
    byPlace.set(place, [...byPlace.get(place) ?? [], placed]);
  }
  const none: readonly PlacedRule[] = [];
  return written => (written.policy.subject.namespaces.kind === 'named'
    ? [placeOf(written), written.direction].flatMap(place => byPlace.get(place) ?? none)
    : [...byPlace.values()].flat().filter(({ direction }) => direction === written.direction))
    .map(placed => (placed.rule === written.rule ? withoutPeer(placed, written.block) : placed));
}

function withoutPeer(placed: PlacedRule, peer: Peer): PlacedRule {
  return { ...placed, rule: { ...placed.rule, peers: placed.rule.peers.filter(other => other !== peer) } };
}

/** The direction, and the namespace of a policy for just one. */
function placeOf({ direction, policy: { subject: { namespaces } } }: PlacedRule): string {
  return namespaces.kind === 'named' ? `${direction} ${namespaces.name}` : direction;
}

/** Every block of addresses in these rules. */
export function admittedBlocks(snapshot: Snapshot): WrittenBlock[] {
  return admittingRules(snapshot).flatMap(placed => placed.rule.peers.flatMap(peer =>
    (peer.kind === 'addresses' ? [{ ...placed, block: peer }] : [])));
}
