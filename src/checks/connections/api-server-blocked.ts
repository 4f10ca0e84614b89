import { Finding } from '../../model/finding';
import { Endpoint } from '../../model/flow';
import { formatPolicy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { DirectionTrace, isolatedBy } from '../../model/trace';
import { formatWorkload, Workload } from '../../model/workload';
import { KnownApiServer, apiServerOf } from '../../semantics/api-server';
import { clientBlocks } from '../../semantics/entry-sources';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { formatAddress } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';
import { list } from '../../wording/lists';
import { describeReason } from '../../wording/traces';
import { Check, CheckContext } from '../check';
import { ApiUse, apiUseOf, opensItsService, sharingAccount } from '../support/api-clients';
import { inEveryInterpretation } from '../support/every-interpretation';
import { pasteRule } from '../support/paste-rule';
import { foldRepeats, Repeatable } from '../support/repeats';
import { OTHER_NODE } from '../support/senders';

const OPERATOR = `
apiVersion: v1
kind: Service
metadata: { name: kubernetes, namespace: default }
spec: { clusterIP: 10.96.0.1, ports: [{ name: https, port: 443, targetPort: 6443 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: kubernetes, namespace: default, labels: { kubernetes.io/service-name: kubernetes } }
addressType: IPv4
endpoints: [{ addresses: [192.0.2.10] }]
ports: [{ name: https, port: 6443 }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: operator, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: ServiceAccount, name: operator, namespace: shop }]
---
apiVersion: v1
kind: Pod
metadata: { name: operator, namespace: shop, labels: { app: operator } }
spec: { serviceAccountName: operator, containers: [{ name: main, image: operator }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: operator, namespace: shop }
spec:
  podSelector: { matchLabels: { app: operator } }
  policyTypes: [Egress]
  egress:
    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
`;

export const apiServerBlocked: Check = {
  meta: {
    name: 'api-server-blocked',
    severity: 'error',
    summary: 'Pods that have rights at the API server, or run its client, may not connect to it.',
    why: 'The API server is no pod, so that no selector matches it, and policies see its own address and port behind '
      + 'Service default/kubernetes: mostly TCP 6443 where pods send to TCP 443. A rule has to admit these.',
    bad: { manifests: `${OPERATOR}    - ports: [{ port: 443 }]\n` },
    good: { manifests: `${OPERATOR}    - to: [{ ipBlock: { cidr: 192.0.2.10/32 } }]\n      ports: [{ port: 6443 }]\n` },
    links: [{ title: 'Kubernetes: accessing the API from a pod', url: 'https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation((context): Finding[] => {
    const { snapshot } = context;
    const server = apiServerOf(snapshot);
    const blocksFor = clientBlocks(snapshot, 'egress');
    const elsewhere = (workload: Workload) => [OTHER_NODE, ...blocksFor(workload)
      .map(({ representative }): Endpoint => ({ kind: 'address', address: representative }))];
    const denials = new Map<Workload, DirectionTrace | undefined>();
    const denialFor = (workload: Workload) => {
      if (!denials.has(workload)) {
        const isOpen = !mayBeClosed(snapshot, workload);
        denials.set(workload, isOpen ? undefined : denialOf(snapshot, workload, server, () => elsewhere(workload)));
      }
      return denials.get(workload);
    };
    return foldRepeats(snapshot.workloads.flatMap(workload => {
      const use = mayBeClosed(snapshot, workload) ? apiUseOf(snapshot, workload, server) : undefined;
      const denial = use === undefined ? undefined : denialFor(workload);
      // One of several that share an account is enough to have use for its rights.
      const isSpare = denial !== undefined && use!.account !== undefined
        && sharingAccount(snapshot, workload).some(other => denialFor(other) === undefined);
      return denial === undefined || isSpare ? [] : [repeatable(context, workload, use!, denial, server)];
    }));
  }),
};

function mayBeClosed(snapshot: Snapshot, workload: Workload): boolean {
  return !workload.hostNetwork
    && (snapshot.enforcement.mode === 'always' || governingPolicies(snapshot, workload, 'egress').length > 0);
}

/** The ports on which API servers are found: of clouds, of kubeadm and most others, of minikube, of MicroK8s. */
const USUAL_PORTS = [443, 6443, 8443, 16443];

/** One of the flows to the API server, if all are denied, wherever it may be. */
function denialOf(
  snapshot: Snapshot, workload: Workload, server: KnownApiServer | undefined, elsewhere: () => readonly Endpoint[],
): DirectionTrace | undefined {
  if (server === undefined && namesItsPort(snapshot, workload)) {
    return undefined;
  }
  const asked = server?.addresses ?? USUAL_PORTS.flatMap(port => elsewhere().map(endpoint => ({ endpoint, port })));
  let first: DirectionTrace | undefined;
  for (const { endpoint, port } of asked) {
    const trace = judgeDirection(snapshot,
      { source: { kind: 'workload', workload }, destination: endpoint, protocol: 'TCP', port }, 'egress');
    if (trace.verdict !== 'denied') {
      return undefined;
    }
    first ??= trace;
  }
  return first;
}

/** A rule for just this port shows that the author knows where the API server is, as it is in some clusters: in pods. */
function namesItsPort(snapshot: Snapshot, workload: Workload): boolean {
  return governingPolicies(snapshot, workload, 'egress').flatMap(policy => policy.egress!.rules)
    .filter(({ effect, peers }) => effect === 'allow' && peers.length > 0).flatMap(({ ports }) => ports)
    .some(match => match.kind === 'numbered' && match.ports.intervals
      .some(({ start, end }) => end - start === 1 && start !== USUAL_PORTS[0] && USUAL_PORTS.includes(start)));
}

function repeatable(
  context: CheckContext, workload: Workload, use: ApiUse, denial: DirectionTrace, server: KnownApiServer | undefined,
): Repeatable {
  const { snapshot } = context;
  const pods = formatWorkload(workload);
  const policies = isolatedBy(denial);
  const opens = server !== undefined && opensItsService(snapshot, workload, server);
  const finding: Finding = {
    check: apiServerBlocked.meta.name,
    severity: use.isStated && server !== undefined ? 'error' : 'warning',
    title: server === undefined ? `\`${pods}\` may not send to an API server at any of its usual places: egress is isolated and no rule admits one`
      : `\`${pods}\` may not send to the API server: ${opens ? `rules admit the port of its Service and not its own, ${portsOf(server)}`
        : 'egress is isolated and no rule admits it'}`,
    at: (policies[0] ?? governingPolicies(snapshot, workload, 'egress')[0])?.origin ?? workload.origin,
    evidence: [
      { label: 'asks it', text: `${pods}: ${use.evidence}` },
      { label: 'egress', columns: [pods, 'denied'], text: describeReason(denial, { kind: 'workload', workload }) },
      { label: 'API server', text: server === undefined ? `TCP ${USUAL_PORTS.join(', ')} of every other node and every address outside` : placeOf(server) },
    ],
    effect: use.isStated && server !== undefined ? 'requests to the API server time out' : undefined,
    notes: [
      ...opens ? ['policies see the address and port behind a Service, not those of the Service'] : [],
      ...server === undefined ? ['the input does not tell where the API server is; from its own node it is reached all the same'] : [],
      ...use.isStated ? [] : ['whether the account has rights is not known, since the input has no bindings: the pods may have no use for the API server'],
    ],
    help: [allowServer(context, workload, server)],
  };
  return {
    finding,
    cause: [workload.namespace, finding.severity, opens, ...policies.slice(0, 1).map(formatPolicy)].join(' '),
    place: `${pods} (${use.evidence})`,
  };
}

function portsOf({ addresses }: KnownApiServer): string {
  return list([...new Set(addresses.map(({ port }) => `TCP ${port}`))]);
}

function placeOf({ service, addresses }: KnownApiServer): string {
  const fronts = service.ports.map(({ protocol, port }) => `${protocol} ${port}`);
  const own = addresses.map(({ address, port }) => `${formatAddress(address)} TCP ${port}`);
  return `Service default/kubernetes (${list([...formatCidrs(service.addresses), ...fronts])}) -> ${list(own)}`;
}

function allowServer(context: CheckContext, workload: Workload, server: KnownApiServer | undefined): string {
  const addresses = (server?.addresses ?? []).map(({ address }) => formatAddress(address));
  const cidrs = [...new Set(addresses)].map(text => `${text}/${text.includes(':') ? 128 : 32}`);
  const ports = server === undefined ? [6443] : [...new Set(server.addresses.map(({ port }) => port))];
  return [
    server === undefined ? 'admit the API server, which `kubectl get endpointslices -n default` shows:' : 'admit the API server:',
    ...pasteRule(context, {
      id: 'api-server',
      subject: workload,
      direction: 'egress',
      peers: {
        kind: 'addresses',
        cidrs: cidrs.length === 0 ? ['192.0.2.10/32'] : cidrs,
        remark: server === undefined ? 'its address, not that of the Service' : undefined,
      },
      ports: ports.map(port => ({ protocol: 'TCP', port })),
    }),
  ].join('\n');
}
