import { Party } from './assertion';
import { addressesOf, isInternet } from './ranges';
import { ServiceBackend, servicesAt } from './services';
import { Endpoint, Flow, formatEndpoint } from '../model/flow';
import {
  freeAddressesOf, hasAnyAddress, insideAddresses, otherNodes, podRanges, serviceAddresses, takenAddresses,
} from '../model/inside';
import { labelFacts } from '../model/labels';
import { AddressesPeer, Peer, PodsPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { formatWorkload, Workload } from '../model/workload';
import { blocksWithin } from '../semantics/external-blocks';
import { selectsPods } from '../semantics/match';
import { AddressSet } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { TrafficSet } from '../sets/traffic-set';
import { wellKnownAddress } from '../sets/well-known';

/** An endpoint that stands for all that are like it, with their common name: `0.0.0.0/0 (except 10.0.0.0/8)`. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly name: string;
  /** The workload in the input. The endpoint may be a copy of it that has only some of its addresses. */
  readonly workload?: Workload;
  /** Whether it is open that the party means it: a pod whose address nobody knows may have one of a range. */
  readonly isPerhaps?: boolean;
  /** The Service that leads to it, where the party means the address of one. */
  readonly service?: ServiceBackend;
  /** The addresses for which it stands, where it is no pod and no node. */
  readonly block?: AddressSet;
  /** Traffic to it that the assertion does not mean. */
  readonly excused?: TrafficSet;
}

/** The sources that a party means: pods by their labels, or by addresses whoever has them. */
export function sourcesOf(snapshot: Snapshot, { peers }: Party): Member[] {
  // A pod that is perhaps selected counts, so that no assertion holds only because a pod was left out.
  const selected = snapshot.workloads
    .filter(workload => peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no'));
  return [
    ...selected.map(workload => podsOf(workload, workload)),
    ...membersByAddress(snapshot, peers.filter(isAddresses), selected),
  ];
}

/** The destinations that a party means: as sources, and what stands behind Services whose addresses are among them. */
export function destinationsOf(snapshot: Snapshot, party: Party): Member[] {
  return [
    ...sourcesOf(snapshot, party),
    ...servicesAt(snapshot, literalAddresses(party)).flatMap(({ backends }) => backends.map((service): Member => (
      { endpoint: service.endpoint, name: `${formatEndpoint(service.endpoint)} behind ${service.name}`, service }))),
  ];
}

/** The flow between the workloads of the input, of which the judged ends may be copies with some of their addresses. */
export function betweenWorkloads(flow: Flow, source: Member, destination: Member): Flow {
  const real = ({ endpoint, workload }: Member): Endpoint => (workload === undefined ? endpoint : { kind: 'workload', workload });
  return { ...flow, source: real(source), destination: real(destination) };
}

/** The addresses that the party means to the letter. */
export function literalAddresses({ peers }: Party): AddressSet {
  return addressesOf(peers.filter(isAddresses).filter(peer => !isInternet(peer)));
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

/** Addresses that no policy tells apart. */
export function blockMember(cidrs: readonly string[]): Member {
  const block = cidrs.map(cidr => parseCidr(cidr)!.addresses).reduce((sum, part) => sum.union(part));
  return { endpoint: { kind: 'address', address: wellKnownAddress(block) }, name: formatBlocks(block), block };
}

/** @param endpoint the workload, or a copy of it that is judged in its place */
export function podsOf(endpoint: Workload, workload: Workload): Member {
  return { endpoint: { kind: 'workload', workload: endpoint }, name: formatWorkload(workload), workload };
}

/** The nodes with such an address, and a further node if the range meets addresses that a further node may have. */
function nodeMembers(snapshot: Snapshot, meant: AddressSet): Member[] {
  const named = [...snapshot.nodes.values()].filter(({ addresses }) => addresses.overlaps(meant));
  return [
    ...named.map(({ name }): Endpoint => ({ kind: 'node', name })),
    ...otherNodes(snapshot).overlaps(meant) ? [{ kind: 'node' } as const] : [],
  ].map(endpoint => ({ endpoint, name: formatEndpoint(endpoint) }));
}

/** No namespace of a cluster can have this name. */
const ELSEWHERE = '(not in the input)';

/** What differs between pods that are not in the input. */
type AbsentPod = Pick<Workload, 'namespace' | 'name' | 'labels' | 'isSinglePod' | 'addresses'>;

/** A pod that is not in the input. */
export function absentPod(given: AbsentPod): Workload {
  return {
    ...given, kind: 'Pod', ports: [], hostNetwork: false, origin: { object: 'a pod that the input does not have' },
  };
}

/** A pod that is not in the input, at one of the addresses. */
function strangers(addresses: AddressSet): Member[] {
  const workload = absentPod({
    namespace: ELSEWHERE, name: 'pod', labels: labelFacts(new Map()), addresses, isSinglePod: false,
  });
  return addresses.isEmpty ? []
    : [{ endpoint: { kind: 'workload', workload }, name: 'a pod that the input does not have' }];
}

/** Whether the endpoint stands for pods that the input does not have. */
export function isStranger(endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && (endpoint.workload.namespace === ELSEWHERE || endpoint.workload.name === NEW_POD);
}

/** The name of such a pod; no pod of a cluster can have it. */
export const NEW_POD = '(a new pod)';

export function isAddresses(peer: Peer): peer is AddressesPeer {
  return peer.kind === 'addresses';
}

export function isPods(peer: Peer): peer is PodsPeer {
  return peer.kind === 'pods';
}
