import { Evidence, Finding } from '../../model/finding';
import { Flow } from '../../model/flow';
import { labelFacts } from '../../model/labels';
import { formatPolicy, Policy } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { ContainerPort, formatWorkload, Workload } from '../../model/workload';
import { isolatingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { count, list } from '../../wording/lists';
import { describeRule } from '../../wording/rules';
import { Check, CheckContext } from '../check';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-egress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: { matchLabels: { app: orders } } }]
`;

export const dnsBlocked: Check = {
  meta: {
    name: 'dns-blocked',
    severity: 'error',
    summary: 'Pods may connect to other pods, but not to the resolver that tells them where those are.',
    why: 'Egress isolation holds for DNS too. A rule that names a peer is of no use to a program that looks the peer up '
      + 'by name and never gets an answer.',
    bad: { manifests: PODS },
    good: {
      manifests: `${PODS}    - to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
      ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
`,
    },
    links: [{ title: 'Kubernetes: DNS for Services and Pods', url: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check({ snapshot }: CheckContext): Finding[] {
    const resolvers = resolversOf(snapshot);
    const byNamespace = new Map<string, Workload[]>();
    for (const workload of snapshot.workloads.filter(candidate => isBlocked(snapshot, candidate, resolvers))) {
      byNamespace.set(workload.namespace, [...byNamespace.get(workload.namespace) ?? [], workload]);
    }
    return [...byNamespace].map(([namespace, blocked]) => findingFor(snapshot, namespace, blocked, resolvers));
  },
};

interface Resolvers {
  readonly workloads: readonly Workload[];
  /** True when the input has no resolver and the usual one is assumed. */
  readonly assumed: boolean;
}

const RESOLVER_NAMES = ['kube-dns', 'coredns'];

const USUAL_RESOLVER: Workload = {
  kind: 'Deployment',
  namespace: 'kube-system',
  name: 'kube-dns',
  labels: labelFacts(new Map([['k8s-app', 'kube-dns']])),
  ports: [{ name: 'dns', protocol: 'UDP', port: 53 }, { name: 'dns-tcp', protocol: 'TCP', port: 53 }],
  hostNetwork: false,
  isSinglePod: false,
  origin: { object: 'Deployment kube-system/kube-dns' },
};

function resolversOf(snapshot: Snapshot): Resolvers {
  const workloads = snapshot.workloads.filter(({ namespace, labels }) => namespace === 'kube-system'
    && RESOLVER_NAMES.includes(labels.known.get('k8s-app') ?? ''));
  return workloads.length > 0 ? { workloads, assumed: false } : { workloads: [USUAL_RESOLVER], assumed: true };
}

/** Whether the pods reach peers by name but no resolver. Pods that may connect to nobody miss nothing. */
function isBlocked(snapshot: Snapshot, workload: Workload, resolvers: Resolvers): boolean {
  const policies = isolatingPolicies(snapshot, workload, 'egress');
  if (resolvers.workloads.includes(workload) || namedPeerRules(policies).length === 0) {
    return false;
  }
  if (policies.some(policy => opensOtherResolver(policy, resolvers))) {
    return false;
  }
  return resolvers.workloads.every(resolver => firstAsked(dnsPorts(resolver)).every(port =>
    isDenied(snapshot, workload, resolver, port)));
}

interface DnsPort {
  readonly protocol: 'UDP' | 'TCP';
  readonly port: number;
}

/** The resolver's own ports: behind a Service on 53, pods may listen on another. */
function dnsPorts(resolver: Workload): readonly DnsPort[] {
  const own = resolver.ports.filter((port): port is ContainerPort & DnsPort =>
    (port.port === 53 || (port.name?.startsWith('dns') ?? false)) && port.protocol !== 'SCTP')
    .map(({ protocol, port }): DnsPort => ({ protocol, port }));
  return own.length > 0 ? own : [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
}

/** Programs ask over UDP, and over TCP only when the answer was too long for that. */
function firstAsked(ports: readonly DnsPort[]): readonly DnsPort[] {
  const udp = ports.filter(({ protocol }) => protocol === 'UDP');
  return udp.length > 0 ? udp : ports;
}

function isDenied(snapshot: Snapshot, workload: Workload, resolver: Workload, { protocol, port }: DnsPort): boolean {
  return judgeDirection(snapshot, flowTo(workload, resolver, protocol, port), 'egress').verdict === 'denied';
}

function flowTo(source: Workload, destination: Workload, protocol: 'UDP' | 'TCP', port: number): Flow {
  return {
    source: { kind: 'workload', workload: source }, destination: { kind: 'workload', workload: destination }, protocol, port,
  };
}

/**
 * A rule on a port that only DNS uses shows that the author has a resolver of another kind in mind: one that the input
 * does not have, or one behind an address such as NodeLocal DNSCache.
 */
function opensOtherResolver(policy: Policy, { assumed }: Resolvers): boolean {
  return (policy.egress?.rules ?? []).some(rule =>
    rule.ports.some(match => isDnsPort(match) && match.protocol === 'UDP')
    && (assumed || rule.peers.some(({ kind }) => kind === 'addresses')));
}

const DNS_PORTS = [53, 5353, 1053];

function isDnsPort(match: PortMatch): match is Exclude<PortMatch, { kind: 'any' }> {
  switch (match.kind) {
    case 'any': return false;
    case 'named': return match.name.startsWith('dns');
    case 'numbered':
      return match.ports.intervals.every(({ start, end }) => end - start === 1 && DNS_PORTS.includes(start));
  }
}

/** The rules to pods that are looked up by name; one for DNS itself is none of them. */
function namedPeerRules(policies: readonly Policy[]): string[] {
  return policies.flatMap(policy => (policy.egress?.rules ?? [])
    .filter(rule => rule.peers.some(({ kind }) => kind === 'pods') && !rule.ports.every(isDnsPort))
    .map(rule => `${formatPolicy(policy)}, ${describeRule(policy, 'egress', rule)}`));
}

function findingFor(
  snapshot: Snapshot, namespace: string, blocked: readonly Workload[], { workloads: resolvers, assumed }: Resolvers,
): Finding {
  const policies = [...new Set(blocked.flatMap(workload => isolatingPolicies(snapshot, workload, 'egress')))];
  const all = snapshot.workloads.filter(workload => workload.namespace === namespace);
  const rules = namedPeerRules(policies);
  const ports = uniquePorts(resolvers.flatMap(dnsPorts));
  const denied = ports.filter(port => blocked.every(workload =>
    resolvers.every(resolver => isDenied(snapshot, workload, resolver, port))));
  const isTcpOpen = denied.length < ports.length;
  const evidence: Evidence[] = [
    { label: 'without DNS', text: `${blocked.length} of ${count(all.length, 'workload')}: ${list(blocked.map(({ name }) => name))}` },
    { label: 'isolated by', text: list(policies.map(formatPolicy)) },
    { label: 'resolver', text: `${list(resolvers.map(formatWorkload))}, ${denied.map(formatPort).join(' and ')} denied` },
    { label: 'affected', text: `${count(rules.length, 'egress rule')} to pods, such as ${rules[0]}` },
  ];
  return {
    check: dnsBlocked.meta.name,
    severity: 'error',
    title: `pods in \`${namespace}\` cannot resolve names: egress is isolated and no rule admits DNS${isTcpOpen ? ' over UDP' : ''}`,
    at: policies[0].origin,
    evidence,
    effect: 'look-ups time out first, so rules that are right look broken',
    notes: [
      ...(isTcpOpen ? ['DNS over TCP is allowed, but programs ask over UDP first; a port without `protocol` is a TCP port'] : []),
      ...(assumed ? ['the resolver is assumed, since the input has none: kube-system/kube-dns (k8s-app=kube-dns)'] : []),
    ],
    help: [[
      'let the pods of the namespace reach the resolver:',
      'new AllowPods(this, \'dns\', {',
      `  subject: Pods.all().inNamespace('${namespace}'),`,
      `  peers: [Pods.labeled({ 'k8s-app': '${resolvers[0].labels.known.get('k8s-app')}' }).inNamespace('kube-system')],`,
      `  ports: [${ports.map(portInCode).join(', ')}],`,
      '  direction: Direction.EGRESS,',
      '});',
    ].join('\n')],
  };
}

function uniquePorts(ports: readonly DnsPort[]): DnsPort[] {
  return [...new Map(ports.map(port => [formatPort(port), port])).values()];
}

function formatPort({ protocol, port }: DnsPort): string {
  return `${protocol} ${port}`;
}

function portInCode({ protocol, port }: DnsPort): string {
  return port === 53 ? `Port.DNS_${protocol}` : `Port.${protocol.toLowerCase()}(${port})`;
}
