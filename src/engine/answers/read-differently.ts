import { interpretationsOf } from '../../model/interpretation';
import { meaningOf, Policy } from '../../model/policy';
import { selects } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';

/**
 * The workloads whose own policies the readings may understand differently. On all traffic between any two other
 * workloads the readings agree. It compares policies, not flows, so it is cheap where policies mean the same to all.
 */
export function workloadsReadDifferently(given: readonly Snapshot[]): ReadonlySet<Workload> {
  const readings = given.flatMap(interpretationsOf);
  const [first, ...others] = readings;
  if (others.some(({ enforcement }) => enforcement.mode !== first.enforcement.mode)) {
    return new Set(first.workloads);
  }
  const longest = Math.max(...readings.map(({ policies }) => policies.length));
  const changed = [...Array(longest).keys()].flatMap(index => {
    // An enforcer that does not take policies of the whole cluster, which come last, has fewer.
    const all = readings.flatMap(({ policies }) => policies[index] ?? []);
    return all.length < readings.length || new Set(all.map(meaningOf)).size > 1 ? all : [];
  });
  const byNamespace = new Map<string | undefined, Policy[]>();
  for (const policy of changed) {
    const { namespaces } = policy.subject;
    const name = namespaces.kind === 'named' ? namespaces.name : undefined;
    byNamespace.set(name, [...byNamespace.get(name) ?? [], policy]);
  }
  const switches = new Set(readings.flatMap(({ enforcement }) => enforcement.switchingLabels).map(({ key }) => key));
  const isSwitched = ({ labels: { known, uncertain } }: Workload) =>
    [...switches].some(key => known.has(key) || uncertain.has(key));
  return new Set(first.workloads.filter(workload => isReadDifferently(workload) || isSwitched(workload)
    || [...byNamespace.get(workload.namespace) ?? [], ...byNamespace.get(undefined) ?? []]
      .some(({ subject }) => selects(subject.pods, workload.labels) !== 'no')));
}

/** Whether enforcers may treat the pods of a workload differently, whatever the policies say. */
function isReadDifferently({ hostNetwork, ports }: Workload): boolean {
  const names = ports.flatMap(({ name }) => name ?? []);
  return hostNetwork || new Set(names).size < names.length
    || ports.some(({ protocol, ofSidecar }) => protocol === 'SCTP' || ofSidecar === true);
}
