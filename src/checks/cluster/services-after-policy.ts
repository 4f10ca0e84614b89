import { Endpoint } from '../../model/flow';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, isBehind, Service, ServicePort, targetPortOf, Workload } from '../../model/workload';
import { blocksWithin } from '../../semantics/external-blocks';
import { isolatingPolicies } from '../../semantics/isolation';
import { judge, judgeDirection } from '../../semantics/judge';
import { ALL_ADDRESSES } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';
import { count, list } from '../../wording/lists';
import { Check, CheckContext } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { pasteRule } from '../support/paste-rule';
import { placeOfTarget } from '../support/place-of-target';

const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: db, image: db, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: db, namespace: shop }
spec: { selector: { app: db }, ports: [{ port: 5432 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-egress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
    - ports: [{ port: 5432 }]
      to:
        - podSelector: { matchLabels: { app: db } }
`;

const CLUSTER = { networkDriver: 'calico', serviceTranslation: 'after-policy', serviceCidrs: ['10.96.0.0/12'] };

export const servicesAfterPolicy: Check = {
  meta: {
    name: 'services-after-policy',
    severity: 'warning',
    summary: 'Egress rules select pods that are reached through a Service, whose address the cluster replaces too late.',
    why: 'Where kube-proxy translates a Service after the policies have been applied, they see the address of the Service '
      + 'and not the pod behind it, so a rule that selects the pod does not match.',
    bad: { manifests: MANIFESTS, cluster: CLUSTER },
    good: { manifests: `${MANIFESTS}        - ipBlock: { cidr: 10.96.0.0/12 }\n`, cluster: CLUSTER },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(context => {
    const { target, snapshot, audience } = context;
    if (snapshot.facts.servicesBeforePolicy !== false || target?.enforcesNetworkPolicy === false) {
      return [];
    }
    const services = translatedServices(snapshot);
    const calls = snapshot.workloads.filter(source => isolatingPolicies(snapshot, source, 'egress').length > 0)
      .flatMap(source => callsOf(snapshot, source, services));
    const [first] = calls;
    const connections = [...new Set(calls.map(nameOf))];
    return first === undefined ? [] : [{
      check: 'services-after-policy',
      severity: 'warning',
      title: `${count(connections.length, 'connection')} through a Service will not match the egress rule that allows the pods behind it`,
      at: target?.origin ?? placeOfTarget(audience),
      evidence: [{ label: 'connections', text: list(connections) }],
      effect: 'connections to the Service time out, while those to the pod\'s own address succeed',
      notes: ['it is declared that Services are translated after policy (`serviceTranslation`), so a rule sees the address and port of the Service'],
      help: [admitServices(context, first), 'or let Cilium translate Services'],
    }];
  }),
};

/** A Service whose address stands for these pods. */
interface Translated {
  readonly service: Service;
  readonly pods: readonly Workload[];
}

/** A connection to a pod that the policies allow, and would not if it went to the Service in front of it. */
interface Call {
  readonly source: Workload;
  readonly service: Service;
  readonly port: ServicePort;
}

function translatedServices({ services, workloads }: Snapshot): Translated[] {
  return services.filter(({ isHeadless }) => !isHeadless)
    .map(service => ({ service, pods: workloads.filter(pod => isBehind(service, pod)) }));
}

function callsOf(snapshot: Snapshot, source: Workload, services: readonly Translated[]): Call[] {
  return services.flatMap(({ service, pods }) => service.ports.map((port): Call => ({ source, service, port }))
    .filter(call => pods.some(pod => reaches(snapshot, call, pod)) && !mayReachAddress(snapshot, call)));
}

function reaches(snapshot: Snapshot, { source, port }: Call, pod: Workload): boolean {
  const target = targetPortOf(port, pod);
  return target !== undefined && !(pod === source && pod.isSinglePod) && judge(snapshot, {
    source: { kind: 'workload', workload: source },
    destination: { kind: 'workload', workload: pod },
    protocol: port.protocol,
    port: target,
  }).verdict === 'allowed';
}

/** Whether the source may send to any address that the Service may have; one outside the cluster, as policies see it. */
function mayReachAddress(snapshot: Snapshot, { source, port: { protocol, port } }: Call): boolean {
  const { serviceAddresses = ALL_ADDRESSES } = snapshot.facts;
  const from: Endpoint = { kind: 'workload', workload: source };
  return blocksWithin(snapshot, serviceAddresses)
    .map(({ representative }): Endpoint => ({ kind: 'address', address: representative }))
    .some(to => judgeDirection(snapshot, { source: from, destination: to, protocol, port }, 'egress').verdict !== 'denied');
}

function nameOf({ source, service }: Call): string {
  return `${formatWorkload(source)} -> Service ${service.namespace}/${service.name}`;
}

function admitServices(context: CheckContext, { source, port: { protocol, port } }: Call): string {
  const { serviceAddresses } = context.snapshot.facts;
  return [
    'admit the addresses of Services, on the ports of the Services:',
    ...pasteRule(context, {
      id: 'services',
      subject: source,
      direction: 'egress',
      peers: serviceAddresses === undefined
        ? { kind: 'addresses', cidrs: ['10.96.0.0/12'], remark: 'the range of your Services' }
        : { kind: 'addresses', cidrs: formatCidrs(serviceAddresses) },
      ports: [{ protocol, port }],
    }),
  ].join('\n');
}
