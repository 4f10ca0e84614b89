import { Prepared } from './prepared';
import { Endpoint, Flow } from '../../model/flow';
import { MatrixEndpoint } from '../../model/matrix';
import { TrafficDirection } from '../../model/policy';
import { FlowVerdict, HostNetworkReading } from '../../model/trace';
import { Workload } from '../../model/workload';
import { Admission } from '../admission/admission';
import { PeerView } from '../admission/isolation';
import { viewOfClass, viewOfOutsider } from '../admission/peer-views';
import { CLOSED, OPEN, Bounds } from '../atoms/bounds-table';
import { ALL_TRAFFIC, NO_TRAFFIC } from '../atoms/traffic-table';
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
  return inEachInterpretation(prepared, one => boundsInterpreted(one, source, destination));
}

/** The bounds that are certain to be kept whichever enforcer the cluster has. */
export function inEachInterpretation(prepared: Prepared, boundsIn: (one: Prepared) => number): number {
  return prepared.others.reduce(
    (bounds, other) => prepared.boundsTable.agreement(bounds, boundsIn(other)), boundsIn(prepared));
}

function boundsInterpreted(prepared: Prepared, source: Endpoint, destination: Endpoint): number {
  const { readings, boundsTable } = prepared;
  const first = boundsInReading(prepared, source, destination, readings[0]);
  return readings.length === 1 || (!isOnHostNetwork(source) && !isOnHostNetwork(destination)) ? first
    : boundsTable.agreement(first, boundsInReading(prepared, source, destination, readings[1]));
}

function boundsInReading(
  prepared: Prepared, source: Endpoint, destination: Endpoint, reading: HostNetworkReading,
): number {
  const egress = boundsOf(prepared, { direction: 'egress', reading }, source, destination);
  return egress === CLOSED ? CLOSED
    : prepared.boundsTable.intersect(egress, boundsOf(prepared, { direction: 'ingress', reading }, destination, source));
}

/** One side of a connection, in one reading of what pods on the host network are. */
export interface Side {
  readonly direction: TrafficDirection;
  readonly reading: HostNetworkReading;
}

/** The number of the bounds that one end sets by itself, whoever enforces its policies, in each reading of the host network. */
export function boundsOnSide(
  prepared: Prepared, direction: TrafficDirection, subject: Endpoint, peer: Endpoint,
): number {
  return inEachInterpretation(prepared, one => one.readings
    .map(reading => boundsOf(one, { direction, reading }, subject, peer))
    .reduce((bounds, other) => one.boundsTable.agreement(bounds, other)));
}

/** The number of the bounds that the policies of the subject set on traffic with the peer. */
export function boundsOf(prepared: Prepared, side: Side, subject: Endpoint, peer: Endpoint): number {
  const admission = admissionOf(prepared, side, subject);
  if (admission === undefined) {
    return isUnsimulatedNode(prepared, side, subject) ? unknownBounds(prepared) : OPEN;
  }
  return peer.kind === 'workload' && !peer.workload.hostNetwork && admission.canAdd
    ? admission.boundsForClass(classOf(prepared, peer.workload))
    : admission.boundsFor(viewOf(prepared, admission, side, subject, peer));
}

/** The admission of the subject; undefined when everything passes, as for an endpoint that is or counts as no pod. */
function admissionOf(prepared: Prepared, { direction, reading }: Side, subject: Endpoint): Admission | undefined {
  return subject.kind !== 'workload' || (reading === 'nodes' && subject.workload.hostNetwork) ? undefined
    : prepared.subjects.admissionOf(classOf(prepared, subject.workload).index, direction);
}

/** Whether the subject counts as a node, and a policy that is not simulated may select nodes. */
function isUnsimulatedNode({ snapshot }: Prepared, { direction, reading }: Side, subject: Endpoint): boolean {
  const isNode = subject.kind === 'node' || (reading === 'nodes' && isOnHostNetwork(subject));
  return isNode && snapshot.enforcement.mode !== 'never'
    && snapshot.unsimulated.some(({ selectsNodes, directions }) => selectsNodes && directions.includes(direction));
}

function unknownBounds({ boundsTable }: Prepared): number {
  return boundsTable.numberOf(NO_TRAFFIC, ALL_TRAFFIC);
}

export function isOnHostNetwork(endpoint: Endpoint | MatrixEndpoint): boolean {
  return endpoint.kind === 'workload' && endpoint.workload.hostNetwork;
}

function viewOf(prepared: Prepared, admission: Admission, side: Side, subject: Endpoint, peer: Endpoint): PeerView {
  return peer.kind === 'workload'
    ? viewOfClass(admission, classOf(prepared, peer.workload), nodesOf(subject), side.reading)
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
export function verdictOnIcmp(prepared: Prepared, flow: Flow): FlowVerdict {
  const verdicts = new Set([prepared, ...prepared.others].map(one => icmpInterpreted(one, flow)));
  return verdicts.size === 1 ? [...verdicts][0] : 'unknown';
}

function icmpInterpreted(prepared: Prepared, flow: Flow): FlowVerdict {
  const ends = [flow.source, flow.destination];
  const readings = ends.some(isOnHostNetwork) ? prepared.readings : prepared.readings.slice(0, 1);
  const verdicts = readings.map(reading => icmpInReading(prepared, flow, reading));
  return verdicts.every(verdict => verdict === verdicts[0]) ? verdicts[0] : 'unknown';
}

function icmpInReading(prepared: Prepared, { source, destination }: Flow, reading: HostNetworkReading): FlowVerdict {
  const verdicts = [
    icmpOnSide(prepared, { direction: 'egress', reading }, source, destination),
    icmpOnSide(prepared, { direction: 'ingress', reading }, destination, source),
  ];
  return verdicts.includes('denied') ? 'denied' : verdicts.includes('unknown') ? 'unknown' : 'allowed';
}

function icmpOnSide(prepared: Prepared, side: Side, subject: Endpoint, peer: Endpoint): FlowVerdict {
  const admission = admissionOf(prepared, side, subject);
  if (admission === undefined) {
    return isUnsimulatedNode(prepared, side, subject) ? 'unknown' : 'allowed';
  }
  const isProtocolOpen = prepared.snapshot.enforcement.icmp === 'open';
  if (isProtocolOpen && admission.isolation.isSelected && admission.isolation.ladder === undefined) {
    return 'unknown';
  }
  const view = viewOf(prepared, admission, side, subject, peer);
  return verdictOf(prepared.boundsTable.get(admission.boundsWithoutPorts(view, isProtocolOpen)));
}

function verdictOf({ must, may }: Bounds): FlowVerdict {
  return must !== NO_TRAFFIC ? 'allowed' : may === NO_TRAFFIC ? 'denied' : 'unknown';
}
