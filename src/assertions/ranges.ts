import { AddressesPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/** The ranges from which pods are known to get addresses: declared, or of nodes in the input. */
export function podRanges({ facts, nodes }: Snapshot): AddressSet {
  return sum([facts.podAddresses, ...[...nodes.values()].map(({ podAddresses }) => podAddresses)]);
}

/** The addresses that nodes are known to have or get: declared ranges, and nodes in the input. */
export function nodeRanges(snapshot: Snapshot): AddressSet {
  return sum([snapshot.facts.nodeAddresses, namedNodes(snapshot)]);
}

/** The declared node addresses that no node in the input has; a further node may have them. */
export function otherNodes(snapshot: Snapshot): AddressSet {
  return (snapshot.facts.nodeAddresses ?? NO_ADDRESSES).subtract(namedNodes(snapshot));
}

function namedNodes({ nodes }: Snapshot): AddressSet {
  return sum([...nodes.values()].map(({ addresses }) => addresses));
}

export function serviceRanges({ facts }: Snapshot): AddressSet {
  return facts.serviceAddresses ?? NO_ADDRESSES;
}

/** The addresses that a pod or node in the input is known to have. */
export function takenAddresses({ workloads, nodes }: Snapshot): AddressSet {
  return sum([...workloads, ...nodes.values()].map(({ addresses }) => addresses));
}

/** The addresses that a pod of the workload has or may get; none when nothing is known about them. */
export function possibleAddresses(snapshot: Snapshot, { addresses, nodes, hostNetwork }: Workload): AddressSet {
  if (addresses !== undefined) {
    return addresses;
  }
  const ofNodes = (nodes ?? []).map(name => snapshot.nodes.get(name))
    .map(node => (hostNetwork ? node?.addresses : node?.podAddresses) ?? NO_ADDRESSES);
  const isPlaced = ofNodes.length > 0 && ofNodes.every(set => !set.isEmpty);
  return isPlaced ? sum(ofNodes) : hostNetwork ? nodeRanges(snapshot) : podRanges(snapshot);
}

/** Whether the block is a whole address family, with or without exceptions, as `Cidr.internet()` makes it. */
export function isInternet({ cidr }: AddressesPeer): boolean {
  return parseCidr(cidr)?.prefixLength === 0;
}

export function addressesOf(peers: readonly AddressesPeer[]): AddressSet {
  return sum(peers.map(({ addresses }) => addresses));
}

function sum(sets: readonly (AddressSet | undefined)[]): AddressSet {
  return IntervalSet.from(sets.flatMap(set => set?.intervals ?? []));
}
