// Read docs/architecture/semantics.md before you change this folder.
import { agreement, countsAsNode, isReadEitherWay, readingOf, readingsAgree } from './host-network';
import { directionInInterpretations, inInterpretations } from './interpretations';
import { judgeLabelled } from './switched';
import { unpoliced } from './unpoliced';
import { unsimulatedPoliciesOn } from './unsimulated';
import { Endpoint, Flow } from '../model/flow';
import { TrafficDirection } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Basis, DirectionTrace, FlowVerdict, HostNetworkReading, Trace } from '../model/trace';

/**
 * The verdict on one flow, with every step that led to it. Written to be obvious rather than fast: it is the reference
 * that the engine is tested against.
 *
 * A flow is allowed when the egress policies of the source and the ingress policies of the destination allow it. Where
 * an end is on the host network, that is judged in each reading as a whole, and certain when both agree; so it is in each
 * interpretation, where it is not known which of several enforcers the cluster has.
 */
export function judge(snapshot: Snapshot, flow: Flow): Trace {
  return inInterpretations(snapshot, one => judgeInterpretation(one, flow));
}

function judgeInterpretation(snapshot: Snapshot, flow: Flow): Trace {
  if (isSamePod(flow)) {
    return settled(flow, 'same-pod', 'allowed');
  }
  if (!isReadEitherWay(snapshot, flow)) {
    return judgeAs(snapshot, flow, readingOf(snapshot));
  }
  return readingsAgree(judgeAs(snapshot, flow, 'pods'), judgeAs(snapshot, flow, 'nodes'));
}

function judgeAs(snapshot: Snapshot, flow: Flow, reading: HostNetworkReading): Trace {
  if (isDropped(snapshot, flow, reading)) {
    return settled(flow, 'dropped-protocol', 'denied');
  }
  const egress = judgeDirectionAs(snapshot, flow, 'egress', reading);
  const ingress = judgeDirectionAs(snapshot, flow, 'ingress', reading);
  return { flow, egress, ingress, verdict: both(egress.verdict, ingress.verdict) };
}

function isSamePod({ source, destination, samePod }: Flow): boolean {
  return source.kind === 'workload' && destination.kind === 'workload' && source.workload === destination.workload
    && (samePod === true || source.workload.isSinglePod);
}

/** Only flows with a pod at one end pass through the enforcer; those between nodes and addresses outside do not. */
function isDropped(snapshot: Snapshot, { source, destination, protocol }: Flow, reading: HostNetworkReading): boolean {
  return protocol !== 'ICMP' && snapshot.enforcement.droppedProtocols.includes(protocol)
    && [source, destination].some(endpoint => isManagedPod(endpoint, reading));
}

function isManagedPod(endpoint: Endpoint, reading: HostNetworkReading): boolean {
  return endpoint.kind === 'workload' && !countsAsNode(endpoint, reading);
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

/** The verdict on one direction: allowed unless the subject is isolated in it and no rule admits the flow. */
export function judgeDirection(snapshot: Snapshot, flow: Flow, direction: TrafficDirection): DirectionTrace {
  return directionInInterpretations(snapshot, one => judgeDirectionInterpreted(one, flow, direction));
}

function judgeDirectionInterpreted(snapshot: Snapshot, flow: Flow, direction: TrafficDirection): DirectionTrace {
  return !isReadEitherWay(snapshot, flow) ? judgeDirectionAs(snapshot, flow, direction, readingOf(snapshot))
    : agreement(judgeDirectionAs(snapshot, flow, direction, 'pods'), judgeDirectionAs(snapshot, flow, direction, 'nodes'));
}

function judgeDirectionAs(
  snapshot: Snapshot, flow: Flow, direction: TrafficDirection, reading: HostNetworkReading,
): DirectionTrace {
  const trace = judgeSimulated(snapshot, flow, direction, reading);
  const subject = direction === 'egress' ? flow.source : flow.destination;
  const unsimulated = snapshot.enforcement.mode === 'never' ? []
    : unsimulatedPoliciesOn(snapshot, subject, direction, reading);
  return unsimulated.length === 0 ? trace : { ...trace, unsimulated, doubts: ['unsimulated-policy'], verdict: 'unknown' };
}

/** What the policies say that are simulated. */
function judgeSimulated(
  snapshot: Snapshot, flow: Flow, direction: TrafficDirection, reading: HostNetworkReading,
): DirectionTrace {
  const [subject, peer] = direction === 'egress'
    ? [flow.source, flow.destination] : [flow.destination, flow.source];
  if (snapshot.enforcement.mode === 'never' && subject.kind === 'workload') {
    return unpoliced(direction, 'not-enforced', 'allowed');
  }
  return subject.kind !== 'workload' || countsAsNode(subject, reading) ? unpoliced(direction, 'ungoverned', 'allowed')
    : judgeLabelled(snapshot, { flow, direction, reading }, subject.workload, peer);
}
