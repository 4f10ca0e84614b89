import { Endpoint, Flow } from '../../src/model/flow';
import { everyPolicyOf } from '../../src/model/interpretation';
import { rulesOf } from '../../src/model/policy';
import { Snapshot } from '../../src/model/snapshot';
import { ALL_ADDRESSES } from '../../src/sets/addresses';
import { FIRST_PORT, LAST_PORT, PROTOCOLS } from '../../src/sets/ports';

/** Every flow that could show a difference: all pairs of endpoints, every boundary of ports and addresses, both sides. */
export function* boundaryFlows(snapshot: Snapshot): Generator<Flow> {
  const endpoints = boundaryEndpoints(snapshot);
  for (const source of endpoints) {
    for (const destination of endpoints) {
      if (source.kind === 'workload' || destination.kind === 'workload') {
        const isOneWorkload = source.kind === 'workload' && destination.kind === 'workload'
          && source.workload === destination.workload;
        yield* flowsBetween(snapshot, source, destination, false);
        if (isOneWorkload) {
          yield* flowsBetween(snapshot, source, destination, true);
        }
      }
    }
  }
}

function* flowsBetween(snapshot: Snapshot, source: Endpoint, destination: Endpoint, samePod: boolean): Generator<Flow> {
  const ports = boundaryPorts(snapshot, destination);
  for (const protocol of PROTOCOLS) {
    for (const port of ports) {
      yield { source, destination, protocol, port, samePod };
    }
  }
  yield { source, destination, protocol: 'ICMP', port: 0, samePod };
}

/** Workloads, nodes with and without a name, and the addresses at which an answer may change, with their neighbours. */
export function boundaryEndpoints(snapshot: Snapshot): Endpoint[] {
  return [
    ...snapshot.workloads.map((workload): Endpoint => ({ kind: 'workload', workload })),
    ...[undefined, ...snapshot.nodes.keys(), 'n-unheard-of'].map((name): Endpoint => ({ kind: 'node', ...(name && { name }) })),
    ...boundaryAddresses(snapshot).map((address): Endpoint => ({ kind: 'address', address })),
  ];
}

function boundaryAddresses(snapshot: Snapshot): bigint[] {
  const edges = everyPolicyOf(snapshot).flatMap(rulesOf).flatMap(({ peers }) => peers)
    .flatMap(peer => (peer.kind === 'addresses' ? peer.addresses.intervals : []))
    .flatMap(({ start, end }) => [start, end]);
  return [...new Set([0n, ...edges.flatMap(edge => [edge - 1n, edge])])]
    .filter(address => ALL_ADDRESSES.contains(address));
}

function boundaryPorts(snapshot: Snapshot, destination: Endpoint): number[] {
  const ofRules = everyPolicyOf(snapshot).flatMap(rulesOf).flatMap(({ ports }) => ports)
    .flatMap(match => (match.kind === 'numbered' ? match.ports.intervals : []))
    .flatMap(({ start, end }) => [start, end - 1]);
  const ofPods = destination.kind === 'workload' ? destination.workload.ports.map(({ port }) => port) : [];
  const ports = [FIRST_PORT, LAST_PORT, ...ofRules, ...ofPods].flatMap(port => [port - 1, port, port + 1]);
  return [...new Set(ports)].filter(port => port >= FIRST_PORT && port <= LAST_PORT)
    .sort((left, right) => left - right);
}
