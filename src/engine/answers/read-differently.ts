import { Policy } from '../../model/policy';
import { selects } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';

/**
 * The workloads whose own policies the readings may understand differently. On all traffic between any two other
 * workloads the readings agree. It compares policies, not flows, so it is cheap where policies mean the same to all.
 */
export function workloadsReadDifferently(readings: readonly Snapshot[]): ReadonlySet<Workload> {
  const [first, ...others] = readings;
  if (others.some(({ enforcement }) => enforcement.mode !== first.enforcement.mode)) {
    return new Set(first.workloads);
  }
  const changed = first.policies.flatMap((policy, index) => {
    const all = [policy, ...others.map(({ policies }) => policies[index])];
    return new Set(all.map(meaningOf)).size > 1 ? all : [];
  });
  const byNamespace = new Map<string, Policy[]>();
  for (const policy of changed) {
    byNamespace.set(policy.subject.namespace, [...byNamespace.get(policy.subject.namespace) ?? [], policy]);
  }
  return new Set(first.workloads.filter(workload => isReadDifferently(workload)
    || byNamespace.get(workload.namespace)?.some(({ subject }) => selects(subject.pods, workload.labels) !== 'no')));
}

/** Whether enforcers may treat the pods of a workload differently, whatever the policies say. */
function isReadDifferently({ hostNetwork, ports }: Workload): boolean {
  const names = ports.flatMap(({ name, protocol }) => (name === undefined ? [] : [`${protocol} ${name}`]));
  return hostNetwork || new Set(names).size < names.length || ports.some(({ protocol }) => protocol === 'SCTP');
}

/** The policy as text, without what does not change its meaning. */
function meaningOf({ subject, egress, ingress }: Policy): string {
  return JSON.stringify(
    { subject, egress, ingress }, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
}
