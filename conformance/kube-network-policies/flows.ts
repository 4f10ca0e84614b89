import { PeerFlow } from './peer';
import { Endpoint, Flow } from '../../src/model/flow';
import { Snapshot } from '../../src/model/snapshot';
import { formatAddress } from '../../src/sets/addresses';
import { boundaryFlows } from '../../test/generators/flows';

/** A flow as each side is asked about it. */
export interface Question {
  readonly flow: Flow;
  readonly asked: PeerFlow;
}

/** The golden ratio: multiples of it fall evenly, whatever the order of the flows repeats. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** So many of the flows that a packet can stand for, evenly from all of them. */
export function questionsAbout(snapshot: Snapshot, count: number): Question[] {
  const all = [...boundaryFlows(snapshot)].flatMap(flow => questionsOf(snapshot, flow));
  return all.length <= count ? all
    : Array.from({ length: count }, (_, index) => all[Math.floor(((index * STEP) % 1) * all.length)]);
}

function questionsOf(snapshot: Snapshot, flow: Flow): Question[] {
  const { source, destination, protocol, port } = flow;
  const [from, to] = [addressOf(snapshot, source), addressOf(snapshot, destination)];
  if (from === undefined || to === undefined || from === to || isLeftToDataPlane(snapshot, source, destination)) {
    return [];
  }
  const asked = { source: formatAddress(from), destination: formatAddress(to), port, protocol: protocol === 'ICMP' ? '' : protocol };
  return [{ flow, asked }];
}

/** None for a node of which nothing is known, and for an outside address that is a pod's or a node's after all. */
function addressOf(snapshot: Snapshot, endpoint: Endpoint): bigint | undefined {
  switch (endpoint.kind) {
    case 'workload': return endpoint.workload.addresses!.intervals[0].start;
    case 'node': return snapshot.nodes.get(endpoint.name ?? '')?.addresses.intervals[0].start;
    case 'address': return [...snapshot.workloads, ...snapshot.nodes.values()]
      .some(({ addresses }) => addresses!.contains(endpoint.address)) ? undefined : endpoint.address;
  }
}

/**
 * Traffic between a pod and the node that it runs on, which a NetworkPolicy never stops
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): the peer's engine is not asked about it.
 */
function isLeftToDataPlane({ policies }: Snapshot, source: Endpoint, destination: Endpoint): boolean {
  return policies.some(({ tier }) => tier === 'normal') && isWithinANode(source, destination);
}

function isWithinANode(source: Endpoint, destination: Endpoint): boolean {
  const [one, other] = [nodeOf(source), nodeOf(destination)];
  return one !== undefined && one.name === other?.name && (one.isHost || other!.isHost);
}

function nodeOf(endpoint: Endpoint): { readonly name?: string; readonly isHost: boolean } | undefined {
  switch (endpoint.kind) {
    case 'workload': return { name: endpoint.workload.nodes![0], isHost: endpoint.workload.hostNetwork };
    case 'node': return { name: endpoint.name, isHost: true };
    case 'address': return undefined;
  }
}
