import { Evidence, Finding } from '../../model/finding';
import { Flow } from '../../model/flow';
import { formatPolicy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { governingPolicies, isolatingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { oneLine } from '../../sets/visible';
import { tellFact } from '../../wording/audience';
import { count, list } from '../../wording/lists';
import { Check, CheckContext } from '../check';
import { DnsPort } from '../support/ask-resolver';
import { unansweredWorkloads } from '../support/dns-needs';
import { inEveryInterpretation } from '../support/every-interpretation';
import { letPass } from '../support/explain-denial';
import { closedCaches } from '../support/local-caches';
import { pasteRule } from '../support/paste-rule';
import { PastedRule } from '../support/pasted-rule';
import { denyingRules, DnsAccess, dnsPorts, dnsVerdict, Resolvers, resolversOf } from '../support/resolvers';
import { formatEgressRule, rulesToAddresses, rulesToPods } from '../support/rules-by-name';

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
    summary: 'Pods may connect to peers, but not to the resolver that tells them where those are.',
    why: 'Egress isolation holds for DNS too. A rule that names a peer is of no use to a program that looks the peer up '
      + 'by name and never gets an answer. Where rules name addresses or ports only, this is a warning, for a program may '
      + 'be told the addresses. So it is where the input has a cache of names on each node (NodeLocal DNSCache), and rules '
      + 'admit none but the resolver behind it.',
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

  check: inEveryInterpretation((context: CheckContext): Finding[] => {
    const resolvers = resolversOf(context.snapshot);
    const unanswered = unansweredWorkloads(context.snapshot, resolvers);
    const groups = new Map<string, Group>();
    for (const { workload, access } of unanswered) {
      const key = `${workload.namespace} ${access}`;
      groups.set(key, { access, workloads: [...groups.get(key)?.workloads ?? [], workload] });
    }
    return [
      ...[...groups.values()].map(group => findingFor(context, group, resolvers)),
      ...closedCaches(context, new Set(unanswered.map(({ workload }) => workload))),
    ];
  }),
};

/** Pods of one namespace to which the same has happened. */
interface Group {
  readonly access: DnsAccess;
  readonly workloads: readonly Workload[];
}

function findingFor(context: CheckContext, { access, workloads }: Group, resolvers: Resolvers): Finding {
  const { snapshot, audience } = context;
  const [{ namespace }] = workloads;
  const policies = [...new Set(workloads.flatMap(workload => isolatingPolicies(snapshot, workload, 'egress')))];
  const all = snapshot.workloads.filter(workload => workload.namespace === namespace);
  const governing = [...new Set(workloads.flatMap(workload => governingPolicies(snapshot, workload, 'egress')))];
  const [toPods, toAddresses] = [rulesToPods, rulesToAddresses].map(select => select(governing).map(formatEgressRule));
  const [denying] = denyingRules(snapshot, workloads[0], resolvers);
  const isCertain = access === 'denied';
  const ports = uniquePorts(resolvers.workloads.flatMap(dnsPorts));
  const verdicts = ports.map(port => ({ port, verdict: dnsVerdict(snapshot, workloads, resolvers, port) }));
  const closed = verdicts.filter(({ verdict }) => verdict === 'denied' || (!isCertain && verdict === 'unknown'));
  const hasOther = closed.length < ports.length;
  return {
    check: dnsBlocked.meta.name,
    severity: isCertain && toPods.length > 0 ? 'error' : 'warning',
    title: isCertain
      ? `pods in \`${namespace}\` cannot resolve names: ${denying === undefined ? 'egress is isolated and no rule admits DNS'
        : `\`${formatPolicy(denying.policy)}\` denies DNS`}${hasOther ? ' over UDP' : ''}`
      : `pods in \`${namespace}\` can hardly resolve names: ${denying === undefined ? 'their rules leave out the addresses that resolvers have'
        : `\`${formatPolicy(denying.policy)}\` denies addresses that resolvers may have`}`,
    at: (denying?.policy ?? policies[0] ?? governing[0]).origin,
    evidence: [
      { label: 'without DNS', text: `${workloads.length} of ${count(all.length, 'workload')}: ${list(workloads.map(({ name }) => name))}` },
      denying !== undefined ? { label: 'denied by', text: formatEgressRule(denying) }
        : { label: 'isolated by', text: list(policies.map(formatPolicy)) },
      {
        label: 'resolver',
        text: `${list(resolvers.workloads.map(formatWorkload))}, ${closed.map(({ port }) => formatPort(port)).join(' and ')} `
          + (isCertain ? 'denied' : 'probably denied'),
      },
      ...affected(toPods, toAddresses),
    ],
    effect: isCertain ? 'look-ups time out first, so rules that are right look broken' : undefined,
    notes: [
      ...(verdicts.some(({ verdict }) => verdict === 'allowed')
        ? ['DNS over TCP is allowed, but programs ask over UDP first; a port without `protocol` is a TCP port'] : []),
      ...(isCertain ? enforcersOwnReasons(context, workloads[0], resolvers) : []),
      ...(toPods.length > 0 ? [] : ['the rules name addresses or ports and no pods: a program that is told addresses needs no names']),
      ...(isCertain ? [] : [`the address of the resolver is not known; ${tellFact(audience, 'podCidrs: [...]', '--pod-cidr CIDR')} makes the answer certain`]),
      ...(resolvers.assumed ? ['the resolver is assumed, since the input has none: kube-system/kube-dns (k8s-app=kube-dns)'] : []),
    ],
    help: denying !== undefined ? [letPass(denying)]
      : allowDns(context, workloads, resolvers.workloads[0], ports),
  };
}

/** Where the Kubernetes documentation does not deny the questions: what the enforcer does otherwise. */
function enforcersOwnReasons(
  { documented, variants }: CheckContext, source: Workload, { workloads }: Resolvers,
): string[] {
  const questions = workloads.flatMap(resolver => dnsPorts(resolver).map((asked): Flow => ({
    source: { kind: 'workload', workload: source }, destination: { kind: 'workload', workload: resolver }, ...asked,
  })));
  const isDenied = (snapshot: Snapshot, flow: Flow) => judgeDirection(snapshot, flow, 'egress').verdict === 'denied';
  const reasons = questions.filter(flow => !isDenied(documented, flow))
    .flatMap(flow => variants.find(({ snapshot }) => !isDenied(snapshot, flow)) ?? []).map(({ does }) => does);
  return [...new Set(reasons)].map(does => `by the documentation of Kubernetes a rule may let it pass, but ${does}`);
}

function affected(toPods: readonly string[], toAddresses: readonly string[]): Evidence[] {
  const texts = [
    ...toPods.length === 0 ? [] : [`${count(toPods.length, 'egress rule')} to pods, such as ${toPods[0]}`],
    ...toAddresses.length === 0 ? []
      : [`${count(toAddresses.length, 'egress rule')} to addresses or ports, such as ${toAddresses[0]}`],
  ];
  return texts.map((text, index) => ({ label: index === 0 ? 'affected' : '', text }));
}

/** For pods that are isolated for egress already: a policy for others would isolate these. */
function allowDns(
  context: CheckContext, asking: readonly Workload[], resolver: Workload, ports: readonly DnsPort[],
): string[] {
  const { snapshot, audience } = context;
  const [first, ...others] = asking;
  const isForAll = snapshot.workloads.filter(({ namespace }) => namespace === first.namespace)
    .every(workload => isolatingPolicies(snapshot, workload, 'egress').length > 0);
  const paste = (subject: PastedRule['subject'], id: string) => pasteRule(context, {
    id,
    subject,
    direction: 'egress',
    peers: { kind: 'pods', labels: [['k8s-app', resolver.labels.known.get('k8s-app') ?? '']], namespace: 'kube-system' },
    ports,
  });
  if (isForAll) {
    return [['let the pods of the namespace reach the resolver:', ...paste({ allOf: first.namespace }, 'dns')].join('\n')];
  }
  const [separator, beginning] = audience === 'constructs' ? [[], 'new '] : [['---'], 'apiVersion: '];
  const more = others.map(workload => ({ workload, lines: paste(workload, audience === 'constructs' ? `${oneLine(workload.name)}-dns` : 'dns') }));
  // Where something has to be done before it can be pasted, nobody could tell from which line on it can.
  const pasted = more.filter(({ lines }) => lines[0].startsWith(beginning)).slice(0, MOST_PASTED - 1);
  const likewise = more.filter(one => !pasted.includes(one)).map(({ workload: { name } }) => `\`${oneLine(name)}\``);
  return [
    [
      `let ${list([first, ...pasted.map(({ workload }) => workload)].map(workload => `\`${formatWorkload(workload)}\``))} reach the resolver:`,
      ...paste(first, 'dns'),
      ...pasted.flatMap(({ lines }) => [...separator, ...lines]),
    ].join('\n'),
    ...others.length === 0 ? [] : [`${likewise.length === 0 ? '' : `and likewise ${list(likewise)}; `}other pods of the namespace send freely, and a policy would isolate them`],
  ];
}

/** So many policies are read where they are. */
const MOST_PASTED = 4;

function uniquePorts(ports: readonly DnsPort[]): DnsPort[] {
  return [...new Map(ports.map(port => [formatPort(port), port])).values()];
}

function formatPort({ protocol, port }: DnsPort): string {
  return `${protocol} ${port}`;
}
