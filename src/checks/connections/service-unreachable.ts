import { Finding } from '../../model/finding';
import { formatPolicy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { isolatedBy } from '../../model/trace';
import { AS_DECLARED, formatWorkload, resolvePortName, Service, ServicePort, Workload } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';
import { selectsPods } from '../../semantics/match';
import { list } from '../../wording/lists';
import { describeReason } from '../../wording/traces';
import { Check, CheckContext } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { pasteRule } from '../support/paste-rule';
import { foldRepeats, Repeatable } from '../support/repeats';
import { PodPort, Senders, sendersIn } from '../support/senders';
import { podsBehind, targetsOf } from '../support/services';

const SHOP = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: shop }
spec: { selector: { app: orders }, ports: [{ port: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders, namespace: shop }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress]
`;

export const serviceUnreachable: Check = {
  meta: {
    name: 'service-unreachable',
    severity: 'warning',
    summary: 'A Service leads to pods that admit nobody on any of its ports.',
    why: 'A Service is there to be used. Where the policies of all pods behind it admit neither a pod nor a node nor anybody '
      + 'outside on its ports, a rule is missing, or names a port that the pods do not listen on. Headless Services are left '
      + 'out: some only give pods their names.',
    bad: { manifests: SHOP },
    good: { manifests: `${SHOP}  ingress:\n    - from: [{ podSelector: { matchLabels: { app: web } } }]\n      ports: [{ port: 8080 }]\n` },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation((context): Finding[] => {
    const { snapshot } = context;
    const senders = sendersIn(snapshot);
    const called = calledServices(snapshot);
    const others = snapshot.services.filter(service => !service.isHeadless && !called.has(nameOf(service)));
    return foldRepeats(others.flatMap(service => {
      const targets = service.ports.flatMap(front => targetsOf(front, podsBehind(snapshot, service)));
      const isShut = targets.length > 0
        && targets.every(target => senders.areShutOut(target) && senders.arePodsShutOut(target));
      return !isShut || isExplained(snapshot, service, targets) ? []
        : [repeatable(context, service, targets, senders)];
    }));
  }),
};

/** Those of which the checks on webhooks and on ways in tell. */
function calledServices({ apiServerCalls = [], entries = [] }: Snapshot): ReadonlySet<string> {
  return new Set([...apiServerCalls, ...entries.flatMap(({ routes }) => routes)].map(({ service }) => nameOf(service)));
}

function nameOf({ namespace, name }: Pick<Service, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

/** Whether another check says what is wrong: with a port that a rule names, or with a connection that a rule asks for. */
function isExplained(snapshot: Snapshot, { ports }: Service, targets: readonly PodPort[]): boolean {
  const rules = targets.flatMap(({ workload }) => governingPolicies(snapshot, workload, 'ingress')
    .flatMap(policy => policy.ingress!.rules).map(rule => ({ rule, workload })));
  return rules.some(({ rule, workload }) =>
    rule.ports.some(match => isForService(match, ports) || isUndefined(match, workload)))
    || snapshot.policies.some(policy => (policy.egress?.rules ?? []).some(rule => asksFor(snapshot, rule, targets)));
}

function isForService(match: PortMatch, fronts: readonly ServicePort[]): boolean {
  return match.kind === 'numbered'
    && fronts.some(({ protocol, port }) => match.protocol === protocol && match.ports.contains(port));
}

function isUndefined(match: PortMatch, workload: Workload): boolean {
  return match.kind === 'named' && resolvePortName(workload, match.name, match.protocol, AS_DECLARED).length === 0;
}

function asksFor(snapshot: Snapshot, { effect, peers }: Rule, targets: readonly PodPort[]): boolean {
  return effect === 'allow' && peers.some(peer => peer.kind === 'pods' && peer.pods.requirements.length > 0
    && targets.some(({ workload }) => selectsPods(snapshot, peer, workload) === 'yes'));
}

function repeatable(
  context: CheckContext, service: Service, targets: readonly PodPort[], senders: Senders,
): Repeatable {
  const [first] = targets;
  const { ingress } = senders.fromOtherNode(first);
  const policies = isolatedBy(ingress);
  const pods = [...new Set(targets.map(({ workload }) => workload))];
  const ports = [...new Set(targets.map(({ protocol, port }) => `${protocol} ${port}`))];
  const finding: Finding = {
    check: serviceUnreachable.meta.name,
    severity: 'warning',
    title: `nobody may use Service \`${nameOf(service)}\`: its pods admit nobody on ${list(ports, 3)}`,
    at: policies[0]?.origin ?? service.origin,
    evidence: [
      { label: 'Service', text: `${nameOf(service)} -> ${list(pods.map(formatWorkload), 3)}, ${list(ports, 3)}` },
      { label: 'ingress', columns: [formatWorkload(first.workload), 'denied'], text: describeReason(ingress, { kind: 'workload', workload: first.workload }) },
    ],
    notes: ['the node on which a pod runs reaches it all the same: for probes, and for `kubectl port-forward`'],
    help: [admitSomebody(context, first), 'or leave the Service out, if nobody is meant to use it'],
  };
  return { finding, cause: [service.namespace, ...policies.map(formatPolicy)].join(' '), place: `Service ${nameOf(service)}` };
}

function admitSomebody(context: CheckContext, { workload, protocol, port }: PodPort): string {
  return [
    'admit the pods that are to use it:',
    ...pasteRule(context, {
      id: 'clients',
      subject: workload,
      direction: 'ingress',
      peers: {
        kind: 'pods', labels: [['app', 'client']], namespace: workload.namespace, remark: 'the pods that are to use it',
      },
      ports: [{ protocol, port }],
    }),
  ].join('\n');
}
