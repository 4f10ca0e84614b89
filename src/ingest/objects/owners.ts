import { areAlike, PodReferences, podReferencesOf } from './pod-references';
import { LabelFacts, UncertainLabel } from '../../model/labels';
import { Workload } from '../../model/workload';
import { NetworkPolicyResource } from '../../resources/network-policy';
import { Owner, WorkloadRecord } from '../collecting/workload-record';
import { unionOf } from '../reading/addresses';

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
  const mentioned = podReferencesOf(policies);
  const byKey = new Map(records.filter(({ hasGeneratedName }) => !hasGeneratedName)
    .map(record => [keyOf(record), record]));
  const livePods = new Map<WorkloadRecord, Workload[]>();
  const kept: WorkloadRecord[] = [];
  for (const record of records) {
    const root = rootOf(record, byKey, mentioned);
    if (root === record) {
      kept.push(record);
    } else if (record.workload.kind === 'Pod') {
      const pods = livePods.get(root) ?? [];
      pods.push(record.workload);
      livePods.set(root, pods);
    }
  }
  return kept.map(record => withAbsentOwner(withLivePods(record.workload, livePods.get(record) ?? []), record, byKey));
}

function withAbsentOwner(
  workload: Workload, { owner }: WorkloadRecord, byKey: ReadonlyMap<string, WorkloadRecord>,
): Workload {
  return owner === undefined || byKey.has(ownerKey(workload, owner)) ? workload : { ...workload, absentOwner: owner };
}

function keyOf({ workload }: WorkloadRecord): string {
  return ownerKey(workload, workload);
}

function ownerKey({ namespace }: Workload, { kind, name }: Owner): string {
  return `${namespace}/${kind}/${name}`;
}

function rootOf(
  record: WorkloadRecord, byKey: ReadonlyMap<string, WorkloadRecord>, mentioned: PodReferences,
): WorkloadRecord {
  const { workload, owner, isScaledToZero } = record;
  if (owner === undefined || !OWNER_KINDS.get(workload.kind)?.includes(owner.kind)) {
    return record;
  }
  const ownerRecord = byKey.get(ownerKey(workload, owner));
  if (ownerRecord === undefined) {
    return record;
  }
  const root = rootOf(ownerRecord, byKey, mentioned);
  return isScaledToZero || areAlike(workload, root.workload, mentioned) ? root : record;
}

/** Known are only those addresses and nodes that every pod has told. */
function withLivePods(workload: Workload, pods: readonly Workload[]): Workload {
  if (pods.length === 0) {
    return workload;
  }
  const addresses = pods.flatMap(pod => pod.addresses ?? []);
  const nodes = pods.flatMap(pod => pod.nodes ?? []);
  return {
    ...workload,
    labels: withLiveLabels(workload.labels, pods),
    addresses: addresses.length === pods.length ? unionOf(addresses) : undefined,
    nodes: pods.every(pod => pod.nodes !== undefined) ? [...new Set(nodes)].sort() : undefined,
  };
}

/** Labels in which running pods differ from the template and that no policy asks for: a question may ask for them. */
function withLiveLabels(template: LabelFacts, pods: readonly Workload[]): LabelFacts {
  const keys = new Set(pods.flatMap(({ labels }) => [...labels.known.keys()]).filter(key => !template.uncertain.has(key)));
  const varying = [...keys].filter(key => pods.some(({ labels }) => labels.known.get(key) !== template.known.get(key)));
  return varying.length === 0 ? template : {
    ...template,
    known: new Map([...template.known].filter(([key]) => !varying.includes(key))),
    uncertain: new Map([...template.uncertain, ...varying.map(key => [key, valuesOf(key, template, pods)] as const)]),
  };
}

function valuesOf(key: string, template: LabelFacts, pods: readonly Workload[]): UncertainLabel {
  const values = [template, ...pods.map(({ labels }) => labels)].map(({ known }) => known.get(key));
  const present = values.filter((value): value is string => value !== undefined);
  return { mayBeAbsent: present.length < values.length, values: [...new Set(present)], isAdded: true };
}
