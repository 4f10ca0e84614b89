import { Admission } from './admission';
import { Appearing } from './compiled-rules';
import { PeerView } from './isolation';
import { Enforcement } from '../../model/cluster';
import { Endpoint } from '../../model/flow';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { AddressAtoms, AddressSignature } from '../atoms/address-atoms';
import { WorkloadClass } from '../classes/classes';
import { addressesOfNodes, placementOf } from '../classes/placement';
import { includes, Selection } from '../classes/selections';

/** The pods of a class as a subject sees them that runs on these nodes. */
export function viewOfClass(
  { enforcement }: Snapshot, admission: Admission, peer: WorkloadClass, subjectNodes: Workload['nodes'],
  selected: string = selectedBy(admission, peer.index),
): PeerView {
  const { addressSignature, portTable, workloads: [{ hostNetwork, nodes }] } = peer;
  return {
    selected,
    appears: appearancesOf(hostNetwork, enforcement),
    addressSignature,
    portTable,
    ...hostNetwork && { placement: placementOf(subjectNodes, nodes) },
  };
}

/** An endpoint that is no pod, as a subject sees it that runs on these nodes. */
export function viewOfOutsider(
  snapshot: Snapshot, atoms: AddressAtoms, peer: Exclude<Endpoint, { kind: 'workload' }>, subjectNodes: Workload['nodes'],
): PeerView {
  if (peer.kind === 'address') {
    return viewOfAddress(atoms.signatureAt(peer.address));
  }
  const nodes = peer.name === undefined ? undefined : [peer.name];
  return {
    selected: '',
    appears: ['node'],
    addressSignature: atoms.signatureOf(addressesOfNodes(snapshot, nodes)),
    placement: placementOf(subjectNodes, nodes),
  };
}

/** An address outside the cluster. */
export function viewOfAddress(addressSignature: AddressSignature): PeerView {
  return { selected: '', appears: ['outside'], addressSignature };
}

function appearancesOf(hostNetwork: boolean, { hostNetworkPods }: Enforcement): readonly Appearing[] {
  return !hostNetwork ? ['pod'] : hostNetworkPods === 'nodes' ? ['node'] : ['pod', 'node'];
}

/** For each rule whether it selects the class, as `PeerView.selected` says it. */
function selectedBy({ isolation: { rules } }: Admission, index: number): string {
  let selected = '';
  for (const { peers } of rules) {
    selected += answerOf(peers.pods, index);
  }
  return selected;
}

function answerOf({ certain, perhaps }: Selection, index: number): string {
  return includes(certain, index) ? '2' : includes(perhaps, index) ? '1' : '0';
}
