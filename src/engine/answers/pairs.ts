import { Prepared } from './prepared';
import { Endpoint, Flow } from '../../model/flow';
import { TrafficDirection } from '../../model/policy';
import { FlowVerdict } from '../../model/trace';
import { Workload } from '../../model/workload';
import { Admission } from '../admission/admission';
import { PeerView } from '../admission/isolation';
import { viewOfClass, viewOfOutsider } from '../admission/peer-views';
import { CLOSED, OPEN, Bounds } from '../atoms/bounds-table';
import { NO_TRAFFIC } from '../atoms/traffic-table';
import { WorkloadClass } from '../classes/classes';

/** The class of a workload of the snapshot. */
export function classOf({ classes }: Prepared, workload: Workload): WorkloadClass {
  const found = classes.byWorkload.get(workload);
  if (found === undefined) {
    throw new RangeError(`${workload.namespace}/${workload.name} is no workload of this snapshot`);
  }
  return found;
}

/** The number of the bounds from source to destination. A workload and itself are two of its replicas. */
export function boundsBetween(prepared: Prepared, source: Endpoint, destination: Endpoint): number {
  const egress = boundsOf(prepared, 'egress', source, destination);
  return egress === CLOSED ? CLOSED
    : prepared.boundsTable.intersect(egress, boundsOf(prepared, 'ingress', destination, source));
}

/** The number of the bounds that the policies of the subject set on traffic with the peer. */
export function boundsOf(prepared: Prepared, direction: TrafficDirection, subject: Endpoint, peer: Endpoint): number {
  const admission = admissionOf(prepared, direction, subject);
  if (admission === undefined) {
    return OPEN;
  }
  return peer.kind === 'workload' && !peer.workload.hostNetwork && admission.canAdd
    ? admission.boundsForClass(classOf(prepared, peer.workload))
    : admission.boundsFor(viewOf(prepared, admission, subject, peer));
}

/** The admission of the subject; undefined when everything passes, as for an endpoint that is no pod. */
export function admissionOf(prepared: Prepared, direction: TrafficDirection, subject: Endpoint): Admission | undefined {
  return subject.kind !== 'workload' ? undefined
    : prepared.subjects.admissionOf(classOf(prepared, subject.workload).index, direction);
}

function viewOf(prepared: Prepared, admission: Admission, subject: Endpoint, peer: Endpoint): PeerView {
  return peer.kind === 'workload'
    ? viewOfClass(prepared.snapshot, admission, classOf(prepared, peer.workload), nodesOf(subject))
    : viewOfOutsider(prepared.snapshot, prepared.atoms, peer, nodesOf(subject));
}

function nodesOf(subject: Endpoint): Workload['nodes'] {
  return subject.kind === 'workload' ? subject.workload.nodes : undefined;
}

/** Whether both ends are one pod: no policy can keep it from itself. */
export function isSamePod(source: Endpoint, destination: Endpoint, samePod: boolean): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    && (samePod || source.workload.isSinglePod);
}

/** The verdict on a flow without ports. */
export function verdictOnIcmp(prepared: Prepared, { source, destination }: Flow): FlowVerdict {
  const verdicts = [
    verdictOnDirection(prepared, 'egress', source, destination),
    verdictOnDirection(prepared, 'ingress', destination, source),
  ];
  return verdicts.includes('denied') ? 'denied' : verdicts.includes('unknown') ? 'unknown' : 'allowed';
}

function verdictOnDirection(
  prepared: Prepared, direction: TrafficDirection, subject: Endpoint, peer: Endpoint,
): FlowVerdict {
  const admission = admissionOf(prepared, direction, subject);
  if (admission === undefined) {
    return 'allowed';
  }
  if (prepared.snapshot.enforcement.icmp === 'open' && admission.isolation.isSelected) {
    return 'unknown';
  }
  const view = viewOf(prepared, admission, subject, peer);
  return verdictOf(prepared.boundsTable.get(admission.boundsWithoutPorts(view)));
}

function verdictOf({ must, may }: Bounds): FlowVerdict {
  return must !== NO_TRAFFIC ? 'allowed' : may === NO_TRAFFIC ? 'denied' : 'unknown';
}
