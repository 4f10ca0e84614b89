import { ComparedEndpoint } from '../model/connection-change';
import { NodeGroup } from '../model/matrix';
import { EVERY_POD } from '../model/peer';
import { TrafficDirection } from '../model/policy';
import { FlowVerdict } from '../model/trace';
import { formatWorkload, Workload } from '../model/workload';
import { AddressSet } from '../sets/addresses';
import { TransportProtocol } from '../sets/ports';
import { TrafficSet } from '../sets/traffic-set';
import { oneLine } from '../sets/visible';
import { describePeer } from '../wording/rules';

/** What may pass between two endpoints. The rest is denied. */
export interface Passing {
  readonly allowed: TrafficSet;
  readonly unknown: TrafficSet;
}

/** What may pass between a workload and addresses outside the cluster. */
export interface OutsidePassing {
  readonly addresses: AddressSet;
  readonly passing: Passing;
}

/** An endpoint that is no address, with a name that is the same for it in every record. */
export interface RecordedEnd {
  readonly key: string;
  readonly endpoint: Exclude<ComparedEndpoint, { kind: 'external' | 'own-node' }>;
}

/** Who may connect to whom in one state of a cluster, without the policies that decide it: read from manifests, or from a file. */
export interface ConnectionRecord {
  /** Whether it was read from a file, which names only what it was written for. */
  readonly isSaved: boolean;
  readonly workloads: ReadonlyMap<string, RecordedEnd>;
  /** Pods that rules admit and that the input does not have. */
  readonly absent: ReadonlyMap<string, RecordedEnd>;
  /** Undefined where the file says nothing about nodes. */
  readonly nodes?: readonly NodeGroup[];
  /** All addresses outside the cluster; undefined where the file does not tell. */
  readonly addresses?: AddressSet;
  /** Everything that the cluster carries. */
  readonly everything: TrafficSet;
  /** What may pass from the source to each destination, by their keys. */
  readonly from: (source: string) => (destination: string) => Passing;
  /** What may pass to addresses outside (`egress`) and from them; of addresses that are left out nothing. */
  readonly outside: (direction: TrafficDirection, workload: string) => readonly OutsidePassing[];
  /** By what each is called. */
  readonly waysIn: ReadonlyMap<string, RecordedWayIn>;
}

/** How traffic from outside gets to pods. */
export interface RecordedWayIn {
  readonly verdict: FlowVerdict;
  /** The pods, as `namespace/name`. */
  readonly target: string;
  readonly protocol: TransportProtocol;
  readonly port: number;
}

export const NOTHING_PASSES: Passing = { allowed: TrafficSet.NONE, unknown: TrafficSet.NONE };

/** The key of every pod that the input does not have. */
export const OTHER_PODS = 'other pods';

/** The key of a node; without a name, of those that no manifest names. */
export function nodeKey(name: string | undefined): string {
  return name === undefined ? 'nodes' : oneLine(`node ${name}`);
}

/** The key of pods that a rule admits and that the input does not have. */
export function absentKey(description: string): string {
  return oneLine(`absent ${description}`);
}

/** Whether the key is of pods that a rule admits and that the input does not have. */
export function isAbsentKey(key: string): boolean {
  return key.startsWith(absentKey(''));
}

/** `shop/web[Deployment]`: workloads are the same if kind, namespace and name are. */
export function workloadKey(workload: Pick<Workload, 'kind' | 'name' | 'namespace'>): string {
  return `${formatWorkload(workload as Workload)}[${workload.kind}]`;
}

/** The workloads by their keys. Objects with generated names may share theirs, and then have numbers. */
export function keyedWorkloads(workloads: readonly Workload[]): Map<string, RecordedEnd> {
  const keyed = new Map<string, RecordedEnd>();
  for (const workload of workloads) {
    const wanted = workloadKey(workload);
    let key = wanted;
    for (let number = 2; keyed.has(key); number += 1) {
      key = `${wanted}#${number}`;
    }
    keyed.set(key, { key, endpoint: { kind: 'workload', workload } });
  }
  return keyed;
}

/** Pods that are not in the input, by their keys. */
export function keyedAbsent(absent: readonly Workload[]): Map<string, RecordedEnd> {
  return new Map(absent.map((workload): [string, RecordedEnd] => {
    const key = keyOfAbsent(workload);
    return [key, { key, endpoint: key === OTHER_PODS ? { kind: 'workload', workload } : { kind: 'absent', description: describePeer(workload.absentPeer!, '') } }];
  }));
}

/** The key of a workload that stands for pods which are not in the input. */
export function keyOfAbsent({ absentPeer }: Workload): string {
  return absentPeer === EVERY_POD ? OTHER_PODS : absentKey(describePeer(absentPeer!, ''));
}
