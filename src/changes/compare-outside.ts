import { ConnectionRecord, NOTHING_PASSES, OutsidePassing, RecordedEnd } from './record';
import { TrafficChanges } from './traffic-change';
import { ComparedPair, TrafficChange } from '../model/connection-change';
import { ExternalBlock } from '../model/matrix';
import { DIRECTIONS, TrafficDirection } from '../model/policy';
import { AddressSet, ALL_ADDRESSES, NO_ADDRESSES } from '../sets/addresses';
import { formatCidrs } from '../sets/cidr';

/** The addresses that are outside the cluster in both. */
export function addressesCompared(before: ConnectionRecord, after: ConnectionRecord): AddressSet {
  return (before.addresses ?? ALL_ADDRESSES).intersect(after.addresses ?? ALL_ADDRESSES);
}

/** What changed between a workload and addresses outside: one pair for all addresses with which the same did. */
export function outsidePairs(
  records: readonly [ConnectionRecord, ConnectionRecord], end: RecordedEnd, outside: AddressSet,
  changes: TrafficChanges,
): ComparedPair[] {
  return DIRECTIONS.flatMap(direction => changedAddresses(records, end.key, direction, outside, changes)
    .flatMap(({ addresses, change }): ComparedPair[] => {
      const block: ExternalBlock = {
        kind: 'external', cidrs: formatCidrs(addresses), representative: addresses.intervals[0].start,
      };
      const [source, destination] = direction === 'egress' ? [end.endpoint, block] : [block, end.endpoint];
      const meant = changes.meantOf(change, destination);
      return meant === undefined ? [] : [{ source, destination, change: meant }];
    }));
}

interface ChangedAddresses {
  readonly addresses: AddressSet;
  readonly change: TrafficChange;
}

function changedAddresses(
  [before, after]: readonly [ConnectionRecord, ConnectionRecord], workload: string, direction: TrafficDirection,
  outside: AddressSet, changes: TrafficChanges,
): ChangedAddresses[] {
  const [past, present] = [before, after].map(record => covering(record.outside(direction, workload), outside));
  const found = new Map<string, ChangedAddresses>();
  for (const old of past) {
    for (const recent of present) {
      const change = changes.between(old.passing, recent.passing);
      const addresses = change === undefined ? NO_ADDRESSES : old.addresses.intersect(recent.addresses);
      if (change !== undefined && !addresses.isEmpty) {
        const key = Object.values(change).join(' / ');
        found.set(key, { change, addresses: addresses.union(found.get(key)?.addresses ?? NO_ADDRESSES) });
      }
    }
  }
  return [...found.values()].sort((left, right) =>
    (left.addresses.intervals[0].start < right.addresses.intervals[0].start ? -1 : 1));
}

/** The same for all addresses, each once: blocks with which the same passes are one, and with the rest nothing does. */
function covering(parts: readonly OutsidePassing[], outside: AddressSet): OutsidePassing[] {
  const byPassing = new Map(parts.map(({ passing }) => [passing, NO_ADDRESSES]));
  parts.forEach(({ passing, addresses }) => byPassing.set(passing, byPassing.get(passing)!.union(addresses)));
  const rest = [...byPassing.values()].reduce((left, addresses) => left.subtract(addresses), outside);
  return [
    ...[...byPassing].map(([passing, addresses]) => ({ passing, addresses: addresses.intersect(outside) })),
    { passing: NOTHING_PASSES, addresses: rest },
  ].filter(({ addresses }) => !addresses.isEmpty);
}
