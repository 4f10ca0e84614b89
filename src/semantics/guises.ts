import { Endpoint } from '../model/flow';
import { addressesOfNode, addressesOfWorkload } from '../model/inside';
import { Rule } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Doubt, HostNetworkReading } from '../model/trace';
import { Workload } from '../model/workload';
import { AddressSet } from '../sets/addresses';

/**
 * One way in which the peer may appear to the policies of the subject.
 *
 * Before a deployment nobody knows the address of a pod or the node it will run on. Each possibility that a policy
 * could tell apart is a guise; a verdict is certain when it is the same in all of them.
 */
export interface Guise {
  /** The pod that selectors are matched against; undefined when the peer appears as a node or as an address outside. */
  readonly pod?: Workload;
  /** Whether the peer appears as a node. */
  readonly isNode: boolean;
  /** Whether it appears as the node that the subject runs on. */
  readonly isOwnNode: boolean;
  readonly address: bigint;
  /** The nodes one of which it is, or shares the address of; undefined where that is not known. */
  readonly nodes?: readonly string[];
}

/** Every guise of `peer` that the rules, which are those of `subject`, can tell apart in this reading. */
export function guisesOf(
  snapshot: Snapshot, peer: Endpoint, subject: Workload, rules: readonly Rule[], reading: HostNetworkReading,
): Guise[] {
  const cuts = addressCuts(rules);
  const at = (addresses: AddressSet, make: (address: bigint) => Guise) => representatives(addresses, cuts).map(make);
  const asNode = (addresses: AddressSet, possibilities: readonly boolean[], nodes: readonly string[] | undefined) =>
    possibilities.flatMap(isOwnNode => at(addresses, address => ({ isNode: true, isOwnNode, address, nodes })));

  switch (peer.kind) {
    case 'address':
      return [{ isNode: false, isOwnNode: false, address: peer.address }];
    case 'node': {
      const names = peer.name === undefined ? undefined : [peer.name];
      const possibilities = peer.isElsewhere ? [false] : peer.isOwn ? [true] : ownNodePossibilities(subject, names);
      return asNode(addressesOfNode(snapshot, peer), possibilities, names);
    }
    case 'workload': {
      const pod = peer.workload;
      const addresses = addressesOfWorkload(snapshot, pod);
      return pod.hostNetwork && reading === 'nodes' ? asNode(addresses, ownNodePossibilities(subject, pod.nodes), pod.nodes)
        : at(addresses, address => ({ pod, isNode: false, isOwnNode: false, address, nodes: pod.nodes }));
    }
  }
}

/** What would have to be known to tell which of two guises is the real one. */
export function differences(left: Guise, right: Guise): Doubt[] {
  const found: Doubt[] = [];
  if (left.isOwnNode !== right.isOwnNode) {
    found.push('placement');
  }
  if (left.address !== right.address) {
    found.push(left.isNode || left.pod?.hostNetwork ? 'node-address' : 'pod-address');
  }
  return found;
}

/** The possible values of `isOwnNode` for a peer on one of the nodes. Undefined nodes are unknown. */
function ownNodePossibilities(subject: Workload, nodes: readonly string[] | undefined): boolean[] {
  if (subject.nodes === undefined || nodes === undefined) {
    return [true, false];
  }
  const shared = nodes.filter(node => subject.nodes!.includes(node));
  if (shared.length === 0) {
    return [false];
  }
  return nodes.length === 1 && subject.nodes.length === 1 ? [true] : [true, false];
}

/** The addresses at which an address block of these rules begins, or behind which it ends. */
function addressCuts(rules: readonly Rule[]): bigint[] {
  return rules.flatMap(rule => rule.peers)
    .flatMap(peer => (peer.kind === 'addresses' ? peer.addresses.intervals : []))
    .flatMap(({ start, end }) => [start, end]);
}

/** One address of each part into which the cuts divide the set: no rule tells apart addresses between the same cuts. */
function representatives(addresses: AddressSet, cuts: readonly bigint[]): bigint[] {
  const starts = addresses.intervals.flatMap(({ start, end }) =>
    [start, ...cuts.filter(cut => start < cut && cut < end)]);
  const byPart = new Map(starts.map(address => [cuts.filter(cut => cut <= address).length, address]));
  return [...byPart.values()];
}
