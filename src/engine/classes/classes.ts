import { Referenced, visible, visibleLabels } from './referenced';
import { addressesOfWorkload } from '../../model/inside';
import { namespaceLabels, Snapshot } from '../../model/snapshot';
import { resolvePortName, Workload } from '../../model/workload';
import { AddressAtoms, AddressSignature } from '../atoms/address-atoms';

/** The port numbers behind the port names of a pod, by name as `TCP http`. `key` is equal for equal tables. */
export interface PortTable {
  readonly key: string;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
}

/** A class: workloads that no policy can tell apart. */
export interface WorkloadClass {
  readonly kind: 'workloads';
  /** The index in `Classes.list`, by which the engine refers to the class. */
  readonly index: number;
  /** At least one, sorted by name. */
  readonly workloads: readonly Workload[];
  readonly addressSignature: AddressSignature;
  readonly portTable: PortTable;
}

/** The classes of a snapshot. */
export interface Classes {
  /** Sorted by the name of the first workload of each. */
  readonly list: readonly WorkloadClass[];
  readonly byWorkload: ReadonlyMap<Workload, WorkloadClass>;
  /** By class: the number of its namespace. Namespaces that no policy can tell apart share a number. */
  readonly namespaceOf: Int32Array;
  /** By number of a namespace: the name of one namespace with that number. */
  readonly namespaces: readonly string[];
  /** The numbers of namespaces that policies refer to by name; those without workloads are left out. */
  readonly numberOfNamespace: ReadonlyMap<string, number>;
}

/** Groups workloads into classes. @param workloads those of the snapshot, sorted by name */
export function classesOf(
  snapshot: Snapshot, workloads: readonly Workload[], referenced: Referenced, atoms: AddressAtoms,
): Classes {
  const hostPodsHaveNodes = workloads.some(({ hostNetwork, nodes }) => hostNetwork && nodes !== undefined);
  const namespaces = new NamespaceNumbers(snapshot, referenced);
  const portTables = new PortTables(snapshot, referenced);
  const byKey = new Map<string, ClassDraft>();
  const byWorkload = new Map<Workload, WorkloadClass>();
  const list: WorkloadClass[] = [];
  for (const workload of workloads) {
    const addressSignature = atoms.signatureOf(addressesOfWorkload(snapshot, workload));
    const portTable = portTables.of(workload);
    // Where a pod runs matters only between it and pods on the host network, and only if their nodes are known.
    const nodes = hostPodsHaveNodes ? JSON.stringify(workload.nodes) : '';
    const key = `${namespaces.of(workload.namespace)}|${visibleLabels(workload.labels, referenced.podLabels)}|`
      + `${visible(workload.labels.namespace, referenced.lookedUp.namespace)}|`
      + `${visible(workload.labels.serviceAccount, referenced.lookedUp['service-account'])}|`
      + `${portTable.key}|${workload.hostNetwork}|${addressSignature.key}|${nodes}`;
    let group = byKey.get(key);
    if (group === undefined) {
      group = { kind: 'workloads', index: list.length, workloads: [], addressSignature, portTable };
      byKey.set(key, group);
      list.push(group);
    }
    group.workloads.push(workload);
    byWorkload.set(workload, group);
  }
  return {
    list,
    byWorkload,
    namespaceOf: Int32Array.from(list, group => namespaces.of(group.workloads[0].namespace)),
    namespaces: namespaces.examples,
    numberOfNamespace: namespaces.named,
  };
}

/** A class to which workloads are still being added. */
interface ClassDraft extends WorkloadClass {
  readonly workloads: Workload[];
}

/** Numbers namespaces; those that no policy can tell apart share a number. */
class NamespaceNumbers {
  /** By number: the name of one namespace. */
  public readonly examples: string[] = [];
  /** The numbers of namespaces that policies refer to by name. */
  public readonly named = new Map<string, number>();
  private readonly byName = new Map<string, number>();
  private readonly byKey = new Map<string, number>();

  public constructor(private readonly snapshot: Snapshot, private readonly referenced: Referenced) {}

  public of(name: string): number {
    let number = this.byName.get(name);
    if (number === undefined) {
      number = this.add(name);
      this.byName.set(name, number);
    }
    return number;
  }

  private add(name: string): number {
    const isNamed = this.referenced.namespaces.has(name);
    const key = isNamed ? `named ${name}`
      : visibleLabels(namespaceLabels(this.snapshot, name), this.referenced.namespaceLabels);
    const number = this.byKey.get(key) ?? this.examples.push(name) - 1;
    this.byKey.set(key, number);
    if (isNamed) {
      this.named.set(name, number);
    }
    return number;
  }
}

/** Makes the port tables of workloads; equal tables are one object. */
class PortTables {
  private readonly byKey = new Map([[NO_PORT_NAMES.key, NO_PORT_NAMES]]);

  public constructor(private readonly snapshot: Snapshot, private readonly referenced: Referenced) {}

  public of(workload: Workload): PortTable {
    const numbers = this.numbersOf(workload);
    if (numbers.size === 0) {
      return NO_PORT_NAMES;
    }
    const key = JSON.stringify([...numbers]);
    const table = this.byKey.get(key) ?? { key, numbers };
    this.byKey.set(key, table);
    return table;
  }

  private numbersOf(workload: Workload): PortTable['numbers'] {
    if (this.referenced.portNames.length === 0 || workload.ports.length === 0) {
      return NO_PORT_NAMES.numbers;
    }
    const numbers = new Map<string, readonly number[]>();
    for (const { protocol, name } of this.referenced.portNames) {
      const found = resolvePortName(workload, name, protocol, this.snapshot.enforcement.portNames);
      if (found.length > 0) {
        numbers.set(`${protocol} ${name}`, [...new Set(found)].sort((left, right) => left - right));
      }
    }
    return numbers;
  }
}

const NO_PORT_NAMES: PortTable = { key: '', numbers: new Map() };
