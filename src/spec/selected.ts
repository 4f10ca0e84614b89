import { appliesTo, isInScope, selectsPods } from './match';
import { NamespaceIndex, workloadIndex } from './workload-index';
import { NamespaceScope, PodsPeer, Policy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** The workloads of a namespace. */
export function workloadsIn(snapshot: Snapshot, namespace: string): readonly Workload[] {
  return workloadIndex(snapshot).get(namespace)?.workloads ?? [];
}

/** The workloads of all namespaces that the scope means, for certain or perhaps. */
export function workloadsInScope(snapshot: Snapshot, scope: NamespaceScope): readonly Workload[] {
  return namespacesInScope(snapshot, scope).flatMap(({ workloads }) => workloads);
}

/** The workloads that the policy applies to, for certain or perhaps. */
export function possibleSubjects(snapshot: Snapshot, policy: Policy): Workload[] {
  const candidates = workloadIndex(snapshot).get(policy.subject.namespace)?.candidates(policy.subject.pods) ?? [];
  return candidates.filter(workload => appliesTo(policy, workload) !== 'no');
}

/** The workloads that the policy certainly applies to. */
export function subjectsOf(snapshot: Snapshot, policy: Policy): Workload[] {
  return possibleSubjects(snapshot, policy).filter(workload => appliesTo(policy, workload) === 'yes');
}

/** The workloads that the peer selects, for certain or perhaps. */
export function possiblePeers(snapshot: Snapshot, peer: PodsPeer): Workload[] {
  return namespacesInScope(snapshot, peer.namespaces).flatMap(namespace => namespace.candidates(peer.pods))
    .filter(workload => selectsPods(snapshot, peer, workload) !== 'no');
}

/** The workloads that the peer certainly selects. */
export function workloadsOfPeer(snapshot: Snapshot, peer: PodsPeer): Workload[] {
  return possiblePeers(snapshot, peer).filter(workload => selectsPods(snapshot, peer, workload) === 'yes');
}

function namespacesInScope(snapshot: Snapshot, scope: NamespaceScope): NamespaceIndex[] {
  const index = workloadIndex(snapshot);
  if (scope.kind === 'named') {
    return [index.get(scope.name) ?? new NamespaceIndex()];
  }
  return [...index].filter(([namespace]) => isInScope(snapshot, scope, namespace) !== 'no')
    .map(([, workloads]) => workloads);
}
