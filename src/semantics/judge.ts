// Read docs/architecture/semantics.md before you change this folder.
import { judgePod } from './judge-pod';
import { Endpoint, Flow } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Basis, DirectionTrace, Doubt, Trace, FlowVerdict } from '../model/trace';
import { Workload } from '../model/workload';

/**
 * The verdict on one flow, with every step that led to it. Written to be obvious rather than fast: it is the reference
 * that the engine is tested against.
 *
 * A flow is allowed when the egress policies of the source and the ingress policies of the destination allow it.
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

/** Only flows with a pod at one end pass through the enforcer; those between nodes and addresses outside do not. */
function isDropped(snapshot: Snapshot, { source, destination, protocol }: Flow): boolean {
  return protocol !== 'ICMP' && snapshot.enforcement.droppedProtocols.includes(protocol)
    && [source, destination].some(endpoint => isManagedPod(snapshot, endpoint));
}

function isManagedPod(snapshot: Snapshot, endpoint: Endpoint): boolean {
  return endpoint.kind === 'workload' && !countsAsNode(snapshot, endpoint.workload);
}

/** Both directions must be allowed; one denial decides, even when the other direction is unknown. */
function both(egress: FlowVerdict, ingress: FlowVerdict): FlowVerdict {
  if (egress === 'denied' || ingress === 'denied') {
    return 'denied';
  }
  return egress === 'unknown' || ingress === 'unknown' ? 'unknown' : 'allowed';
}

/** The trace of a flow that is decided without asking any policy. */
function settled(flow: Flow, basis: Basis, verdict: FlowVerdict): Trace {
  return { flow, egress: unpoliced('egress', basis, verdict), ingress: unpoliced('ingress', basis, verdict), verdict };
}

function unpoliced(direction: TrafficDirection, basis: Basis, verdict: FlowVerdict): DirectionTrace {
  return { direction, basis, isolatedBy: [], admittedBy: [], doubts: [], verdict };
}

/** The verdict on one direction: allowed unless the subject is isolated in it and no rule admits the flow. */
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
  // As a node it would be ungoverned and the flow allowed, so any other verdict is not certain.
  return { ...asPod, doubts: [...new Set<Doubt>([...asPod.doubts, 'host-network'])], verdict: 'unknown' };
}

/** Whether the enforcer is known to treat the pods of the workload as their nodes, which no policy governs. */
function countsAsNode(snapshot: Snapshot, workload: Workload): boolean {
  return workload.hostNetwork && snapshot.enforcement.hostNetworkPods === 'nodes';
}
