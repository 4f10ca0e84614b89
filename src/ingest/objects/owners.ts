import { withLivePods } from './live-pods';
import { areAlike, PodReferences, podReferencesOf } from './pod-references';
import { Workload } from '../../model/workload';
import { NetworkPolicyResource } from '../../resources/network-policy';
import { isSameGroup } from '../collecting/api-group';
import { Owner, WorkloadRecord } from '../collecting/workload-record';

/** Which kinds may own which. No kind owns its own owner, so that a chain of owners has an end. */
const OWNER_KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'Deployment', 'CronJob']],
  ['ReplicaSet', ['Deployment']],
  ['Job', ['CronJob']],
]);

/**
 * The workloads of the input, each once: what a controller made is the controller itself.
 *
 * A pod that differs from the template in something that a policy mentions stays an endpoint of its own. It would
 * otherwise be lost, and with it the one connection that somebody should know about.
 */
export function mergeOwned(records: readonly WorkloadRecord[], policies: readonly NetworkPolicyResource[]): Workload[] {
  if (records.every(({ owner }) => owner === undefined)) {
    return records.map(({ workload }) => workload);
  }
  const references = podReferencesOf(policies);
  const byName = ownersByName(records);
  const livePods = new Map<WorkloadRecord, Workload[]>();
  const kept: WorkloadRecord[] = [];
  for (const record of records) {
    const root = rootOf(record, byName, references);
    if (root === record) {
      kept.push(record);
    } else if (record.workload.kind === 'Pod') {
      const pods = livePods.get(root) ?? [];
      pods.push(record.workload);
      livePods.set(root, pods);
    }
  }
  return kept.map(record => withAbsentOwner(withLivePods(record.workload, livePods.get(record) ?? []), record, byName));
}

/** What may own others, by namespace, kind and name: of each API group one. */
type OwnersByName = ReadonlyMap<string, readonly WorkloadRecord[]>;

function ownersByName(records: readonly WorkloadRecord[]): OwnersByName {
  const byName = new Map<string, WorkloadRecord[]>();
  for (const record of records.filter(({ hasGeneratedName }) => !hasGeneratedName)) {
    const key = ownerKey(record.workload, record.workload);
    const namesakes = byName.get(key) ?? [];
    namesakes.push(record);
    byName.set(key, namesakes);
  }
  return byName;
}

/** Kind and name say which object it is; where that leaves several, the API group does. */
function ownerOf({ workload, owner }: WorkloadRecord, byName: OwnersByName): WorkloadRecord | undefined {
  const namesakes = owner === undefined ? [] : byName.get(ownerKey(workload, owner)) ?? [];
  return namesakes.length > 1 ? namesakes.find(({ group }) => isSameGroup(group, owner?.group)) : namesakes[0];
}

function ownerKey({ namespace }: Workload, { kind, name }: Pick<Owner, 'kind' | 'name'>): string {
  return `${namespace}/${kind}/${name}`;
}

function withAbsentOwner(workload: Workload, record: WorkloadRecord, byName: OwnersByName): Workload {
  const { owner } = record;
  return owner === undefined || ownerOf(record, byName) !== undefined ? workload
    : { ...workload, absentOwner: { kind: owner.kind, name: owner.name } };
}

function rootOf(record: WorkloadRecord, byName: OwnersByName, references: PodReferences): WorkloadRecord {
  const { workload, owner, isScaledToZero } = record;
  if (owner === undefined || !OWNER_KINDS.get(workload.kind)?.includes(owner.kind)) {
    return record;
  }
  const ownerRecord = ownerOf(record, byName);
  if (ownerRecord === undefined) {
    return record;
  }
  const root = rootOf(ownerRecord, byName, references);
  return isScaledToZero || areAlike(workload, root.workload, references) ? root : record;
}
