import { Party } from './assertion';
import {
  addressesOf, isInternet, nodeRanges, otherNodes, podRanges, possibleAddresses, serviceRanges, takenAddresses,
} from './ranges';
import { Endpoint, formatEndpoint } from '../model/flow';
import { labelFacts } from '../model/labels';
import { AddressesPeer, Peer, PodsPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { formatWorkload, Workload } from '../model/workload';
import { externalBlocks } from '../semantics/external-blocks';
import { selectsPods } from '../semantics/match';
import { AddressSet } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { wellKnownAddress } from '../sets/well-known';

/** An endpoint that stands for all that are like it, with the name of them all: `0.0.0.0/0 (except 10.0.0.0/8)`. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly name: string;
  /** The workload of the input whose pods are meant, of which the endpoint may have but some of the addresses. */
  readonly workload?: Workload;
}

/** Every endpoint that the party means: pods by their labels, or whoever has the addresses. */
export function membersOf(snapshot: Snapshot, { peers }: Party): Member[] {
  // A pod that is only perhaps meant counts, so that no assertion holds by luck.
  const selected = snapshot.workloads
    .filter(workload => peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no'));
  return [
    ...selected.map(workload => podsOf(workload, workload)),
    ...membersByAddress(snapshot, peers.filter(isAddresses), selected),
  ];
}

/**
 * Who is meant by addresses.
 *
 * A whole family, as of `Cidr.internet()`, with or without exceptions, is a way to say "the outside", and nobody who
 * writes it means the pods: it has neither them nor nodes nor Services.
 *
 * Any other range is meant to the letter, and means whoever has an address in it, because an assertion about
 * `10.0.0.0/8` that quietly leaves out the nodes at `10.0.0.0/24` would hold for nobody knows which part of it:
 *
 * - the addresses themselves, also those of node ranges, where other machines may be too; but neither those of pod
 *   ranges nor those of which it is known which pod or node has them;
 * - a node, where the range meets that of the nodes, and each node whose address is known;
 * - the workloads that have an address in it, or may get one, as far as pod ranges are known; a pod whose address only
 *   may be in it counts, and is judged at those of its addresses that are;
 * - where the range meets a pod range, a pod that the input does not have, with no label and in another namespace.
 *
 * So every fact that is declared adds endpoints, and none takes one away without another that stands for it. Services
 * are left out: nothing connects from their addresses, and an assertion about connections to them is refused.
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
    ...externalBlocks({ ...snapshot, facts: {} }, outside).map(({ cidrs }) => blockMember(cidrs)),
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

/** The nodes that have such an address, and some other node where its address may be one. */
function nodeMembers(snapshot: Snapshot, meant: AddressSet): Member[] {
  const named = [...snapshot.nodes.values()].filter(({ addresses }) => addresses.overlaps(meant));
  return [
    ...named.map(({ name }): Endpoint => ({ kind: 'node', name })),
    ...otherNodes(snapshot).overlaps(meant) ? [{ kind: 'node' } as const] : [],
  ].map(endpoint => ({ endpoint, name: formatEndpoint(endpoint) }));
}

/** No namespace of a cluster can have this name. */
const ELSEWHERE = '(not in the input)';

/** A pod that the input does not have, at one of the addresses. */
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
