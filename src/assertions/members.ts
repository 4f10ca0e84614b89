import { Party } from './assertion';
import {
  addressesOf, isInternet, nodeRanges, otherNodes, podRanges, possibleAddresses, serviceRanges, takenAddresses,
} from './ranges';
import { Endpoint, formatEndpoint } from '../model/flow';
import { labelFacts } from '../model/labels';
import { AddressesPeer, Peer, PodsPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { formatWorkload, Workload } from '../model/workload';
import { blocksWithin } from '../semantics/external-blocks';
import { selectsPods } from '../semantics/match';
import { AddressSet } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { wellKnownAddress } from '../sets/well-known';

/** An endpoint that stands for all that are like it, with their common name: `0.0.0.0/0 (except 10.0.0.0/8)`. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly name: string;
  /** The workload in the input. The endpoint may be a copy of it that has only some of its addresses. */
  readonly workload?: Workload;
}

/** The endpoints of a party: pods by their labels, or by addresses whoever has them. */
export function membersOf(snapshot: Snapshot, { peers }: Party): Member[] {
  // A pod that is perhaps selected counts, so that no assertion holds only because a pod was left out.
  const selected = snapshot.workloads
    .filter(workload => peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no'));
  return [
    ...selected.map(workload => podsOf(workload, workload)),
    ...membersByAddress(snapshot, peers.filter(isAddresses), selected),
  ];
}

/**
 * The endpoints that address ranges include.
 *
 * A whole address family (`Cidr.internet()`, with or without exceptions) means the outside of the cluster: no pods,
 * nodes or Services. Any other range includes whoever has or may get an address in it, so that no assertion about
 * `10.0.0.0/8` holds only because the nodes at `10.0.0.0/24` were left out:
 *
 * - the addresses themselves, those of node ranges too, where other machines may be; but neither those of pod ranges
 *   nor those that a known pod or node has;
 * - each node that has such an address, and a further node where the range meets the declared node range;
 * - the workloads that have or may get such an address, judged at those of their addresses that are in the range;
 * - where the range meets a pod range, a pod that is not in the input, without labels and in another namespace.
 *
 * Declaring a fact therefore adds endpoints, and never removes one without another that stands for it. Services are
 * left out: nothing connects from their addresses, and `servicesMeant` refuses them as destinations.
 */
function membersByAddress(
  snapshot: Snapshot, peers: readonly AddressesPeer[], selected: readonly Workload[],
): Member[] {
  if (peers.length === 0) {
    return [];
  }
  const meant = addressesOf(peers.filter(peer => !isInternet(peer)));
  const [pods, taken] = [podRanges(snapshot), takenAddresses(snapshot)];
  const outside = addressesOf(peers.filter(isInternet)).subtract(nodeRanges(snapshot))
    .union(meant).subtract(pods).subtract(taken).subtract(serviceRanges(snapshot));
  const workloads = snapshot.workloads.filter(workload => !selected.includes(workload))
    .map(workload => ({ workload, addresses: possibleAddresses(snapshot, workload).intersect(meant) }))
    .filter(({ addresses }) => !addresses.isEmpty);
  return [
    ...blocksWithin(snapshot, outside).map(({ cidrs }) => blockMember(cidrs)),
    ...nodeMembers(snapshot, meant),
    ...workloads.map(({ workload, addresses }) => podsOf({ ...workload, addresses }, workload)),
    ...strangers(pods.subtract(taken).intersect(meant)),
  ];
}

function blockMember(cidrs: readonly string[]): Member {
  const block = cidrs.map(cidr => parseCidr(cidr)!.addresses).reduce((sum, part) => sum.union(part));
  return { endpoint: { kind: 'address', address: wellKnownAddress(block) }, name: formatBlocks(block) };
}

function podsOf(endpoint: Workload, workload: Workload): Member {
  return { endpoint: { kind: 'workload', workload: endpoint }, name: formatWorkload(workload), workload };
}

/** The nodes that have one of the addresses, and a node without a name where a further node may have one. */
function nodeMembers(snapshot: Snapshot, meant: AddressSet): Member[] {
  const named = [...snapshot.nodes.values()].filter(({ addresses }) => addresses.overlaps(meant));
  return [
    ...named.map(({ name }): Endpoint => ({ kind: 'node', name })),
    ...otherNodes(snapshot).overlaps(meant) ? [{ kind: 'node' } as const] : [],
  ].map(endpoint => ({ endpoint, name: formatEndpoint(endpoint) }));
}

/** Stands for a namespace that is not in the input. No real namespace can have this name. */
const ELSEWHERE = '(not in the input)';

/** A pod that is not in the input, at any of the addresses; none when there are no addresses. */
function strangers(addresses: AddressSet): Member[] {
  const workload: Workload = {
    kind: 'Pod',
    namespace: ELSEWHERE,
    name: 'pod',
    labels: labelFacts(new Map()),
    ports: [],
    hostNetwork: false,
    addresses,
    isSinglePod: false,
    origin: { object: 'a pod that the input does not have' },
  };
  return addresses.isEmpty ? []
    : [{ endpoint: { kind: 'workload', workload }, name: 'a pod that the input does not have' }];
}

export function isStranger(endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && endpoint.workload.namespace === ELSEWHERE;
}

export function isAddresses(peer: Peer): peer is AddressesPeer {
  return peer.kind === 'addresses';
}

function isPods(peer: Peer): peer is PodsPeer {
  return peer.kind === 'pods';
}
