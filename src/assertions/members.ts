import { absentPod, NOWHERE } from './absent-pods';
import { apiServerAsSource, lostApiServer } from './api-server-members';
import { Party } from './assertion';
import { blockMember, Member, podsOf } from './member';
import { nodesMeant } from './node-members';
import { addressesOf, isInternet } from './ranges';
import { serviceMembers } from './service-members';
import { isAddresses } from './services';
import { Endpoint, Flow, formatEndpoint } from '../model/flow';
import {
  freeAddressesOf, hasAnyAddress, insideAddresses, otherNodes, podRanges, serviceAddresses, takenAddresses,
} from '../model/inside';
import { labelFacts } from '../model/labels';
import { AddressesPeer, NodesPeer, Peer, PodsPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { blocksWithin } from '../semantics/external-blocks';
import { selectsPods } from '../semantics/match';
import { AddressSet } from '../sets/addresses';

/** The sources that a party means: pods by their labels, nodes, or by addresses whoever has them. */
export function sourcesOf(snapshot: Snapshot, party: Party): Member[] {
  return [...membersByPeer(snapshot, party), ...apiServerAsSource(snapshot, party)];
}

/** The destinations that a party means: as sources, and what stands behind Services. */
export function destinationsOf(snapshot: Snapshot, party: Party): Member[] {
  return [
    ...membersByPeer(snapshot, party), ...serviceMembers(snapshot, party), ...lostApiServer(snapshot, party),
  ];
}

function membersByPeer(snapshot: Snapshot, { peers, workloads = [] }: Party): Member[] {
  // A pod that is perhaps selected counts, so that no assertion holds only because a pod was left out.
  const selected = snapshot.workloads
    .filter(workload => workloads.includes(workload) || peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no'));
  return [
    ...selected.map(workload => podsOf(workload, workload)),
    ...membersByAddress(snapshot, peers.filter(isAddresses), selected),
    ...nodesMeant(snapshot, peers.filter(isNodes), selected),
  ];
}

/** The flow between the workloads of the input, of which the judged ends may be copies with some of their addresses. */
export function betweenWorkloads(flow: Flow, source: Member, destination: Member): Flow {
  const real = ({ endpoint, workload }: Member): Endpoint => (workload === undefined ? endpoint : { kind: 'workload', workload });
  return { ...flow, source: real(source), destination: real(destination) };
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
 * - the workloads that have or may get such an address, judged at those of their addresses that are in the range; where
 *   nobody has said from where pods get theirs, that may be any workload, and it is open whether it is meant; but none
 *   gets an address that leads to a Service, or that another has;
 * - where the range meets a pod range, a pod that is not in the input, without labels and in another namespace.
 *
 * Declaring a fact therefore adds endpoints, and never removes one without another that stands for it. Nothing connects
 * from the address of a Service.
 */
function membersByAddress(
  snapshot: Snapshot, peers: readonly AddressesPeer[], selected: readonly Workload[],
): Member[] {
  if (peers.length === 0) {
    return [];
  }
  const meant = addressesOf(peers.filter(peer => !isInternet(peer)));
  const [pods, taken] = [podRanges(snapshot), takenAddresses(snapshot)];
  const outside = addressesOf(peers.filter(isInternet)).subtract(insideAddresses(snapshot))
    .union(meant.subtract(pods).subtract(taken).subtract(serviceAddresses(snapshot)));
  const workloads = snapshot.workloads.filter(workload => !selected.includes(workload))
    .map(workload => ({ workload, inRange: freeAddressesOf(snapshot, workload).intersect(meant) }))
    .filter(({ inRange }) => !inRange.isEmpty);
  return [
    ...blocksWithin(snapshot, outside).map(({ cidrs }) => blockMember(cidrs)),
    ...nodeMembers(snapshot, meant),
    ...workloads.map(({ workload, inRange }): Member => ({
      ...podsOf({ ...workload, addresses: inRange }, workload),
      isPerhaps: hasAnyAddress(snapshot, workload),
    })),
    ...strangers(pods.subtract(taken).intersect(meant)),
  ];
}

/** The nodes with such an address, and a further node if the range meets addresses that a further node may have. */
function nodeMembers(snapshot: Snapshot, meant: AddressSet): Member[] {
  const named = [...snapshot.nodes.values()].filter(({ addresses }) => addresses.overlaps(meant));
  return [
    ...named.map(({ name }): Endpoint => ({ kind: 'node', name })),
    ...otherNodes(snapshot).overlaps(meant) ? [{ kind: 'node' } as const] : [],
  ].map(endpoint => ({ endpoint, name: formatEndpoint(endpoint) }));
}

/** A pod that is not in the input, at one of the addresses. */
function strangers(addresses: AddressSet): Member[] {
  const workload = absentPod({
    namespace: NOWHERE, name: 'pod', labels: labelFacts(new Map()), addresses, isSinglePod: false,
  });
  return addresses.isEmpty ? []
    : [{ endpoint: { kind: 'workload', workload }, name: 'a pod that the input does not have' }];
}

function isNodes(peer: Peer): peer is NodesPeer {
  return peer.kind === 'nodes';
}

export function isPods(peer: Peer): peer is PodsPeer {
  return peer.kind === 'pods';
}
