import { isUncertain, uncertaintyOf } from '../model/labels';
import { Selector } from '../model/selector';
import { Snapshot } from '../model/snapshot';
import { Workload } from '../model/workload';

const NONE: readonly Workload[] = [];

/** The workloads of one namespace, found by their labels. */
export class NamespaceIndex {
  public readonly workloads: Workload[] = [];
  private readonly byLabel = new Map<string, Map<string, Workload[]>>();
  /** Those with labels that are not known. */
  private readonly uncertain: Workload[] = [];

  public add(workload: Workload): void {
    this.workloads.push(workload);
    workload.labels.known.forEach((value, key) => {
      const byValue = this.byLabel.get(key) ?? new Map<string, Workload[]>();
      this.byLabel.set(key, byValue);
      append(byValue, value, workload);
    });
    if (isUncertain(workload.labels)) {
      this.uncertain.push(workload);
    }
  }

  /** A superset of the workloads that the selector may select; the caller has to match each of them. */
  public candidates({ requirements }: Selector): readonly Workload[] {
    const narrow = requirements.find(({ operator, lookup }) => operator === 'In' && lookup === undefined);
    if (narrow === undefined) {
      return this.workloads;
    }
    const byValue = this.byLabel.get(narrow.key);
    const labelled = narrow.values.length === 1 ? byValue?.get(narrow.values[0]) ?? NONE
      : [...new Set(narrow.values)].flatMap(value => byValue?.get(value) ?? NONE);
    const perhaps = this.uncertain.filter(({ labels }) => uncertaintyOf(labels, narrow.key) !== undefined);
    return perhaps.length === 0 ? labelled : [...labelled, ...perhaps];
  }
}

/** Keyed by the list of workloads of the snapshot; checks look up one namespace after another. */
const indexes = new WeakMap<readonly Workload[], ReadonlyMap<string, NamespaceIndex>>();

/** The workloads of the snapshot by namespace. */
export function workloadIndex({ workloads }: Snapshot): ReadonlyMap<string, NamespaceIndex> {
  const index = indexes.get(workloads) ?? makeIndex(workloads);
  indexes.set(workloads, index);
  return index;
}

function makeIndex(workloads: readonly Workload[]): ReadonlyMap<string, NamespaceIndex> {
  const index = new Map<string, NamespaceIndex>();
  for (const workload of workloads) {
    const namespace = index.get(workload.namespace) ?? new NamespaceIndex();
    namespace.add(workload);
    index.set(workload.namespace, namespace);
  }
  return index;
}

function append<Key>(lists: Map<Key, Workload[]>, key: Key, workload: Workload): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [workload]);
  } else {
    list.push(workload);
  }
}
