import { Need } from './needs';
import { SuggestedPeer } from './suggestion';
import { Party } from '../assertions/assertion';
import { isPods } from '../assertions/members';
import { isInternet } from '../assertions/ranges';
import { isAddresses } from '../assertions/services';
import { Label, podsInCode } from '../checks/support/pasteable-code';
import { podRanges } from '../model/inside';
import { AddressesPeer, PodsPeer } from '../model/peer';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';
import { selectsPods } from '../semantics/match';
import { NO_ADDRESSES } from '../sets/addresses';
import { formatCidrs } from '../sets/cidr';

/** Whom a rule has to admit for the need; nobody where no rule of a NetworkPolicy can name the peer. */
export function peersFor(snapshot: Snapshot, { peer, peerWorkload: workload, peerParty }: Need): SuggestedPeer[] {
  if (workload === undefined || !isSelected(snapshot, peerParty, workload)) {
    return peer.service !== undefined && workload !== undefined ? podsOf(snapshot, workload)
      : peerParty.peers.filter(isAddresses).map(block => blockOf(snapshot, block));
  }
  const [group] = selectedAlike(snapshot, peerParty, workload);
  return group === undefined ? podsOf(snapshot, workload)
    : [{ kind: 'pods', labels: group.labels, namespace: workload.namespace }];
}

/** Outside of the cluster are no pods; where it is known which addresses they get, a rule leaves these out. */
function blockOf(snapshot: Snapshot, peer: AddressesPeer): SuggestedPeer {
  const { cidr, exceptCidrs } = peer;
  const isOutside = isInternet(peer) && snapshot.facts.addressesAreOutside !== true;
  const inside = isOutside ? podRanges(snapshot).intersect(peer.addresses) : NO_ADDRESSES;
  const exceptions = [...exceptCidrs, ...formatCidrs(inside)];
  return { kind: 'block', cidr, exceptCidrs: [...new Set(exceptions)] };
}

function podsOf(snapshot: Snapshot, workload: Workload): SuggestedPeer[] {
  const pods = podsInCode(snapshot, workload);
  return pods === undefined ? [] : [{ kind: 'pods', labels: pods.labels, namespace: workload.namespace }];
}

function isSelected(snapshot: Snapshot, { peers, workloads = [] }: Party, workload: Workload): boolean {
  return workloads.includes(workload) || peers.filter(isPods).some(peer => selectsPods(snapshot, peer, workload) !== 'no');
}

/** Workloads of a namespace that somebody has named together by labels. */
export interface NamedTogether {
  readonly labels: readonly Label[];
  readonly workloads: readonly Workload[];
}

/** The ways in which the party names the workload together with others, where a policy can name them so too. */
export function selectedAlike(snapshot: Snapshot, { peers }: Party, workload: Workload): NamedTogether[] {
  return peers.filter(isPods).flatMap(peer => {
    const labels = labelsOf(peer);
    const workloads = snapshot.workloads.filter(other => selectsPods(snapshot, peer, other) === 'yes');
    return labels !== undefined && workloads.length > 1 && workloads.includes(workload) ? [{ labels, workloads }] : [];
  });
}

/** Whether a policy can name pods of the party together. */
export function canBeNamedTogether({ peers }: Party): boolean {
  return peers.filter(isPods).some(peer => labelsOf(peer) !== undefined);
}

/** The labels of a peer that is nothing but labels in one namespace. */
function labelsOf({ namespaces, pods: { requirements } }: PodsPeer): Label[] | undefined {
  const isPlain = requirements.every(({ operator, values, lookup }) =>
    operator === 'In' && values.length === 1 && lookup === undefined);
  return namespaces.kind === 'named' && isPlain ? requirements.map(({ key, values }): Label => [key, values[0]]) : undefined;
}

export function isSamePeer(one: SuggestedPeer, other: SuggestedPeer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
