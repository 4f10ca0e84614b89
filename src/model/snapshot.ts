import { ClusterFacts, Enforcement } from './cluster';
import { LabelFacts, labelFacts } from './labels';
import { Policy } from './policy';
import { Namespace, Node, Service, Workload } from './workload';

/** Everything that may be known about a cluster. An answer depends on this and on nothing else. */
export interface Snapshot {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly workloads: readonly Workload[];
  readonly nodes: ReadonlyMap<string, Node>;
  readonly services: readonly Service[];
  readonly policies: readonly Policy[];
  readonly facts: ClusterFacts;
  readonly enforcement: Enforcement;
}

/** The label that Kubernetes puts on every namespace. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** The labels of a namespace; of one that is not in the snapshot, only its name is known. */
export function namespaceLabels(snapshot: Snapshot, name: string): LabelFacts {
  return snapshot.namespaces.get(name)?.labels ?? labelFacts(new Map([[NAMESPACE_NAME_LABEL, name]]));
}
