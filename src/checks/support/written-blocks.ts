import { PlacedRule } from './placed-rules';
import { AddressesPeer } from '../../model/peer';
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

/** Every block of addresses in these rules. */
export function admittedBlocks(snapshot: Snapshot): WrittenBlock[] {
  return admittingRules(snapshot).flatMap(placed => placed.rule.peers.flatMap(peer =>
    (peer.kind === 'addresses' ? [{ ...placed, block: peer }] : [])));
}
