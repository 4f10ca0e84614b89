import { NamespaceScope } from '../../model/peer';
import { selects, Selector } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { isInScope } from '../../semantics/match';

/** The pods that a selector would mean if it looked in another namespace: all that there are stand in this one. */
export interface PodsElsewhere {
  readonly namespace: string;
  readonly pods: readonly Workload[];
}

/** Undefined where no other namespace has such pods, or several have: then nobody knows which is meant. */
export function podsElsewhere(snapshot: Snapshot, scope: NamespaceScope, pods: Selector): PodsElsewhere | undefined {
  const isPositive = pods.requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
  const found = !isPositive ? [] : snapshot.workloads.filter(({ labels, namespace }) =>
    selects(pods, labels) === 'yes' && isInScope(snapshot, scope, namespace) === 'no');
  const namespaces = new Set(found.map(({ namespace }) => namespace));
  return namespaces.size === 1 ? { namespace: found[0].namespace, pods: found } : undefined;
}
