import { outsideAddresses } from '../../model/inside';
import { ExternalBlock } from '../../model/matrix';
import { Snapshot } from '../../model/snapshot';
import { AddressSet } from '../../sets/addresses';
import { formatCidrs, parseCidr } from '../../sets/cidr';
import { Interval, IntervalSet } from '../../sets/interval-set';
import { AddressAtoms } from '../atoms/address-atoms';

/** The addresses outside the cluster, in as few blocks as the policies can tell apart, in order of addresses. */
export function blocksOutside(atoms: AddressAtoms, snapshot: Snapshot): ExternalBlock[] {
  const bySignature = new Map<number, Interval<bigint>[]>();
  for (const { start, end } of outsideAddresses(snapshot).intervals) {
    for (let atom = atoms.indexOf(start), from = start; from < end; atom += 1) {
      const next = atoms.starts[atom + 1];
      const to = next === undefined || next > end ? end : next;
      const parts = bySignature.get(atoms.signatures[atom]) ?? [];
      parts.push({ start: from, end: to });
      bySignature.set(atoms.signatures[atom], parts);
      from = to;
    }
  }
  // Atoms are visited in order, and each block is added at its lowest address, so the map is in order.
  return [...bySignature.values()].map(parts =>
    ({ kind: 'external', cidrs: formatCidrs(IntervalSet.from(parts)), representative: parts[0].start }));
}

/** The addresses of a block. */
export function addressesOfBlock({ cidrs }: ExternalBlock): AddressSet {
  return IntervalSet.from(cidrs.flatMap(cidr => parseCidr(cidr)!.addresses.intervals));
}
