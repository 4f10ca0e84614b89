import { CLOSED, OPEN, Passage } from '../atoms/bounds-table';
import { NOTHING } from '../atoms/traffic-table';
import { WorkloadClass } from '../classes/classes';
import { Prepared } from './prepared';
import { Admission } from '../admission/admission';
import { PeerView } from '../admission/isolation';
import { viewOfClass, viewOfOutsider } from '../admission/peer-views';
import { Verdict } from '../../model/answer';
import { Endpoint, Flow } from '../../model/flow';
import { Direction } from '../../model/policy';
import { Workload } from '../../model/workload';

/** The class of a workload of the snapshot. */
export function classOf({ classes }: Prepared, workload: Workload): WorkloadClass {
  const found = classes.byWorkload.get(workload);
  if (found === undefined) {
    throw new RangeError(`${workload.namespace}/${workload.name} is no workload of this snapshot`);
  }
  return found;
}

/** The number of the passage from one endpoint to another; two replicas of a workload are not one pod. */
export function passageBetween(prepared: Prepared, source: Endpoint, destination: Endpoint): number {
  const egress = passageOf(prepared, 'egress', source, destination);
  return egress === CLOSED ? CLOSED
    : prepared.passages.both(egress, passageOf(prepared, 'ingress', destination, source));
}

/** The passage that the subject's own policies leave to the peer. */
export function passageOf(prepared: Prepared, direction: Direction, subject: Endpoint, peer: Endpoint): number {
  const admission = admissionOf(prepared, direction, subject);
  if (admission === undefined) {
    return OPEN;
  }
  return peer.kind === 'workload' && !peer.workload.hostNetwork && admission.canAdd
    ? admission.passageToClass(classOf(prepared, peer.workload))
    : admission.passage(viewOf(prepared, admission, subject, peer));
}

/** What the policies say about the subject; undefined when nothing governs it. */
export function admissionOf(prepared: Prepared, direction: Direction, subject: Endpoint): Admission | undefined {
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

/** Whether both ends are one pod, which no policy can keep from itself. */
export function isSamePod(source: Endpoint, destination: Endpoint, samePod: boolean): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    && (samePod || source.workload.isSinglePod);
}

/** The verdict on a flow without ports. */
export function verdictOnIcmp(prepared: Prepared, { source, destination }: Flow): Verdict {
  const verdicts = [
    verdictOnDirection(prepared, 'egress', source, destination),
    verdictOnDirection(prepared, 'ingress', destination, source),
  ];
  return verdicts.includes('denied') ? 'denied' : verdicts.includes('unknown') ? 'unknown' : 'allowed';
}

function verdictOnDirection(prepared: Prepared, direction: Direction, subject: Endpoint, peer: Endpoint): Verdict {
  const admission = admissionOf(prepared, direction, subject);
  if (admission === undefined) {
    return 'allowed';
  }
  if (prepared.snapshot.enforcement.icmp === 'open' && admission.isolation.isSelected) {
    return 'unknown';
  }
  const view = viewOf(prepared, admission, subject, peer);
  return verdictOf(prepared.passages.get(admission.passageWithoutPorts(view)));
}

function verdictOf({ certain, possible }: Passage): Verdict {
  return certain !== NOTHING ? 'allowed' : possible === NOTHING ? 'denied' : 'unknown';
}
