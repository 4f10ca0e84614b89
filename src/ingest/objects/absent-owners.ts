import { withLivePods } from './live-pods';
import { PodReferences, podReferencesOf } from './pod-references';
import { Problem } from '../../model/finding';
import { Workload } from '../../model/workload';
import { NetworkPolicyResource } from '../../resources/network-policy';
import { lastAtMost } from '../../sets/sorted';
import { count, list } from '../../wording/lists';

/** Controllers whose pods are all made from one template, so that they have the same ports. */
const WITH_TEMPLATE = ['ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'Deployment', 'CronJob'];

/** The static pods of a node are owned by it, and have nothing else in common. */
const OWNS_STRANGERS = 'Node';

/**
 * The workloads, where pods of a controller that is not in the input are one: a dump of a cluster has thousands of pods.
 * Those that a policy tells apart stay apart, and so do those of a custom controller that have other ports: it may make
 * pods of many kinds.
 */
export function groupByAbsentOwner(
  workloads: readonly Workload[], policies: readonly NetworkPolicyResource[], problems: Problem[],
): Workload[] {
  const owned = ownedPods(workloads);
  if (owned.size === 0) {
    return [...workloads];
  }
  const look = new Look(policies);
  const replacements = new Map<Workload, readonly Workload[]>();
  const split: string[] = [];
  for (const pods of owned.values()) {
    const groups = groupsOf(pods, look);
    pods.forEach(pod => replacements.set(pod, []));
    groups.forEach(group => replacements.set(group[0], [workloadOf(group, groups)]));
    if (groups.length > 1 && isFromTemplate(pods[0])) {
      split.push(`${pods[0].absentOwner!.kind} \`${pods[0].namespace}/${pods[0].absentOwner!.name}\``);
    }
  }
  problems.push(...splitProblem(split));
  return workloads.flatMap(workload => replacements.get(workload) ?? [workload]);
}

function ownedPods(workloads: readonly Workload[]): Map<string, Workload[]> {
  const owned = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { isSinglePod, absentOwner, namespace } = workload;
    if (isSinglePod && absentOwner !== undefined && absentOwner.kind !== OWNS_STRANGERS) {
      const key = `${namespace}/${absentOwner.kind}/${absentOwner.name}`;
      const pods = owned.get(key);
      if (pods === undefined) {
        owned.set(key, [workload]);
      } else {
        pods.push(workload);
      }
    }
  }
  return owned;
}

function groupsOf(pods: readonly Workload[], look: Look): Workload[][] {
  const groups = new Map<string, Workload[]>();
  for (const pod of pods) {
    const key = isFromTemplate(pod) ? look.toPolicies(pod) : `${look.toPolicies(pod)} ${JSON.stringify(pod.ports)}`;
    const group = groups.get(key) ?? [];
    group.push(pod);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function isFromTemplate({ absentOwner }: Workload): boolean {
  return WITH_TEMPLATE.includes(absentOwner!.kind);
}

/** What can be seen of a pod, as a text that is equal for pods that look alike. */
class Look {
  private readonly references: PodReferences;
  /** Where address blocks of policies begin or end. */
  private readonly cuts: readonly bigint[];

  public constructor(policies: readonly NetworkPolicyResource[]) {
    this.references = podReferencesOf(policies);
    const blocks = policies.flatMap(({ ingress, egress }) => [...ingress, ...egress])
      .flatMap(({ peers }) => peers).flatMap(({ ipBlock }) => ipBlock?.addresses.intervals ?? []);
    this.cuts = [...new Set(blocks.flatMap(({ start, end }) => [start, end]))]
      .sort((left, right) => (left < right ? -1 : 1));
  }

  public toPolicies({ labels, ports, hostNetwork, addresses }: Workload): string {
    const { labelKeys, portNames } = this.references;
    return JSON.stringify([
      hostNetwork,
      labels.serviceAccount,
      [...labels.known].filter(([key]) => labelKeys.has(key)).sort(),
      [...labels.uncertain].filter(([key]) => labelKeys.has(key)).sort(),
      ports.filter(({ name }) => name !== undefined && portNames.has(name)),
      addresses?.intervals.map(({ start }) => lastAtMost(this.cuts, start)),
    ]);
  }
}

/** The controller, or the pods of it that some policy tells from its others. */
function workloadOf(pods: readonly Workload[], groups: readonly (readonly Workload[])[]): Workload {
  const [first] = pods;
  if (groups.length > 1 && pods.length === 1) {
    return first;
  }
  const { kind, name } = first.absentOwner!;
  return {
    ...withLivePods(first, pods),
    kind,
    name: groups.length === 1 ? name : `${name} with ${distinctionOf(first, groups)}`,
    isSinglePod: pods.length === 1,
  };
}

/** `role=primary`, or how many pods it is where no label says which. */
function distinctionOf({ labels }: Workload, groups: readonly (readonly Workload[])[]): string {
  const examples = groups.map(([pod]) => pod.labels.known);
  const differing = [...labels.known].filter(([key, value]) => examples.some(other => other.get(key) !== value));
  return differing.length > 0 ? differing.map(([key, value]) => `${key}=${value}`).sort().join(',')
    : count(groups.find(([pod]) => pod.labels === labels)!.length, 'like pod');
}

function splitProblem(owners: readonly string[]): Problem[] {
  return owners.length === 0 ? [] : [{
    severity: 'warning',
    message: `the pods of ${list(owners, 3)} are not alike to the policies, so that they are listed apart`,
    at: { object: 'the input' },
    help: 'compare their labels and addresses with what the policies ask for',
  }];
}
