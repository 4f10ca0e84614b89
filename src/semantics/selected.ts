import { appliesTo, isInScope, selectsPods } from './match';
import { NamespaceIndex, workloadIndex } from './workload-index';
import { NamespaceScope, PodsPeer } from '../model/peer';
import { Policy, Subject } from '../model/policy';
import { Selector } from '../model/selector';
import { UNKNOWN_NAMESPACE, NAMESPACE_NAME_LABEL, Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

/** The workloads of a namespace. */
export function workloadsIn(snapshot: Snapshot, namespace: string): readonly Workload[] {
  return workloadIndex(snapshot).get(namespace)?.workloads ?? [];
}

/** The workloads of all namespaces that the scope includes, for certain or perhaps. */
export function workloadsInScope(snapshot: Snapshot, scope: NamespaceScope): readonly Workload[] {
  return namespacesInScope(snapshot, scope).flatMap(({ workloads }) => workloads);
}

/** The workloads that the policy applies to, for certain or perhaps. */
export function possibleSubjects(snapshot: Snapshot, policy: Policy): Workload[] {
  return candidatesOf(snapshot, policy.subject).filter(workload => appliesTo(snapshot, policy, workload) !== 'no');
}

/** The workloads that the policy certainly applies to. */
export function subjectsOf(snapshot: Snapshot, policy: Policy): Workload[] {
  return candidatesOf(snapshot, policy.subject).filter(workload => appliesTo(snapshot, policy, workload) === 'yes');
}

/** The workloads that the peer selects, for certain or perhaps. */
export function possiblePeers(snapshot: Snapshot, peer: PodsPeer): Workload[] {
  return candidatesOf(snapshot, peer).filter(workload => selectsPods(snapshot, peer, workload) !== 'no');
}

/** The workloads that the peer certainly selects. */
export function workloadsOfPeer(snapshot: Snapshot, peer: PodsPeer): Workload[] {
  return candidatesOf(snapshot, peer).filter(workload => selectsPods(snapshot, peer, workload) === 'yes');
}

/** A superset of the workloads that the peer or subject selects. */
function candidatesOf(snapshot: Snapshot, { namespaces, pods }: PodsPeer | Subject): readonly Workload[] {
  const meant = namespacesInScope(snapshot, namespaces);
  return meant.length === 1 ? meant[0].candidates(pods) : meant.flatMap(namespace => namespace.candidates(pods));
}

function namespacesInScope(snapshot: Snapshot, scope: NamespaceScope): NamespaceIndex[] {
  const index = workloadIndex(snapshot);
  const name = scope.kind === 'named' ? scope.name : nameAskedFor(scope.selector);
  if (name !== undefined) {
    return [name, UNKNOWN_NAMESPACE].flatMap(namespace => {
      const workloads = index.get(namespace);
      return workloads !== undefined && isInScope(snapshot, scope, namespace) !== 'no' ? [workloads] : [];
    });
  }
  return [...index].filter(([namespace]) => isInScope(snapshot, scope, namespace) !== 'no')
    .map(([, workloads]) => workloads);
}

/** The only known namespace that the selector can match, when it requires a name, as most namespace selectors do. */
function nameAskedFor({ requirements }: Selector): string | undefined {
  return requirements.find(({ key, operator, values, lookup }) =>
    key === NAMESPACE_NAME_LABEL && operator === 'In' && values.length === 1 && lookup === undefined)?.values[0];
}
