import { Admission } from './admission';
import { PeerView } from './isolation';
import { Endpoint } from '../../model/flow';
import { addressesOfNode } from '../../model/inside';
import { Snapshot } from '../../model/snapshot';
import { HostNetworkReading } from '../../model/trace';
import { Workload } from '../../model/workload';
import { AddressAtoms, AddressSignature } from '../atoms/address-atoms';
import { WorkloadClass } from '../classes/classes';
import { placementOf } from '../classes/placement';
import { includes, Selection } from '../classes/selections';

/** The pods of a class that are not on the host network, as seen by any subject. */
export function viewOfPods(
  admission: Admission, { addressSignature, portTable, index }: WorkloadClass,
  selected: string = selectedBy(admission, index),
): PeerView {
  return { selected, appearance: 'pod', addressSignature, portTable };
}

/** The pods of a class, as seen by a subject that runs on one of these nodes, in one reading of the host network. */
export function viewOfClass(
  admission: Admission, peer: WorkloadClass, subjectNodes: Workload['nodes'], reading: HostNetworkReading,
): PeerView {
  const { addressSignature, workloads: [{ hostNetwork, nodes }] } = peer;
  const node = { names: nodes };
  return !hostNetwork ? viewOfPods(admission, peer) : reading === 'pods' ? { ...viewOfPods(admission, peer), node }
    : { selected: '', appearance: 'node', addressSignature, placement: placementOf(subjectNodes, nodes), node };
}

/** An endpoint that is no pod, as seen by a subject that runs on one of these nodes. */
export function viewOfOutsider(
  snapshot: Snapshot, atoms: AddressAtoms, peer: Exclude<Endpoint, { kind: 'workload' }>,
  subjectNodes: Workload['nodes'],
): PeerView {
  if (peer.kind === 'address') {
    return viewOfAddress(atoms.signatureAt(peer.address));
  }
  const nodes = peer.name === undefined ? undefined : [peer.name];
  return {
    selected: '',
    appearance: 'node',
    addressSignature: atoms.signatureOf(addressesOfNode(snapshot, peer)),
    placement: peer.isElsewhere ? 'different' : peer.isOwn ? 'same' : placementOf(subjectNodes, nodes),
    node: { names: nodes },
  };
}

/** An address outside the cluster, as seen by any subject. */
export function viewOfAddress(addressSignature: AddressSignature): PeerView {
  return { selected: '', appearance: 'outside', addressSignature };
}

/** `PeerView.selected` of the pods of a class. */
function selectedBy({ isolation: { rules } }: Admission, index: number): string {
  let selected = '';
  for (const { peers } of rules) {
    selected += digitOf(peers.pods, index);
  }
  return selected;
}

function digitOf({ certain, perhaps }: Selection, index: number): string {
  return includes(certain, index) ? '2' : includes(perhaps, index) ? '1' : '0';
}
