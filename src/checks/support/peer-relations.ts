import { bothSelectors, containsPods, containsSelector, isVoid, sharedPods } from './selector-relations';
import { AddressesPeer, OutsidersPeer, Peer } from '../../model/peer';
import { AddressSet, ALL_ADDRESSES, NO_ADDRESSES } from '../../sets/addresses';
import { allOf } from '../../sets/ternary';

/** Whether whoever the inner peer may match is certainly matched by one of the others, on every cluster. */
export function coversPeer(peers: readonly Peer[], inner: Peer): boolean {
  return peers.some(outer => containsPeer(outer, inner))
    || (peers.some(({ kind }) => kind === 'addresses') && addressesFor(inner).isSubsetOf(addressesCounting(peers, inner)));
}

/** All addresses of the peers that count for whatever the inner peer matches. */
export function addressesCounting(peers: readonly Peer[], inner: Peer): AddressSet {
  const { pods, nodes } = endpointsOf(inner);
  const known = sums.get(peers) ?? [];
  sums.set(peers, known);
  const index = (pods ? 2 : 0) + (nodes ? 1 : 0);
  return known[index] ??= peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses')
    .filter(({ matchesPods, matchesNodes }) => (matchesPods || !pods) && (matchesNodes || !nodes))
    .reduce((all, { addresses }) => all.union(addresses), NO_ADDRESSES);
}

/** The addresses of one rule are compared with those of every other: one sum for each kind of endpoint that counts. */
const sums = new WeakMap<readonly Peer[], AddressSet[]>();

function containsPeer(outer: Peer, inner: Peer): boolean {
  switch (outer.kind) {
    case 'everyone': return true;
    case 'addresses': return false;
    case 'pods': return inner.kind === 'pods' && containsPods(outer, inner);
    case 'nodes': return inner.kind === 'nodes' && containsSelector(outer.nodes, inner.nodes);
    case 'names': return inner.kind === 'names' && inner.names.every(name => outer.names.includes(name));
    case 'outsiders': return inner.kind === 'outsiders' && (outer.world || !inner.world)
      && (outer.nodes === 'yes' || inner.nodes === 'no');
  }
}

/** Of whoever is not given by addresses, any address is possible. */
function addressesFor(peer: Peer): AddressSet {
  return peer.kind === 'addresses' ? peer.addresses : ALL_ADDRESSES;
}

/** Whether the peer may be a pod, or a node. */
function endpointsOf(peer: Peer): { readonly pods: boolean; readonly nodes: boolean } {
  switch (peer.kind) {
    case 'pods': return { pods: true, nodes: false };
    case 'addresses': return { pods: peer.matchesPods, nodes: peer.matchesNodes };
    case 'outsiders': return { pods: false, nodes: peer.nodes !== 'no' };
    case 'nodes':
    case 'names':
    case 'everyone': return { pods: true, nodes: true };
  }
}

/** Whoever both peers may match, or more than these; undefined where there can be nobody. */
export function sharedPeer(one: Peer, other: Peer): Peer | undefined {
  const [left, right] = ORDER.indexOf(one.kind) <= ORDER.indexOf(other.kind) ? [one, other] : [other, one];
  switch (left.kind) {
    case 'everyone': return right;
    case 'pods': return sharedWithPods(left, right);
    case 'nodes': return sharedWithNodes(left, right);
    case 'names': return left;
    case 'outsiders': return right.kind === 'outsiders' ? sharedOutsiders(left, right) : right;
    case 'addresses': return sharedAddresses(left, right as AddressesPeer);
  }
}

/** A peer is compared with those behind it. */
const ORDER: readonly Peer['kind'][] = ['everyone', 'pods', 'nodes', 'names', 'outsiders', 'addresses'];

function sharedWithPods(pods: Peer & { readonly kind: 'pods' }, other: Peer): Peer | undefined {
  switch (other.kind) {
    case 'pods': {
      const shared = sharedPods(pods, other);
      return shared && { kind: 'pods', ...shared };
    }
    case 'addresses': return other.matchesPods ? pods : undefined;
    case 'outsiders': return undefined;
    // Only pods on the host network share the address of a node, or of anything that has a name.
    default: return pods.skipsHostNetwork ? undefined : pods;
  }
}

function sharedWithNodes(nodes: Peer & { readonly kind: 'nodes' }, other: Peer): Peer | undefined {
  switch (other.kind) {
    case 'nodes': {
      const shared = bothSelectors(nodes.nodes, other.nodes);
      return isVoid(shared) ? undefined : { kind: 'nodes', nodes: shared };
    }
    case 'addresses': return other.matchesNodes || other.matchesPods ? nodes : undefined;
    case 'outsiders': return other.nodes === 'no' ? undefined : nodes;
    default: return nodes;
  }
}

function sharedOutsiders(one: OutsidersPeer, other: OutsidersPeer): Peer | undefined {
  const shared: OutsidersPeer = { kind: 'outsiders', world: one.world && other.world, nodes: allOf([one.nodes, other.nodes]) };
  return shared.world || shared.nodes !== 'no' ? shared : undefined;
}

function sharedAddresses(one: AddressesPeer, other: AddressesPeer): Peer | undefined {
  const addresses = one.addresses.intersect(other.addresses);
  return addresses.isEmpty ? undefined : {
    ...one,
    addresses,
    matchesPods: one.matchesPods && other.matchesPods,
    matchesNodes: one.matchesNodes && other.matchesNodes,
  };
}
