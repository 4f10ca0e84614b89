import { Assertion, Party } from './assertion';
import { Trace } from '../model/answer';
import { Endpoint, Flow } from '../model/flow';
import { AddressesPeer, Peer, PodsPeer } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { formatWorkload } from '../model/workload';
import { AddressSet, NO_ADDRESSES, parseAddress } from '../sets/addresses';
import { formatBlocks } from '../sets/blocks';
import { parseCidr } from '../sets/cidr';
import { portParts, relevantPorts } from '../spec/connections';
import { externalBlocks } from '../spec/external-blocks';
import { judge } from '../spec/judge';
import { matchesPort, selectsPods } from '../spec/match';

/** An endpoint that stands for all that are like it, with the name of them all: `0.0.0.0/0 (except 10.0.0.0/8)`. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly name: string;
}

/** Every endpoint that the party means, one for each set of addresses that no policy tells apart. */
export function membersOf(snapshot: Snapshot, { peers }: Party): Member[] {
  const addresses = peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses')
    .reduce<AddressSet>((sum, peer) => sum.union(peer.addresses), NO_ADDRESSES);
  return [
    // A pod that is only perhaps meant counts, so that no assertion holds by luck.
    ...snapshot.workloads.filter(workload => peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no'))
      .map((workload): Member => ({ endpoint: { kind: 'workload', workload }, name: formatWorkload(workload) })),
    ...externalBlocks(snapshot, addresses).map(({ cidrs }): Member => {
      const block = cidrs.map(cidr => parseCidr(cidr)!.addresses).reduce((sum, part) => sum.union(part));
      return { endpoint: { kind: 'address', address: wellKnownAddress(block) }, name: formatBlocks(block) };
    }),
  ];
}

/** Of addresses that no policy tells apart, one that a reader takes for an address. */
function wellKnownAddress(block: AddressSet): bigint {
  const [{ start, end }] = block.intervals;
  return WELL_KNOWN_ADDRESSES.find(address => block.contains(address)) ?? (start + 1n < end ? start + 1n : start);
}

const WELL_KNOWN_ADDRESSES = ['8.8.8.8', '2001:4860:4860::8888'].map(text => parseAddress(text)!);

function isPods(peer: Peer): peer is PodsPeer {
  return peer.kind === 'pods';
}

/** The verdict on every flow that the assertion speaks of, the flows that people would pick first. */
export function tracesOf(snapshot: Snapshot, assertion: Assertion): Trace[] {
  return pairsOf(snapshot, assertion)
    .flatMap(([source, destination]) => flowsBetween(snapshot, assertion, source, destination))
    .map(flow => judge(snapshot, flow));
}

/** Sources and destinations; a pod is no pair with itself, two replicas of a workload are. */
export function pairsOf(snapshot: Snapshot, { source, destination }: Assertion): [Endpoint, Endpoint][] {
  const endpointsOf = (party: Party) => membersOf(snapshot, party).map(({ endpoint }) => endpoint);
  const destinations = endpointsOf(destination);
  return endpointsOf(source).flatMap(from => destinations
    .filter(to => !isOnePod(from, to))
    .map((to): [Endpoint, Endpoint] => [from, to]));
}

function isOnePod(source: Endpoint, destination: Endpoint): boolean {
  return source.kind === 'workload' && destination.kind === 'workload'
    && source.workload === destination.workload && source.workload.isSinglePod;
}

function flowsBetween(snapshot: Snapshot, { ports }: Assertion, source: Endpoint, destination: Endpoint): Flow[] {
  const pod = destination.kind === 'workload' ? destination.workload : undefined;
  const cuts = [...relevantPorts(snapshot, source, destination), ...ports];
  const flows = portParts(snapshot, destination, cuts).map(part => {
    const declared = pod?.ports.find(({ protocol, port }) => protocol === part.protocol && part.ports.contains(port));
    const known = declared?.port ?? WELL_KNOWN_PORTS.find(candidate => part.ports.contains(candidate));
    const port = known ?? part.ports.intervals[0].start;
    return { source, destination, protocol: part.protocol, port };
  });
  const isDeclared = (flow: Flow) => pod?.ports.some(({ protocol, port }) =>
    protocol === flow.protocol && port === flow.port) ?? false;
  return flows.filter(flow => ports.some(match => matchesPort(snapshot, match, flow, pod)))
    .sort((left, right) => Number(isDeclared(right)) - Number(isDeclared(left)));
}

/** Of ports that no policy tells apart, the ones that a reader knows. */
const WELL_KNOWN_PORTS = [443, 80, 53, 22];
