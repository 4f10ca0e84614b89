import { differencesBetween } from '../../engine/answers/portability';
import { Evidence, Finding } from '../../model/finding';
import { Flow, formatEndpoint } from '../../model/flow';
import { formatOrigin } from '../../model/origin';
import { DIRECTIONS, Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { isolatedBy, Trace } from '../../model/trace';
import { clusterName, enforcerName } from '../../wording/enforcers';
import { list } from '../../wording/lists';
import { describeTrace } from '../../wording/traces';
import { Check, CheckContext, Variant } from '../check';
import { Departure, departuresOn } from '../support/departures';
import { deadQuestions } from '../support/dns-needs';
import { doubtfulBlocks } from '../support/doubtful-blocks';
import { isDeclared, ownNodeFlows, witnessesOf } from '../support/witness-flows';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
status: { podIP: 10.1.0.5, podIPs: [{ ip: 10.1.0.5 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
    - from:
`;

export const enforcerDiffers: Check = {
  meta: {
    name: 'enforcer-differs',
    severity: 'warning',
    summary: 'The cluster\'s enforcer allows what the Kubernetes documentation denies, or the other way round.',
    why: 'A policy that was tested on one cluster opens or closes something else on another, and nothing reports it.',
    bad: { manifests: `${MANIFESTS}        - ipBlock: { cidr: 10.1.0.0/16 }\n`, cluster: { networkDriver: 'cilium' } },
    good: { manifests: `${MANIFESTS}        - podSelector: { matchLabels: { app: web } }\n`, cluster: { networkDriver: 'cilium' } },
    links: [{ title: 'What Cilium does differently', url: 'https://github.com/cdk8s-netpol/cdk8s-netpol/blob/main/docs/cilium.md' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: context => {
    const { target, documented, snapshot: enforced, variants } = context;
    if (target === undefined || variants.length === 0 || !target.enforcesNetworkPolicy) {
      return [];
    }
    const isToldElsewhere = deadQuestions(enforced);
    const flows = [
      ...differencesBetween(documented, enforced)
        .flatMap(difference => witnessesOf([documented, enforced], difference))
        .filter(flow => !isToldElsewhere(flow)),
      ...ownNodeFlows(enforced),
    ];
    const groups = new Map<string, Departure[]>();
    for (const departure of flows.flatMap(flow => departuresOn(context, flow))) {
      const key = causeOf(departure);
      groups.set(key, [...groups.get(key) ?? [], departure]);
    }
    const placeOf = ([{ policy }]: readonly Departure[]) => (policy === undefined ? Infinity
      : enforced.policies.findIndex(({ origin }) => origin === policy.origin));
    return [
      ...[...groups.values()].map(friendliestFirst)
        .sort((left, right) =>
          compare(placeOf(left), placeOf(right)) || compare(strangeness(left[0]), strangeness(right[0])))
        .map(group => findingFor(context, group)),
      ...doubtfulBlocks(context, target),
    ];
  },
};

/** What is to be mended: one reason in one place. That pods do not reach their own nodes is told once for all. */
function causeOf({ reason, policy, enforced }: Departure): string {
  return isAboutOwnNode(enforced.flow) ? 'own node' : `${reason?.does} ${enforced.verdict} ${policy && formatOrigin(policy.origin)}`;
}

/** A reader thinks first of a port that the pods listen on, and of two different workloads. */
function friendliestFirst(group: readonly Departure[]): Departure[] {
  return [...group].sort((left, right) => compare(strangeness(left), strangeness(right)));
}

function strangeness({ enforced: { flow } }: Departure): number {
  const ends = [flow.source, flow.destination].map(end => (end.kind === 'workload' ? end.workload : undefined));
  return (isDeclared(flow) ? 0 : 2) + (ends.includes(undefined) || ends[0] === ends[1] ? 1 : 0);
}

function compare(left: number, right: number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function findingFor({ target, snapshot: enforced }: CheckContext, group: readonly Departure[]): Finding {
  const [{ documented: before, enforced: after, policy, reason }] = group;
  const { flow, verdict } = after;
  const enforcer = enforcerName(enforced.enforcement.dialect);
  const [does, not] = verdict === 'denied' ? ['denies', 'allows'] : ['allows', 'denies'];
  const dropped = policy === undefined ? [] : droppedLabels(enforced, policy, reason);
  const others = [...new Set(group.map(nameOf))].slice(1);
  return {
    check: enforcerDiffers.meta.name,
    severity: 'warning',
    title: `on ${clusterName(target!)}, ${enforcer} ${does} what the Kubernetes documentation ${not}: ${describe(flow)}`,
    at: policy?.origin ?? isolatedBy(after.egress)[0]?.origin ?? target!.origin,
    evidence: [
      ...changedLines('documented', before, after),
      ...changedLines(enforcer, after, before),
      ...(dropped.length === 0 ? [] : [{ label: 'label', text: list(dropped) }]),
      ...(others.length === 0 ? [] : [{ label: 'likewise', text: list(others) }]),
    ],
    effect: verdict === 'denied' ? `connections from \`${formatEndpoint(flow.source)}\` to ${nameOfDestination(flow, '`')} time out`
      : `\`${formatEndpoint(flow.source)}\` reaches ${nameOfDestination(flow, '`')}, and nothing reports it`,
    notes: [reason?.does ?? `several things that ${enforcer} does differently make this difference together`],
    help: [reason?.help ?? 'write the rule without what the two read differently: an ipBlock for pods, `endPort`, the name of a port'],
  };
}

/** The lines of the directions on which the two disagree. */
function changedLines(label: string, trace: Trace, other: Trace): Evidence[] {
  return describeTrace(trace)
    .filter((_line, index) => trace[DIRECTIONS[index]].verdict !== other[DIRECTIONS[index]].verdict)
    .map(line => ({ label, columns: [line.label, ...line.columns ?? []], text: line.text }));
}

/** The label keys of the policy that its enforcer does not see, where that is what makes the difference. */
function droppedLabels(enforced: Snapshot, { origin }: Policy, reason: Variant | undefined): string[] {
  const [dropped, seen] = [enforced, reason?.snapshot].map(snapshot =>
    snapshot?.policies.filter(policy => policy.origin === origin).flatMap(unseenKeys) ?? []);
  return reason === undefined ? [] : dropped.filter(key => !seen.includes(key));
}

function unseenKeys({ subject, egress, ingress }: Policy): string[] {
  const peers = [...egress?.rules ?? [], ...ingress?.rules ?? []].flatMap(rule => rule.peers);
  const selectors = [subject.pods, ...peers.flatMap(peer => (peer.kind !== 'pods' ? []
    : [peer.pods, ...peer.namespaces.kind === 'labeled' ? [peer.namespaces.selector] : []]))];
  return [...new Set(selectors.flatMap(({ requirements }) => requirements).filter(({ lookup }) => lookup === 'nothing').map(({ key }) => key))];
}

function isAboutOwnNode({ destination }: Flow): boolean {
  return destination.kind === 'node' && destination.isElsewhere !== true;
}

/** `shop/web -> shop/db TCP 5432`, `shop/web -> its own node TCP 10250 (kubelet)` */
function describe(flow: Flow): string {
  const remark = isAboutOwnNode(flow) ? ' (kubelet)' : '';
  return `${formatEndpoint(flow.source)} -> ${nameOfDestination(flow)} ${flow.protocol} ${flow.port}${remark}`;
}

/** The connection in short; of a pod and its own node, the pod. */
function nameOf({ enforced: { flow } }: Departure): string {
  const source = formatEndpoint(flow.source);
  return isAboutOwnNode(flow) ? source : `${source} -> ${formatEndpoint(flow.destination)}`;
}

function nameOfDestination(flow: Flow, quote: string = ''): string {
  return isAboutOwnNode(flow) ? 'its own node' : `${quote}${formatEndpoint(flow.destination)}${quote}`;
}
