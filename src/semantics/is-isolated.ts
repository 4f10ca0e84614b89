import { isolatingPolicies } from './isolation';
import { appliesTo } from './match';
import { unsimulatedPoliciesOn } from './unsimulated';
import { alternativesFor, holdsInAnyCase } from '../model/alternatives';
import { interpretationsOf } from '../model/interpretation';
import { PodsPeer } from '../model/peer';
import { TrafficDirection } from '../model/policy';
import { namespaceLabels, Snapshot } from '../model/snapshot';
import { switchedBy } from '../model/switching-labels';
import { Workload } from '../model/workload';
import { anyOf, Ternary } from '../sets/ternary';

/**
 * Whether the pods are isolated in the direction, so that only what a rule admits passes. Policies of the whole cluster
 * deny and isolate nobody; on the host network it is open whether a pod is one to the enforcer.
 */
export function isIsolated(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): Ternary {
  const answers = new Set(interpretationsOf(snapshot).map(one => isolationIn(one, workload, direction)));
  const [answer] = answers;
  return answers.size > 1 ? 'unknown' : answer;
}

function isolationIn(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): Ternary {
  const { enforcement } = snapshot;
  if (enforcement.mode === 'never' || (workload.hostNetwork && enforcement.hostNetworkPods === 'nodes')) {
    return 'no';
  }
  const isolated = isolationOfPod(snapshot, workload, direction);
  return workload.hostNetwork && isolated === 'yes' ? 'unknown' : isolated;
}

function isolationOfPod(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): Ternary {
  const { enforcement } = snapshot;
  const opened = switchedBy(enforcement, workload.labels, 'opens').is;
  const closed = enforcement.mode === 'always' ? 'yes' : switchedBy(enforcement, workload.labels, 'isolates').is;
  const unsimulated = unsimulatedPoliciesOn(snapshot, { kind: 'workload', workload }, direction, 'pods');
  const others = unsimulated.length > 0 ? 'unknown' : 'no';
  const isolated = anyOf([closed, bySubjects(snapshot, workload, direction), others]);
  return opened === 'no' ? isolated : opened === 'yes' || isolated === 'no' ? 'no' : 'unknown';
}

/** Whether any of the policies selects the pods, or several do so that one of them certainly does. */
function bySubjects(snapshot: Snapshot, workload: Workload, direction: TrafficDirection): Ternary {
  const policies = isolatingPolicies(snapshot, workload, direction);
  const each = anyOf(policies.map(policy => appliesTo(snapshot, policy, workload)));
  const subjects = policies.map(({ subject }): PodsPeer => ({ kind: 'pods', ...subject }));
  const namespace = namespaceLabels(snapshot, workload.namespace);
  return each !== 'unknown' ? each : holdsInAnyCase(alternativesFor(subjects, workload), namespace, workload.labels);
}
