import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { ALL_ADDRESSES, AddressSet } from '../../sets/addresses';

/** The addresses that the pods of a workload may have, as far as anything is known. */
export function addressesOfWorkload(snapshot: Snapshot, workload: Workload): AddressSet {
  if (workload.addresses !== undefined) {
    return workload.addresses;
  }
  if (workload.hostNetwork) {
    return addressesOfNodes(snapshot, workload.nodes);
  }
  const declared = snapshot.facts.podAddresses ?? ALL_ADDRESSES;
  const ofNodes = unionOfKnown((workload.nodes ?? []).map(name => snapshot.nodes.get(name)?.podAddresses));
  // Some network plugins ignore the podCIDRs of nodes, so declared facts win over them.
  const both = ofNodes?.intersect(declared);
  return both === undefined || both.isEmpty ? declared : both;
}

/** The addresses that one of these nodes may have; `undefined` means any node. */
export function addressesOfNodes(snapshot: Snapshot, names: readonly string[] | undefined): AddressSet {
  const named = (names ?? []).map(name => snapshot.nodes.get(name)?.addresses);
  return unionOfKnown(named) ?? snapshot.facts.nodeAddresses ?? ALL_ADDRESSES;
}

/** The union of the sets; undefined when there are none, or when one of them is unknown or empty. */
function unionOfKnown(sets: readonly (AddressSet | undefined)[]): AddressSet | undefined {
  const known = sets.filter((set): set is AddressSet => set !== undefined && !set.isEmpty);
  return known.length === 0 || known.length < sets.length ? undefined : known.reduce((sum, set) => sum.union(set));
}

/** Whether two endpoints run on the same node; `open` when what is known does not tell. */
export type Placement = 'same' | 'different' | 'open';

/** The placement of endpoints that run on any of these nodes each; `undefined` means that the nodes are unknown. */
export function placementOf(left: readonly string[] | undefined, right: readonly string[] | undefined): Placement {
  if (left === undefined || right === undefined) {
    return 'open';
  }
  if (!left.some(node => right.includes(node))) {
    return 'different';
  }
  return left.length === 1 && right.length === 1 ? 'same' : 'open';
}
