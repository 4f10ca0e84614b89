import { ApiServerCall } from '../../model/api-server';
import { Finding } from '../../model/finding';
import { Snapshot } from '../../model/snapshot';
import { isolatedBy } from '../../model/trace';
import { formatWorkload } from '../../model/workload';
import { KnownApiServer, apiServerOf } from '../../semantics/api-server';
import { judge } from '../../semantics/judge';
import { formatAddress } from '../../sets/addresses';
import { list } from '../../wording/lists';
import { describeReason } from '../../wording/traces';
import { Check, CheckContext } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { pasteRule } from '../support/paste-rule';
import { foldRepeats, Repeatable } from '../support/repeats';
import { PodPort, Senders, sendersIn } from '../support/senders';
import { podsBehind, serviceNamed, targetsOf } from '../support/services';

const WEBHOOK = `
apiVersion: v1
kind: Pod
metadata: { name: guard, namespace: shop, labels: { app: guard } }
---
apiVersion: v1
kind: Service
metadata: { name: guard, namespace: shop }
spec: { selector: { app: guard }, ports: [{ port: 443, targetPort: 9443 }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: guard }
webhooks:
  - name: guard.example.com
    clientConfig: { service: { name: guard, namespace: shop } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guard, namespace: shop }
spec:
  podSelector: { matchLabels: { app: guard } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 8080 }]
`;

export const webhookBlocked: Check = {
  meta: {
    name: 'webhook-blocked',
    severity: 'error',
    summary: 'The API server is to call pods that admit nobody from outside the pods: a webhook, or an API of its own.',
    why: 'The API server is no pod: it runs on a node, or outside the cluster. A policy that isolates the pods behind a '
      + 'webhook has to admit its address, or every request that the webhook is asked about waits and then fails, or '
      + 'passes without having been looked at.',
    bad: { manifests: WEBHOOK },
    good: { manifests: `${WEBHOOK}    - ports: [{ port: 9443 }]\n` },
    links: [{ title: 'Kubernetes: dynamic admission control', url: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation((context): Finding[] => {
    const { snapshot } = context;
    const { apiServerCalls = [] } = snapshot;
    if (apiServerCalls.length === 0) {
      return [];
    }
    const senders = sendersIn(snapshot);
    const server = apiServerOf(snapshot);
    const inOrder = [true, false].flatMap(first => apiServerCalls.filter(({ isRequired }) => isRequired === first));
    return foldRepeats(inOrder.flatMap(call => {
      const target = blockedTarget(snapshot, call, senders, server);
      return target === undefined ? [] : [repeatable(context, call, target, senders, server)];
    }));
  }),
};

/** The pods that the API server is to call, if it certainly reaches none of those that may be meant. */
function blockedTarget(
  snapshot: Snapshot, { service: { namespace, name, port } }: ApiServerCall, senders: Senders,
  server: KnownApiServer | undefined,
): PodPort | undefined {
  const service = serviceNamed(snapshot, namespace, name);
  const front = service?.ports.find(one => one.port === port && one.protocol === 'TCP');
  const targets = front === undefined ? [] : targetsOf(front, podsBehind(snapshot, service!));
  const areShut = targets.every(target => senders.areShutOut(target) || isServerShutOut(snapshot, target, server));
  return areShut ? targets[0] : undefined;
}

function isServerShutOut(
  snapshot: Snapshot, { workload, protocol, port }: PodPort, server: KnownApiServer | undefined,
): boolean {
  return server !== undefined && server.addresses.every(({ endpoint }) => judge(snapshot,
    { source: endpoint, destination: { kind: 'workload', workload }, protocol, port }).verdict === 'denied');
}

/** Where the API server of some clusters has agents in pods, which pass on what it sends to others. */
const NAMESPACE_OF_AGENTS = 'kube-system';

function repeatable(
  context: CheckContext, call: ApiServerCall, target: PodPort, senders: Senders, server: KnownApiServer | undefined,
): Repeatable {
  const { workload, protocol, port } = target;
  const { service } = call;
  const { ingress } = senders.fromOtherNode(target);
  const isCertain = senders.arePodsShutOut(target, NAMESPACE_OF_AGENTS);
  const pods = formatWorkload(workload);
  const finding: Finding = {
    check: webhookBlocked.meta.name,
    severity: call.isRequired && isCertain ? 'error' : 'warning',
    title: `the API server cannot call \`${pods}\` on ${protocol} ${port}, ${whatFor(call)}: ${senders.areShutOut(target) ? 'nobody outside the pods is admitted' : 'its address is not admitted'}`,
    at: isolatedBy(ingress)[0]?.origin ?? call.origin,
    evidence: [
      { label: 'asked for by', text: placeOf(call) },
      { label: 'leads to', text: `Service ${service.namespace}/${service.name}, port ${service.port} -> ${pods} ${protocol} ${port}` },
      { label: 'ingress', columns: [pods, 'denied'], text: describeReason(ingress, { kind: 'workload', workload }) },
    ],
    effect: isCertain ? effectOf(call) : undefined,
    notes: [
      ...isCertain ? [] : [`where the API server has agents in pods of \`${NAMESPACE_OF_AGENTS}\` (konnectivity), a rule may let it in as one of these`],
      'only from the node on which a pod runs it is reached all the same',
    ],
    help: [
      [
        'admit the API server by its address:',
        ...pasteRule(context, {
          id: 'api-server',
          subject: target.workload,
          direction: 'ingress',
          peers: server === undefined
            ? { kind: 'addresses', cidrs: ['192.0.2.10/32'], remark: 'the address from which your API server calls' }
            : { kind: 'addresses', cidrs: [...new Set(server.addresses.map(({ address }) => widthOf(formatAddress(address))))] },
          ports: [{ protocol: target.protocol, port: target.port }],
        }),
      ].join('\n'),
      'or where that address is not known, or the network plugin takes nodes for no addresses, add a rule for the port alone, '
        + 'without `from`: it admits everybody, and the webhook has to make sure by TLS who it is',
    ],
  };
  return { finding, cause: `${pods} ${protocol} ${port}`, place: placeOf(call) };
}

function widthOf(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

function placeOf({ kind, name, origin }: ApiServerCall): string {
  return list(kind === 'APIService' ? [origin.object] : [`${name} of ${origin.object}`]);
}

function whatFor({ kind, name }: ApiServerCall): string {
  return kind === 'APIService' ? `which serves the API \`${name}\`` : `for the webhook \`${name}\``;
}

function effectOf({ kind, isRequired }: ApiServerCall): string {
  return kind === 'APIService' ? 'requests for the API fail, and no namespace can be deleted meanwhile'
    : isRequired ? 'requests that the webhook is asked about time out and are refused: `failed calling webhook`'
      : 'requests that the webhook is asked about wait until it times out, and then pass without it (`failurePolicy: Ignore`)';
}
