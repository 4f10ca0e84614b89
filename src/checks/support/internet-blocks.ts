import { coverOf } from './coverage';
import { isBefore, PlacedRule, rulesIn } from './placed-rules';
import { admittedBlocks, WrittenBlock } from './written-blocks';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { AddressSet } from '../../sets/addresses';
import { parseCidr } from '../../sets/cidr';

/** The egress rules that open all of IPv4, but for what they leave out, to pods that their policy isolates. */
export function internetBlocks(snapshot: Snapshot): WrittenBlock[] {
  return admittedBlocks(snapshot).filter(({ direction, policy, block }) =>
    direction === 'egress' && policy.egress?.isolates === true && isAllOfIpv4(block.cidr));
}

function isAllOfIpv4(cidr: string): boolean {
  const block = parseCidr(cidr);
  return block?.family === 4 && block.prefixLength === 0;
}

/** Whether these addresses are closed all the same, by rules that the tier above asks before those that let pass. */
export function isDeniedAbove(
  snapshot: Snapshot, written: WrittenBlock, addresses: AddressSet, ports: readonly PortMatch[],
): boolean {
  const above = rulesIn(snapshot, 'admin', 'egress');
  const others = above.filter(({ rule }) => rule.effect !== 'deny');
  const denying = above.filter(placed => placed.rule.effect === 'deny' && others.every(other => isBefore(placed, other)));
  return isCovered(written, addresses, ports, denying);
}

/** Whether the rules match all connections of the pods with these addresses on the ports. */
export function isCovered(
  { policy: { subject }, block }: WrittenBlock, addresses: AddressSet, ports: readonly PortMatch[],
  rules: readonly PlacedRule[],
): boolean {
  // Policies mostly do not hold for pods on the host network, so no rule has to match theirs.
  const region = { subject: { ...subject, skipsHostNetwork: true }, peer: { ...block, addresses }, ports };
  return coverOf(region, rules) !== undefined;
}
