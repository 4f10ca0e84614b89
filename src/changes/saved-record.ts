import {
  absentKey, ConnectionRecord, keyedWorkloads, OTHER_PODS, OutsidePassing, Passing, RecordedEnd, RecordedWayIn,
} from './record';
import { byNames } from './ways-in';
import { labelFacts } from '../model/labels';
import { NodeGroup } from '../model/matrix';
import { EVERY_POD } from '../model/peer';
import { TrafficDirection } from '../model/policy';
import { Workload } from '../model/workload';
import { AddressSet } from '../sets/addresses';
import { TrafficSet } from '../sets/traffic-set';

/** A workload of which a file tells no more than its name. */
export function savedWorkload(kind: string, namespace: string, name: string): Workload {
  return {
    kind,
    namespace,
    name,
    labels: labelFacts(new Map()),
    ports: [],
    hostNetwork: false,
    isSinglePod: kind === 'Pod',
    origin: { object: `${kind} ${namespace}/${name}` },
  };
}

const EVERY_OTHER_POD: RecordedEnd = {
  key: OTHER_PODS,
  endpoint: { kind: 'workload', workload: { ...savedWorkload('Pod', '(anywhere)', '(not in the input)'), isSinglePod: false, absentPeer: EVERY_POD } },
};

/** What a file says, collected while it is read. */
export class SavedTable {
  private readonly rows = new Map<string, Map<string, Passing>>();
  private readonly outside: Record<TrafficDirection, Map<string, OutsidePassing[]>>
    = { egress: new Map(), ingress: new Map() };
  private readonly absent = new Map<string, RecordedEnd>([[OTHER_PODS, EVERY_OTHER_POD]]);
  private readonly waysIn: [string, RecordedWayIn][] = [];

  public add(source: string, destination: string, passing: Passing): void {
    const row = this.rows.get(source) ?? new Map<string, Passing>();
    this.rows.set(source, row);
    row.set(destination, passing);
  }

  public addOutside(direction: TrafficDirection, workload: string, outside: OutsidePassing): void {
    const known = this.outside[direction].get(workload) ?? [];
    this.outside[direction].set(workload, known);
    known.push(outside);
  }

  /** The key of pods that were not in the input. */
  public addAbsent(description: string): string {
    const key = absentKey(description);
    this.absent.set(key, { key, endpoint: { kind: 'absent', description } });
    return key;
  }

  public addWayIn(name: string, way: RecordedWayIn): void {
    this.waysIn.push([name, way]);
  }

  /** What the file says by name of the two. */
  public named(source: string, destination: string): Passing | undefined {
    return this.rows.get(source)?.get(destination);
  }

  public isNamedAbsent(key: string): boolean {
    return this.absent.has(key);
  }

  /** @param otherwise what passes between two ends of which the file says nothing by name */
  public record({ otherwise, ...known }: SavedEnds): ConnectionRecord {
    return {
      isSaved: true,
      workloads: keyedWorkloads(known.workloads),
      absent: this.absent,
      nodes: known.nodes,
      addresses: known.addresses,
      everything: TrafficSet.ALL,
      from: source => destination => this.named(source, destination) ?? otherwise(source, destination),
      outside: (direction, workload) => this.outside[direction].get(workload) ?? [],
      waysIn: byNames(this.waysIn),
    };
  }
}

/** What else there is to know of a file. */
interface SavedEnds {
  readonly workloads: readonly Workload[];
  readonly nodes?: readonly NodeGroup[];
  readonly addresses?: AddressSet;
  readonly otherwise: (source: string, destination: string) => Passing;
}
