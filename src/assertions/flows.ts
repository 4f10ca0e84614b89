import { Assertion, Party } from './assertion';
import { Trace } from '../model/answer';
import { Endpoint, Flow } from '../model/flow';
import { AddressesPeer, Peer, PodsPeer } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { portParts, relevantPorts } from '../spec/connections';
import { externalBlocks } from '../spec/external-blocks';
import { judge } from '../spec/judge';
import { matchesPort, selectsPods } from '../spec/match';

/** Every endpoint that the party means, one for each set of addresses that no policy tells apart. */
export function endpointsOf(snapshot: Snapshot, { peers }: Party): Endpoint[] {
  const addresses = peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses')
    .reduce<AddressSet>((sum, peer) => sum.union(peer.addresses), NO_ADDRESSES);
  return [
    // A pod that is only perhaps meant counts, so that no assertion holds by luck.
    ...snapshot.workloads.filter(workload => peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no'))
      .map((workload): Endpoint => ({ kind: 'workload', workload })),
    ...externalBlocks(snapshot, addresses)
      .map(({ representative }): Endpoint => ({ kind: 'address', address: representative })),
  ];
}

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
  const destinations = endpointsOf(snapshot, destination);
  return endpointsOf(snapshot, source).flatMap(from => destinations
    .filter(to => !isOnePod(from, to))
    .map((to): [Endpoint, Endpoint] => [from, to]));
}

function isOnePod(source: Endpoint, destination: Endpoint): boolean {
  return source.kind === 'workload' && destination.kind === 'workload'
    && source.workload === destination.workload && source.workload.isSinglePod;
}

function flowsBetween(snapshot: Snapshot, { ports }: Assertion, source: Endpoint, destination: Endpoint): Flow[] {
  const pod = destination.kind === 'workload' ? destination.workload : undefined;
  const flows = portParts(snapshot, destination, [...relevantPorts(snapshot, source, destination), ...ports]).map(part => {
    const declared = pod?.ports.find(({ protocol, port }) => protocol === part.protocol && part.ports.contains(port));
    return { source, destination, protocol: part.protocol, port: declared?.port ?? part.ports.intervals[0].start };
  });
  const isDeclared = (flow: Flow) => pod?.ports.some(({ protocol, port }) =>
    protocol === flow.protocol && port === flow.port) ?? false;
  return flows.filter(flow => ports.some(match => matchesPort(snapshot, match, flow, pod)))
    .sort((left, right) => Number(isDeclared(right)) - Number(isDeclared(left)));
}
