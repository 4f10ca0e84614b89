import { AddressAtoms, Whereabouts } from './address-atoms';
import { Mentions, visible, visibleLabels } from './mentions';
import { addressesOfWorkload } from './whereabouts';
import { namespaceLabels, Snapshot } from '../model/snapshot';
import { byName, resolvePortName, Workload } from '../model/workload';

/** The numbers that port names stand for on a pod, by `TCP http`; `key` is equal for equal tables. */
export interface PortTable {
  readonly key: string;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
}

/** Workloads that no policy can tell apart. */
export interface WorkloadClass {
  readonly kind: 'workloads';
  /** The place in the list of classes. */
  readonly index: number;
  /** At least one, in order of names. */
  readonly workloads: readonly Workload[];
  readonly whereabouts: Whereabouts;
  readonly portTable: PortTable;
}

/** The classes of a snapshot. */
export interface Classes {
  /** In order of the name of each one's first workload. */
  readonly list: readonly WorkloadClass[];
  readonly byWorkload: ReadonlyMap<Workload, WorkloadClass>;
  /** For each class, the number of its namespace; namespaces that no policy can tell apart are one. */
  readonly namespaceOf: Int32Array;
  /** For each of those, the name of one namespace. */
  readonly namespaces: readonly string[];
  /** The number of a namespace that some policy names, or undefined when there are no pods in it. */
  readonly numberOfNamespace: ReadonlyMap<string, number>;
}

/** The classes, the same for any order of the workloads. */
export function classesOf(snapshot: Snapshot, mentions: Mentions, atoms: AddressAtoms): Classes {
  const hostPodsHaveNodes = snapshot.workloads.some(({ hostNetwork, nodes }) => hostNetwork && nodes !== undefined);
  const namespaces = new NamespaceNumbers(snapshot, mentions);
  const groups = new Map<string, { readonly workloads: Workload[] } & Omit<WorkloadClass, 'kind' | 'index' | 'workloads'>>();
  for (const workload of [...snapshot.workloads].sort(byName)) {
    const whereabouts = atoms.whereaboutsOf(addressesOfWorkload(snapshot, workload));
    const portTable = portTableOf(snapshot, workload, mentions);
    const key = JSON.stringify([
      namespaces.of(workload.namespace),
      visibleLabels(workload.labels, mentions.podLabels),
      visible(workload.labels.namespace, mentions.lookedUp.namespace),
      visible(workload.labels.serviceAccount, mentions.lookedUp['service-account']),
      portTable.key,
      workload.hostNetwork,
      whereabouts.key,
      // Where a pod runs matters to those that count as nodes.
      hostPodsHaveNodes ? workload.nodes : undefined,
    ]);
    const group = groups.get(key) ?? { workloads: [], whereabouts, portTable };
    group.workloads.push(workload);
    groups.set(key, group);
  }
  const list = [...groups.values()].map((group, index): WorkloadClass => ({ kind: 'workloads', index, ...group }));
  return {
    list,
    byWorkload: new Map(list.flatMap(group =>
      group.workloads.map((workload): [Workload, WorkloadClass] => [workload, group]))),
    namespaceOf: Int32Array.from(list, ({ workloads }) => namespaces.of(workloads[0].namespace)),
    namespaces: namespaces.examples,
    numberOfNamespace: namespaces.named,
  };
}

class NamespaceNumbers {
  public readonly examples: string[] = [];
  public readonly named = new Map<string, number>();
  private readonly byName = new Map<string, number>();
  private readonly byKey = new Map<string, number>();

  public constructor(private readonly snapshot: Snapshot, private readonly mentions: Mentions) {}

  public of(name: string): number {
    let number = this.byName.get(name);
    if (number === undefined) {
      number = this.add(name);
      this.byName.set(name, number);
    }
    return number;
  }

  private add(name: string): number {
    const isNamed = this.mentions.namespaces.has(name);
    const key = isNamed ? `named ${name}` : visibleLabels(namespaceLabels(this.snapshot, name), this.mentions.namespaceLabels);
    const number = this.byKey.get(key) ?? this.examples.push(name) - 1;
    this.byKey.set(key, number);
    if (isNamed) {
      this.named.set(name, number);
    }
    return number;
  }
}

function portTableOf({ enforcement }: Snapshot, workload: Workload, { portNames }: Mentions): PortTable {
  const numbers = new Map<string, readonly number[]>();
  if (workload.ports.length > 0) {
    for (const { protocol, name } of portNames) {
      const found = resolvePortName(workload, name, protocol, enforcement.repeatedPortNames);
      if (found.length > 0) {
        numbers.set(`${protocol} ${name}`, [...new Set(found)].sort((left, right) => left - right));
      }
    }
  }
  return { key: JSON.stringify([...numbers]), numbers };
}
