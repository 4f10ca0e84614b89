import { coverOf } from './coverage';
import { PlacedRule, rulesIn } from './placed-rules';
import { admittedBlocks, WrittenBlock } from './written-blocks';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { possibleSubjects } from '../../semantics/selected';
import { AddressSet } from '../../sets/addresses';
import { parseCidr } from '../../sets/cidr';

/**
 * The egress rules that open all of IPv4, but for what they leave out, to pods that they isolate: mostly such a rule is
 * for the internet. A policy that selects none of the pods of the input opens nothing.
 */
export function internetBlocks(snapshot: Snapshot): WrittenBlock[] {
  const written = admittedBlocks(snapshot).filter(({ direction, policy, block }) =>
    direction === 'egress' && policy.egress?.isolates === true && isAllOfIpv4(block.cidr));
  return snapshot.workloads.length === 0 ? written
    : written.filter(({ policy }) => possibleSubjects(snapshot, policy).some(({ hostNetwork }) => !hostNetwork));
}

function isAllOfIpv4(cidr: string): boolean {
  const block = parseCidr(cidr);
  return block?.family === 4 && block.prefixLength === 0;
}

/** Whether these addresses are closed all the same, by a rule of the tier above. */
export function isDeniedAbove(snapshot: Snapshot, written: WrittenBlock, addresses: AddressSet, ports: readonly PortMatch[]): boolean {
  return isCovered(written, addresses, ports, rulesIn(snapshot, 'admin', 'egress').filter(({ rule }) => rule.effect === 'deny'));
}

/** Whether the rules match all connections of the pods with these addresses on the ports. */
export function isCovered(
  { policy: { subject }, block }: WrittenBlock, addresses: AddressSet, ports: readonly PortMatch[], rules: readonly PlacedRule[],
): boolean {
  return coverOf({ subject, peer: { ...block, addresses }, ports }, rules) !== undefined;
}
