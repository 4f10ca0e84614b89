import { judgePod } from './judge-pod';
import { Endpoint, Flow } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Basis, DirectionTrace, Doubt, Trace, FlowVerdict } from '../model/trace';
import { Workload } from '../model/workload';

/**
 * What the policies say about one flow, with every step kept. Slow and obvious: it is what the engine must agree with.
 *
 * A connection is allowed when the source may send it and the destination may receive it.
 */
export function judge(snapshot: Snapshot, flow: Flow): Trace {
  if (isSamePod(flow)) {
    return settled(flow, 'same-pod', 'allowed');
  }
  if (isDropped(snapshot, flow)) {
    return settled(flow, 'dropped-protocol', 'denied');
  }
  const egress = judgeDirection(snapshot, flow, 'egress');
  const ingress = judgeDirection(snapshot, flow, 'ingress');
  return { flow, egress, ingress, verdict: both(egress.verdict, ingress.verdict) };
}

function isSamePod({ source, destination, samePod }: Flow): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    && (samePod === true || source.workload.isSinglePod);
}

/** The enforcer sees the packets of its pods only; what nodes and the world send each other does not pass it. */
function isDropped(snapshot: Snapshot, { source, destination, protocol }: Flow): boolean {
  return protocol !== 'ICMP' && snapshot.enforcement.droppedProtocols.includes(protocol)
    && [source, destination].some(endpoint => isManagedPod(snapshot, endpoint));
}

function isManagedPod(snapshot: Snapshot, endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && !countsAsNode(snapshot, endpoint.workload);
}

function both(egress: FlowVerdict, ingress: FlowVerdict): FlowVerdict {
  if (egress === 'denied' || ingress === 'denied') {
    return 'denied';
  }
  return egress === 'unknown' || ingress === 'unknown' ? 'unknown' : 'allowed';
}

/** A flow that is decided before any policy is asked. */
function settled(flow: Flow, basis: Basis, verdict: FlowVerdict): Trace {
  return { flow, egress: unpoliced('egress', basis, verdict), ingress: unpoliced('ingress', basis, verdict), verdict };
}

function unpoliced(direction: TrafficDirection, basis: Basis, verdict: FlowVerdict): DirectionTrace {
  return { direction, basis, isolatedBy: [], admittedBy: [], doubts: [], verdict };
}

/** A direction is allowed unless policies isolate the subject in it and no rule of theirs admits the flow. */
export function judgeDirection(snapshot: Snapshot, flow: Flow, direction: TrafficDirection): DirectionTrace {
  const [subject, peer] = direction === 'egress'
    ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (subject.kind !== 'workload' || countsAsNode(snapshot, subject.workload)) {
    return unpoliced(direction, 'ungoverned', 'allowed');
  }
  if (snapshot.enforcement.mode === 'never') {
    return unpoliced(direction, 'not-enforced', 'allowed');
  }
  const asPod = judgePod(snapshot, flow, direction, subject.workload, peer);
  if (!subject.workload.hostNetwork || asPod.verdict === 'allowed') {
    return asPod;
  }
  return { ...asPod, doubts: [...new Set<Doubt>([...asPod.doubts, 'host-network'])], verdict: 'unknown' };
}

function countsAsNode(snapshot: Snapshot, workload: Workload): boolean {
  return workload.hostNetwork && snapshot.enforcement.hostNetworkPods === 'nodes';
}
