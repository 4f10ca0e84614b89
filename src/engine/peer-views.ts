import { AddressAtoms, Whereabouts } from './address-atoms';
import { Admission, PeerView } from './admissions';
import { Selection } from './class-selections';
import { WorkloadClass } from './classes';
import { Appearing } from './compiled-rules';
import { HOST_KIND, Kinds } from './kinds';
import { addressesOfNodes, placementOf } from './whereabouts';
import { Enforcement } from '../model/cluster';
import { Endpoint } from '../model/flow';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** The pods of a class as a subject sees them that runs on these nodes. */
export function viewOfClass(
  { enforcement }: Snapshot, admission: Admission, peer: WorkloadClass, subjectNodes: Workload['nodes'],
  selected: string = selectionOf(admission, peer.index),
): PeerView {
  const { whereabouts, portTable, workloads: [{ hostNetwork, nodes }] } = peer;
  return {
    selected,
    appears: appearancesOf(hostNetwork, enforcement),
    whereabouts,
    portTable,
    ...hostNetwork && { placement: placementOf(subjectNodes, nodes) },
  };
}

/** An endpoint that is no pod, as a subject sees it that runs on these nodes. */
export function viewOfOutsider(
  snapshot: Snapshot, atoms: AddressAtoms, peer: Exclude<Endpoint, { kind: 'workload' }>, subjectNodes: Workload['nodes'],
): PeerView {
  if (peer.kind === 'address') {
    return viewOfAddress(atoms.at(peer.address));
  }
  const nodes = peer.name === undefined ? undefined : [peer.name];
  return {
    selected: '',
    appears: ['node'],
    whereabouts: atoms.whereaboutsOf(addressesOfNodes(snapshot, nodes)),
    placement: placementOf(subjectNodes, nodes),
  };
}

/** An address outside the cluster. */
export function viewOfAddress(whereabouts: Whereabouts): PeerView {
  return { selected: '', appears: ['outside'], whereabouts };
}

function appearancesOf(hostNetwork: boolean, { hostNetworkPods }: Enforcement): readonly Appearing[] {
  return !hostNetwork ? ['pod'] : hostNetworkPods === 'nodes' ? ['node'] : ['pod', 'node'];
}

/** The number of the passage to a class; classes of one kind that the same rules select share it. */
export function passageOfClass(
  snapshot: Snapshot, admission: Admission, peer: WorkloadClass, { of }: Kinds, subjectNodes: Workload['nodes'],
  selected: string = selectionOf(admission, peer.index),
): number {
  const kind = of[peer.index];
  if (kind === HOST_KIND) {
    return admission.passage(viewOfClass(snapshot, admission, peer, subjectNodes, selected));
  }
  const known = admission.passagesByKind(selected);
  return known[kind] ??= admission.passage(viewOfClass(snapshot, admission, peer, subjectNodes, selected));
}

/** For each rule whether it selects the class, as `PeerView.selected` says it. */
function selectionOf({ isolation: { rules } }: Admission, index: number): string {
  let selected = '';
  for (const { peers } of rules) {
    selected += answerOf(peers.pods, index);
  }
  return selected;
}

function answerOf({ certain, perhaps }: Selection, index: number): string {
  return includes(certain, index) ? '2' : includes(perhaps, index) ? '1' : '0';
}

function includes(sorted: Int32Array, value: number): boolean {
  if (sorted.length === 0 || value < sorted[0] || value > sorted[sorted.length - 1]) {
    return false;
  }
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return sorted[low] === value;
}
