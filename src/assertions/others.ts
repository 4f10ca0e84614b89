import { absentPod } from './absent-pods';
import { addressesOfApiServer } from './api-server-members';
import { Party } from './assertion';
import { complementOf } from './complement';
import { BehindService, End } from './ends';
import { blockMember, Member, podsOf } from './member';
import { isPods } from './members';
import { addressesOf, isInternet } from './ranges';
import { FoundService, isAddresses, ServiceBackend, servicesOf } from './services';
import { NodeEndpoint, formatEndpoint } from '../model/flow';
import {
  addressesOfNode, addressesOfWorkload, freeAddressesOf, insideAddresses, nodeRanges, otherNodes, podRanges,
  serviceAddresses, takenAddresses, unionOfKnown,
} from '../model/inside';
import { labelFacts } from '../model/labels';
import { selectsNodes } from '../model/node-selection';
import { Peer } from '../model/peer';
import { selectorFor } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Service, Workload } from '../model/workload';
import { blocksWithin } from '../semantics/external-blocks';
import { selectsPods } from '../semantics/match';
import { ALL_ADDRESSES, AddressSet, NO_ADDRESSES } from '../sets/addresses';
import { portRange } from '../sets/ports';
import { anyOf, Ternary } from '../sets/ternary';
import { TrafficSet } from '../sets/traffic-set';

/**
 * Everybody whom none of the parties means: pods, those that are not there yet included, nodes, and addresses outside.
 *
 * Whoever has one of their addresses is meant by them too, so that a pod whose address nobody knows is here with its
 * other addresses only; of one of which it is open whether they mean it, it is open whether it is here (`isPerhaps`).
 * Nodes are those on which the pod at the other end does not run: its own one reaches it, and is reached, whatever any
 * policy says.
 */
export function othersThan(snapshot: Snapshot, parties: readonly Party[]): End {
  const peers = parties.flatMap(party => party.peers);
  const named = namedBy(peers).union(unionOfKnown(parties.map(party => addressesOfApiServer(snapshot, party))));
  const range = snapshot.facts.addressesAreOutside === true ? NO_ADDRESSES : named;
  const stranger = addressesOfWorkload(snapshot, SOME_POD);
  const strangerAddresses = stranger.overlaps(range) ? stranger.subtract(range) : undefined;
  return {
    members: [
      ...otherWorkloads(snapshot, parties, peers, range),
      ...nodesBut(snapshot, peers, range),
      ...blocksBut(snapshot, peers, named),
    ],
    strangers: strangerAddresses?.isEmpty ? [] : complementOf(snapshot, peers),
    strangerAddresses,
    areStrangersPerhaps: strangerAddresses !== undefined && snapshot.facts.podAddresses === undefined,
    allButThese: peers.filter(isPods),
    behindServices: parties.flatMap(party => servicesOf(snapshot, party)).flatMap(behind),
  };
}

/** The addresses that peers mean to the letter. */
function namedBy(peers: readonly Peer[]): AddressSet {
  return addressesOf(peers.filter(isAddresses).filter(peer => !isInternet(peer)));
}

/** A pod of which nothing is known. */
const SOME_POD = absentPod({ namespace: '', name: '', labels: labelFacts(new Map()), isSinglePod: true });

function otherWorkloads(
  snapshot: Snapshot, parties: readonly Party[], peers: readonly Peer[], range: AddressSet,
): Member[] {
  const excused = throughServices(snapshot, parties);
  return snapshot.workloads.flatMap((workload): Member[] => {
    const isNamed = parties.some(({ workloads }) => workloads?.includes(workload));
    const isMeant = isNamed ? 'yes' : anyOf(peers.map(peer => meansWorkload(snapshot, peer, workload)));
    const own = freeAddressesOf(snapshot, workload);
    const mayHaveThem = own.overlaps(range);
    const rest = own.subtract(range);
    const member: Member = {
      ...podsOf(elsewhere(mayHaveThem ? { ...workload, addresses: rest } : workload), workload),
      isPerhaps: isMeant === 'unknown' || (mayHaveThem && workload.addresses === undefined),
      excused: excused.get(workload),
    };
    return isMeant === 'yes' || (mayHaveThem && rest.isEmpty) ? [] : [member];
  });
}

/** On the host network a pod has the address of its node, and so it has what the own node of the other end has. */
function elsewhere(workload: Workload): Workload {
  return workload.hostNetwork && workload.nodes === undefined ? { ...workload, nodes: [ANOTHER_NODE] } : workload;
}

/** No node of a cluster can have such a name. */
const ANOTHER_NODE = '(another node)';

