import { NodeEndpoint } from './flow';
import { Snapshot } from './snapshot';
import { Workload } from './workload';
import { ALL_ADDRESSES, AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { parseCidr } from '../sets/cidr';
import { IntervalSet } from '../sets/interval-set';

/**
 * The addresses that belong to the cluster: declared ranges, and those of the pods, nodes and Services of the input.
 * The block that a node says its pods take theirs from counts too, although some network plugins ignore it. There are
 * none where the user says that addresses are outside.
 */
export function insideAddresses(snapshot: Snapshot): AddressSet {
  return snapshot.facts.addressesAreOutside === true ? NO_ADDRESSES : unionOfKnown([
    podRanges(snapshot), nodeRanges(snapshot), takenAddresses(snapshot), serviceAddresses(snapshot),
  ]);
}

/** Every other address. */
export function outsideAddresses(snapshot: Snapshot): AddressSet {
  return ALL_ADDRESSES.subtract(insideAddresses(snapshot));
}

/**
 * Addresses that no pod and no node has: those that mean nobody or oneself, and link-local ones, of which a cloud's metadata
 * service is the best known. Kubernetes takes them for no endpoint (`ValidateEndpointIP`), and the kubelet not as that of
 * its node (`validateNodeIP`).
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kubelet_node_status.go
 */
const OF_NOBODY: AddressSet = unionOfKnown([
  '0.0.0.0/32', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/24', '::/128', '::1/128', 'fe80::/10', 'ff02::/16',
].map(block => parseCidr(block)?.addresses));

/** What the address of a pod or node may be of which nothing is known. */
const ANY: AddressSet = ALL_ADDRESSES.subtract(OF_NOBODY);

/** Whether nothing is known of the addresses of the pods. */
export function hasAnyAddress(snapshot: Snapshot, workload: Workload): boolean {
  return addressesOfWorkload(snapshot, workload).equals(ANY);
}

/** The addresses that the pods of a workload may have, as far as anything is known. */
export function addressesOfWorkload(snapshot: Snapshot, { addresses, hostNetwork, nodes }: Workload): AddressSet {
  if (addresses !== undefined) {
    return addresses;
  }
  // The podCIDRs of its node narrow nothing: many network plugins give pods other addresses.
  return hostNetwork ? addressesOfNodes(snapshot, nodes) : snapshot.facts.podAddresses ?? ANY;
}

/**
 * Those of them that a pod can still be given: none that leads to a Service, and none that another pod or a node has.
 * A pod on the host network has the address of a node, and what leads to a Service may be that too.
 */
export function freeAddressesOf(snapshot: Snapshot, workload: Workload): AddressSet {
  const all = addressesOfWorkload(snapshot, workload);
  if (workload.addresses !== undefined) {
    return all;
  }
  const services = serviceAddresses(snapshot);
  return workload.hostNetwork ? all.subtract(services.subtract(nodeRanges(snapshot)))
    : all.subtract(services).subtract(takenAddresses(snapshot));
}

/** The addresses that one of these nodes may have; `undefined` means any node. */
export function addressesOfNodes(snapshot: Snapshot, names: readonly string[] | undefined): AddressSet {
  const named = (names ?? []).map(name => snapshot.nodes.get(name)?.addresses);
  const isKnown = named.length > 0 && named.every(addresses => addresses !== undefined && !addresses.isEmpty);
  return isKnown ? unionOfKnown(named) : snapshot.facts.nodeAddresses ?? ANY;
}

/** The addresses that the node may have; one without a name that runs elsewhere is none of the known ones. */
export function addressesOfNode(snapshot: Snapshot, { name, isElsewhere, addresses }: NodeEndpoint): AddressSet {
  if (addresses !== undefined) {
    return addresses;
  }
  return name === undefined && isElsewhere === true && !otherNodes(snapshot).isEmpty ? otherNodes(snapshot)
    : addressesOfNodes(snapshot, name === undefined ? undefined : [name]);
}

/** Every address that pods are known to take theirs from. */
export function podRanges({ facts, nodes }: Snapshot): AddressSet {
  return unionOfKnown([facts.podAddresses, ...[...nodes.values()].map(({ podAddresses }) => podAddresses)]);
}

/** Every address that nodes are known to take theirs from. */
export function nodeRanges(snapshot: Snapshot): AddressSet {
  return unionOfKnown([snapshot.facts.nodeAddresses, namedNodes(snapshot)]);
}

/** Where a node may be that is none of the known ones. */
export function otherNodes(snapshot: Snapshot): AddressSet {
  return (snapshot.facts.nodeAddresses ?? NO_ADDRESSES).subtract(namedNodes(snapshot));
}

/** Every address that leads to a Service, as far as anything is known. */
export function serviceAddresses({ facts, services }: Snapshot): AddressSet {
  return unionOfKnown([facts.serviceAddresses, ...services.map(({ addresses }) => addresses)]);
}

/** Where Services are known to take their addresses from, apart from those of the Services in the input. */
export function serviceRanges({ facts, services }: Snapshot): AddressSet {
  return (facts.serviceAddresses ?? NO_ADDRESSES).subtract(unionOfKnown(services.map(({ addresses }) => addresses)));
}

/** The addresses of which it is known which pod or node has them. */
export function takenAddresses({ workloads, nodes }: Snapshot): AddressSet {
  return unionOfKnown([...workloads, ...nodes.values()].map(({ addresses }) => addresses));
}

function namedNodes({ nodes }: Snapshot): AddressSet {
  return unionOfKnown([...nodes.values()].map(({ addresses }) => addresses));
}

/** The union of the sets that are known. */
export function unionOfKnown(sets: readonly (AddressSet | undefined)[]): AddressSet {
  return IntervalSet.from(sets.flatMap(set => set?.intervals ?? []));
}
