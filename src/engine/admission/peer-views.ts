import { Admission } from './admission';
import { Appearance } from './compiled-rules';
import { PeerView } from './isolation';
import { Enforcement } from '../../model/cluster';
import { Endpoint } from '../../model/flow';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { AddressAtoms, AddressSignature } from '../atoms/address-atoms';
import { WorkloadClass } from '../classes/classes';
import { addressesOfNodes, placementOf } from '../classes/placement';
import { includes, Selection } from '../classes/selections';

/** The pods of a class, as seen by a subject that runs on one of these nodes. */
export function viewOfClass(
  { enforcement }: Snapshot, admission: Admission, peer: WorkloadClass, subjectNodes: Workload['nodes'],
  selected: string = selectedBy(admission, peer.index),
): PeerView {
  const { addressSignature, portTable, workloads: [{ hostNetwork, nodes }] } = peer;
  return {
    selected,
    appearances: appearancesOf(hostNetwork, enforcement),
    addressSignature,
    portTable,
    ...hostNetwork && { placement: placementOf(subjectNodes, nodes) },
  };
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
    appearances: ['node'],
    addressSignature: atoms.signatureOf(addressesOfNodes(snapshot, nodes)),
    placement: placementOf(subjectNodes, nodes),
  };
}

/** An address outside the cluster, as seen by any subject. */
export function viewOfAddress(addressSignature: AddressSignature): PeerView {
  return { selected: '', appearances: ['outside'], addressSignature };
}

function appearancesOf(hostNetwork: boolean, { hostNetworkPods }: Enforcement): readonly Appearance[] {
  return !hostNetwork ? ['pod'] : hostNetworkPods === 'nodes' ? ['node'] : ['pod', 'node'];
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
