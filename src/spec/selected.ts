import { appliesTo, isInScope, selectsPods } from './match';
import { NamespaceScope, PodsPeer, Policy } from '../model/policy';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** The workloads of a namespace. */
export function workloadsIn({ workloads }: Snapshot, namespace: string): readonly Workload[] {
  return indexOf(workloads).get(namespace) ?? [];
}

/** The workloads of all namespaces that the scope means, for certain or perhaps. */
export function workloadsInScope(snapshot: Snapshot, scope: NamespaceScope): readonly Workload[] {
  return scope.kind === 'named' ? workloadsIn(snapshot, scope.name)
    : [...indexOf(snapshot.workloads)].filter(([namespace]) => isInScope(snapshot, scope, namespace) !== 'no')
      .flatMap(([, workloads]) => workloads);
}

/** The workloads that the policy certainly applies to. */
export function subjectsOf(snapshot: Snapshot, policy: Policy): Workload[] {
  return workloadsIn(snapshot, policy.subject.namespace).filter(workload => appliesTo(policy, workload) === 'yes');
}

/** The workloads that the peer certainly selects. */
export function workloadsOfPeer(snapshot: Snapshot, peer: PodsPeer): Workload[] {
  return workloadsInScope(snapshot, peer.namespaces).filter(workload => selectsPods(snapshot, peer, workload) === 'yes');
}

/** Checks ask for the workloads of one namespace after another. */
const indexes = new WeakMap<readonly Workload[], ReadonlyMap<string, readonly Workload[]>>();

function indexOf(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const index = indexes.get(workloads) ?? groupByNamespace(workloads);
  indexes.set(workloads, index);
  return index;
}

function groupByNamespace(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const groups = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const group = groups.get(workload.namespace);
    if (group === undefined) {
      groups.set(workload.namespace, [workload]);
    } else {
      group.push(workload);
    }
  }
  return groups;
}
