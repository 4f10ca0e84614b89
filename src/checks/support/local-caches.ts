import { needNames } from './dns-needs';
import { pasteRule } from './paste-rule';
import { isDnsPort } from './resolvers';
import { Finding } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { governingPolicies, isolatingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { formatAddress, AddressSet } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';
import { oneLine } from '../../sets/visible';
import { count, list } from '../../wording/lists';
import { CheckContext } from '../check';

/** A program that answers for names on every node, in front of the resolver, and where. */
interface LocalCache {
  readonly workload: Workload;
  readonly addresses: AddressSet;
}

/**
 * One finding for each namespace with pods that may ask the resolver and not the cache on their own node.
 *
 * @param unanswered pods that may not even ask the resolver, which is another finding
 */
export function closedCaches(context: CheckContext, unanswered: ReadonlySet<Workload>): Finding[] {
  const { snapshot } = context;
  const caches = snapshot.workloads.filter(({ hostNetwork }) => hostNetwork).flatMap((workload): LocalCache[] =>
    (workload.localAddresses === undefined ? [] : [{ workload, addresses: workload.localAddresses }]));
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of caches.length === 0 ? [] : snapshot.workloads) {
    if (!unanswered.has(workload) && isShutOut(snapshot, workload, caches)) {
      byNamespace.set(workload.namespace, [...byNamespace.get(workload.namespace) ?? [], workload]);
    }
  }
  return [...byNamespace.values()].map(workloads => findingFor(context, workloads, caches));
}

function isShutOut(snapshot: Snapshot, workload: Workload, caches: readonly LocalCache[]): boolean {
  const policies = workload.hostNetwork ? [] : governingPolicies(snapshot, workload, 'egress');
  const isDenied = (address: bigint) => judgeDirection(snapshot, {
    source: { kind: 'workload', workload }, destination: { kind: 'address', address }, protocol: 'UDP', port: 53,
  }, 'egress').verdict === 'denied';
  return needNames(policies) && !policies.some(namesAnotherAddress)
    && caches.every(({ addresses }) => addresses.intervals.every(({ start }) => isDenied(start)));
}

/** Then the author has a resolver at that address in mind, which the pods are told to ask. */
function namesAnotherAddress({ egress }: Policy): boolean {
  return (egress?.rules ?? []).some(({ effect, peers, ports }) => effect === 'allow' && ports.some(isDnsPort)
    && peers.some(({ kind }) => kind === 'addresses'));
}

function findingFor(context: CheckContext, workloads: readonly Workload[], caches: readonly LocalCache[]): Finding {
  const { snapshot } = context;
  const [first, ...others] = workloads;
  const [{ workload: cache, addresses }] = caches;
  const policies = [...new Set(workloads.flatMap(workload => isolatingPolicies(snapshot, workload, 'egress')))];
  const all = snapshot.workloads.filter(({ namespace }) => namespace === first.namespace);
  return {
    check: 'dns-blocked',
    severity: 'warning',
    title: `pods in \`${first.namespace}\` may not ask the cache of names on their nodes, \`${formatWorkload(cache)}\` at ${list(addresses.intervals.map(({ start }) => formatAddress(start)))}`,
    at: (policies[0] ?? governingPolicies(snapshot, first, 'egress')[0]).origin,
    evidence: [
      { label: 'without DNS', text: `${workloads.length} of ${count(all.length, 'workload')}: ${list(workloads.map(({ name }) => name))}` },
      { label: 'isolated by', text: list(policies.map(formatPolicy)) },
      { label: 'cache', text: `${formatWorkload(cache)} on the host network, UDP 53 denied at ${list(formatCidrs(addresses))}` },
    ],
    notes: [
      'rules that select the pods of the resolver do not match the cache, which answers in their place',
      'by the documentation of Kubernetes a pod always reaches its own node, but not every network plugin keeps to that',
    ],
    help: [
      [
        `let \`${formatWorkload(first)}\` reach the cache:`,
        ...pasteRule(context, {
          id: 'dns-cache',
          subject: first,
          direction: 'egress',
          peers: { kind: 'addresses', cidrs: formatCidrs(addresses) },
          ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
        }),
      ].join('\n'),
      ...others.length === 0 ? [] : [`and likewise ${list(others.map(({ name }) => `\`${oneLine(name)}\``))}`],
    ],
  };
}