function meansWorkload(snapshot: Snapshot, peer: Peer, workload: Workload): Ternary {
  switch (peer.kind) {
    case 'everyone': return 'yes';
    case 'pods': return selectsPods(snapshot, peer, workload);
    case 'nodes': return workload.hostNetwork ? selectsNodes(snapshot, peer.nodes, workload.nodes) : 'no';
    case 'names':
    case 'addresses':
    case 'outsiders': return 'no';
  }
}

/** What certainly leads to the pods through a Service that the parties mean. */
function throughServices(snapshot: Snapshot, parties: readonly Party[]): Map<Workload, TrafficSet> {
  const excused = new Map<Workload, TrafficSet>();
  for (const found of parties.flatMap(party => servicesOf(snapshot, party))) {
    for (const backend of found.backends) {
      const { endpoint, isPerhaps } = backend;
      if (endpoint.kind === 'workload' && !isPerhaps) {
        const others = excused.get(endpoint.workload) ?? TrafficSet.NONE;
        excused.set(endpoint.workload, trafficOf(found.service, [backend]).union(others));
      }
    }
  }
  return excused;
}

/** A headless Service has no ports of its own: its name stands for the pods. */
function trafficOf(service: Service, backends: readonly ServiceBackend[]): TrafficSet {
  return service.isHeadless ? TrafficSet.ALL : backends.flatMap(({ ports }) => ports)
    .reduce((sum, { protocol, target }) => sum.union(TrafficSet.of(protocol, portRange(target))), TrafficSet.NONE);
}

/** The pods of the Service, those that are not there yet included; these are taken to name ports as those that are there. */
function behind({ service, backends }: FoundService): BehindService[] {
  const { namespace, selector, ports } = service;
  return selector === undefined ? [] : [{
    pods: {
      kind: 'pods',
      namespaces: { kind: 'named', name: namespace },
      pods: selectorFor(selector),
    },
    traffic: ports.flatMap(({ protocol, port, targetPort = port }) =>
      (typeof targetPort === 'number' ? [TrafficSet.of(protocol, portRange(targetPort))] : []))
      .reduce((sum, part) => sum.union(part), trafficOf(service, backends)),
  }];
}

/** Nodes of the input, and one that stands for others where more may be there, or nothing is known of any. */
function nodesBut(snapshot: Snapshot, peers: readonly Peer[], range: AddressSet): Member[] {
  const named = [...snapshot.nodes.keys()].map((name): NodeEndpoint => ({ kind: 'node', name, isElsewhere: true }));
  const isOther = named.length === 0 || !otherNodes(snapshot).isEmpty;
  return [...named, ...isOther ? [{ kind: 'node', isElsewhere: true } as const] : []].flatMap((node): Member[] => {
    const isMeant = anyOf(peers.map(peer => meansNode(snapshot, peer, node)));
    const own = addressesOfNode(snapshot, node);
    const mayHaveThem = own.overlaps(range);
    const rest = own.subtract(range);
    const isKnown = snapshot.nodes.get(node.name ?? '')?.addresses.isEmpty === false;
    return isMeant === 'yes' || (mayHaveThem && rest.isEmpty) ? [] : [{
      endpoint: mayHaveThem ? { ...node, addresses: rest } : node,
      name: formatEndpoint(node),
      isPerhaps: isMeant === 'unknown' || (mayHaveThem && !isKnown),
    }];
  });
}

function meansNode(snapshot: Snapshot, peer: Peer, { name }: NodeEndpoint): Ternary {
  switch (peer.kind) {
    case 'everyone': return 'yes';
    case 'nodes': return selectsNodes(snapshot, peer.nodes, name === undefined ? undefined : [name]);
    case 'outsiders': return peer.nodes;
    case 'names':
    case 'addresses':
    case 'pods': return 'no';
  }
}

/** Addresses outside, and those of node ranges, where other machines may be. That of a Service is no end of a connection. */
function blocksBut(snapshot: Snapshot, peers: readonly Peer[], range: AddressSet): Member[] {
  const internet = addressesOf(peers.filter(isAddresses).filter(isInternet)).subtract(insideAddresses(snapshot));
  const ofNodes = peers.some(peer => peer.kind === 'nodes' && peer.nodes.requirements.length === 0)
    ? nodeRanges(snapshot) : NO_ADDRESSES;
  const isEverybody = peers.some(peer => peer.kind === 'everyone' || (peer.kind === 'outsiders' && peer.world));
  const all = isEverybody ? NO_ADDRESSES : ALL_ADDRESSES;
  const others = [range, internet, ofNodes, podRanges(snapshot), takenAddresses(snapshot), serviceAddresses(snapshot)]
    .reduce((rest, part) => rest.subtract(part), all);
  return blocksWithin(snapshot, others).map(({ cidrs }) => blockMember(cidrs));
}
