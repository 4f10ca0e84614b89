import { dnsAccess, DnsAccess, dnsPorts, opensOtherResolver, Resolvers, resolversOf } from './resolvers';
import { rulesToAddresses, rulesToPods } from './rules-by-name';
import { Flow } from '../../model/flow';
import { Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { Workload } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';

/** A workload whose programs need names, and hardly or never get an answer. */
export interface UnansweredWorkload {
  readonly workload: Workload;
  readonly access: Exclude<DnsAccess, 'open'>;
}

/** Every such workload. */
export function unansweredWorkloads(snapshot: Snapshot, resolvers: Resolvers): UnansweredWorkload[] {
  return snapshot.workloads.flatMap(workload => {
    const access = accessNeeded(snapshot, workload, resolvers);
    return access === 'open' ? [] : [{ workload, access }];
  });
}

/** Whether the flow is a question for a name from a workload to which all are denied: `dns-blocked` tells of it. */
export function deadQuestions(snapshot: Snapshot): (flow: Flow) => boolean {
  const resolvers = resolversOf(snapshot);
  const dead = new Set(unansweredWorkloads(snapshot, resolvers)
    .flatMap(({ workload, access }) => (access === 'denied' ? [workload] : [])));
  const asked = resolvers.workloads.flatMap(dnsPorts);
  return ({ source, protocol, port }) => source.kind === 'workload' && dead.has(source.workload)
    && asked.some(one => one.protocol === protocol && one.port === port);
}

/** Whether pods that mostly need names get answers. Pods that may connect to nobody miss nothing. */
function accessNeeded(snapshot: Snapshot, workload: Workload, resolvers: Resolvers): DnsAccess {
  const policies = governingPolicies(snapshot, workload, 'egress');
  return !needNames(policies) || resolvers.workloads.includes(workload)
    || policies.some(policy => opensOtherResolver(snapshot, policy, resolvers)) ? 'open' : dnsAccess(snapshot, workload, resolvers);
}

/** Whether pods with these egress policies mostly need names, for what they may connect to. */
export function needNames(policies: readonly Policy[]): boolean {
  return rulesToPods(policies).length > 0 || rulesToAddresses(policies).length > 0;
}
