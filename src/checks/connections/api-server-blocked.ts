import { Finding } from '../../model/finding';
import { formatPolicy } from '../../model/policy';
import { isolatedBy } from '../../model/trace';
import { formatWorkload, Workload } from '../../model/workload';
import { apiServerOf, KnownApiServer } from '../../semantics/api-server';
import { governingPolicies } from '../../semantics/isolation';
import { formatAddress } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';
import { list } from '../../wording/lists';
import { describeReason } from '../../wording/traces';
import { Check, CheckContext } from '../check';
import { opensItsService } from '../support/api-clients';
import { BlockedClient, blockedApiClients, namesItsService, USUAL_PORTS } from '../support/blocked-api-clients';
import { inEveryInterpretation } from '../support/every-interpretation';
import { pasteRule } from '../support/paste-rule';
import { foldRepeats, Repeatable } from '../support/repeats';

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
    return foldRepeats(blockedApiClients(snapshot, server).map(client => repeatable(context, client, server)));
  }),
};

function repeatable(
  context: CheckContext, { workload, use, denial }: BlockedClient, server: KnownApiServer | undefined,
): Repeatable {
  const { snapshot } = context;
  const pods = formatWorkload(workload);
  const policies = isolatedBy(denial);
  const names = server !== undefined
    && governingPolicies(snapshot, workload, 'egress').some(policy => namesItsService(policy, server));
  const opens = server !== undefined && opensItsService(snapshot, workload, server);
  const finding: Finding = {
    check: apiServerBlocked.meta.name,
    severity: use.isStated && server !== undefined ? 'error' : 'warning',
    title: server === undefined ? `\`${pods}\` may not send to an API server at any of its usual places: egress is isolated and no rule admits one`
      : `\`${pods}\` may not send to the API server: ${opens ? `rules admit the port of its Service and not its own, ${portsOf(server)}`
        : names ? 'a rule names the address of its Service, which policies do not see' : 'egress is isolated and no rule admits it'}`,
    at: (policies[0] ?? governingPolicies(snapshot, workload, 'egress')[0])?.origin ?? workload.origin,
    evidence: [
      { label: 'asks it', text: `${pods}: ${use.evidence}` },
      { label: 'egress', columns: [pods, 'denied'], text: describeReason(denial, { kind: 'workload', workload }) },
      { label: 'API server', text: server === undefined ? `TCP ${USUAL_PORTS.join(', ')} of every other node and every address outside` : placeOf(server) },
    ],
    effect: use.isStated && server !== undefined ? 'requests to the API server time out' : undefined,
    notes: [
      ...opens || names ? ['policies see the address and port behind a Service, not those of the Service'] : [],
      ...server === undefined ? ['the input does not tell where the API server is; from its own node it is reached all the same'] : [],
      ...use.isStated ? [] : ['whether the account has rights is not known, since the input has no bindings: the pods may have no use for the API server'],
    ],
    help: [allowServer(context, workload, server)],
  };
  return {
    finding,
    cause: [workload.namespace, finding.severity, opens, names, ...policies.slice(0, 1).map(formatPolicy)].join(' '),
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
