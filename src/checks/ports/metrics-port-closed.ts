import { Evidence, Finding } from '../../model/finding';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { Requirement } from '../../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { judgeSource } from '../../semantics/entry-sources';
import { governingPolicies, isolatingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { isForPort } from '../../semantics/match';
import { workloadsOfPeer } from '../../semantics/selected';
import { list } from '../../wording/lists';
import { describeRule } from '../../wording/rules';
import { describeIsolation } from '../../wording/traces';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { MonitoredPodPort, monitoredPorts } from '../support/monitored-ports';
import { foldRepeats, Repeatable } from '../support/repeats';
import { itemYaml, selectorYaml } from '../support/selector-yaml';

const ORDERS = `
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
spec: { containers: [{ name: orders, image: orders, ports: [{ name: metrics, containerPort: 9102 }] }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: orders, namespace: shop }
spec: { selector: { matchLabels: { app: orders } }, podMetricsEndpoints: [{ port: metrics }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      ports: [{ port: 8080 }]
`;

export const metricsPortClosed: Check = {
  meta: {
    name: 'metrics-port-closed',
    severity: 'warning',
    summary: 'A ServiceMonitor, a PodMonitor or an annotation asks for metrics of a port to which no pod is admitted.',
    why: 'Prometheus fetches metrics from the pods themselves, so that their ingress policies have to admit it on that port. '
      + 'Else the target is down, and whatever is watched by its metrics is not watched.',
    bad: { manifests: ORDERS },
    good: { manifests: ORDERS.replace('port: 8080', 'port: metrics') },
    links: [{ title: 'Prometheus Operator: ServiceMonitor and PodMonitor', url: 'https://prometheus-operator.dev/docs/developer/getting-started/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] => {
    const scrapers = snapshot.workloads.filter(isPrometheus);
    const closed = monitoredPorts(snapshot).filter(({ pod }) => !pod.hostNetwork && isolatingPolicies(snapshot, pod, 'ingress').length > 0);
    return foldRepeats(closed.flatMap(one => {
      const kept = whoIsKeptOut(snapshot, one, scrapers);
      return kept === undefined ? [] : [repeatable(snapshot, one, kept, scrapers)];
    }));
  }),
};

/** Keys under which charts put the name of a program, and what they call this one. */
const NAME_KEYS = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name'];
const NAMES = ['prometheus', 'prometheus-server'];

function isPrometheus({ labels: { known } }: Workload): boolean {
  return NAME_KEYS.some(key => NAMES.includes(known.get(key) ?? ''));
}

/** Every pod that there could be, or each Prometheus of the input while all who are admitted are known to be others. */
type KeptOut = 'everybody' | readonly Workload[];

function whoIsKeptOut(snapshot: Snapshot, monitored: MonitoredPodPort, scrapers: readonly Workload[]): KeptOut | undefined {
  const { pod, port } = monitored;
  const destination = { kind: 'workload', workload: pod } as const;
  const target = { destination, protocol: 'TCP', port } as const;
  const anybody = [undefined, pod.namespace].map(namespace => judgeSource(snapshot, { kind: 'absent-controller', namespace }, target));
  const isOpenTo = (workload: Workload) =>
    judgeDirection(snapshot, { source: { kind: 'workload', workload }, ...target }, 'ingress').verdict !== 'denied';
  if (scrapers.some(isOpenTo)) {
    return undefined;
  }
  return anybody.every(({ verdict }) => verdict === 'denied') ? 'everybody'
    : scrapers.length > 0 && admitsOthersOnly(snapshot, monitored) ? scrapers : undefined;
}

/** Whether all who are admitted are pods of the input: else one of them may be a Prometheus that it does not have. */
function admitsOthersOnly(snapshot: Snapshot, { pod, port }: MonitoredPodPort): boolean {
  return rulesOnPort(snapshot, pod, port).flatMap(({ rule }) => rule.peers)
    .every(peer => peer.kind === 'pods' && peer.pods.requirements.length > 0 && workloadsOfPeer(snapshot, peer).length > 0);
}

/** The rules for the port, whomever they are about. */
function rulesOnPort(snapshot: Snapshot, pod: Workload, port: number): { readonly policy: Policy; readonly rule: Rule }[] {
  const destination = { kind: 'workload', workload: pod } as const;
  return governingPolicies(snapshot, pod, 'ingress').flatMap(policy => policy.ingress!.rules
    .filter(rule => rule.effect === 'allow' && isForPort(snapshot, rule, { source: destination, destination, protocol: 'TCP', port }, pod))
    .map(rule => ({ policy, rule })));
}

function repeatable(snapshot: Snapshot, { pod, port, by, isAnnotated }: MonitoredPodPort, kept: KeptOut, scrapers: readonly Workload[]): Repeatable {
  const name = formatWorkload(pod);
  const policies = isolatingPolicies(snapshot, pod, 'ingress');
  const who = kept === 'everybody' ? 'no pod' : `not ${list(kept.map(scraper => `\`${formatWorkload(scraper)}\``), 2)}`;
  const isCertain = scrapers.length > 0 && !isAnnotated;
  return {
    finding: {
      check: metricsPortClosed.meta.name,
      severity: isCertain ? 'error' : 'warning',
      title: `${by.object} ${isAnnotated ? 'has annotations that ask' : 'asks'} for metrics of \`${name}\` on TCP ${port}, to which its policies admit ${who}`,
      at: by,
      evidence: [
        { label: 'metrics', text: `TCP ${port} of ${name}` },
        { label: 'ingress', text: describeIsolation(policies) },
        ...rulesFor(snapshot, pod, port),
      ],
      effect: isCertain ? 'the target is down for Prometheus: fetching its metrics times out' : undefined,
      notes: [
        ...scrapers.length > 0 ? [] : ['the input has no Prometheus; one on the network of the pod\'s own node is let through'],
        ...isAnnotated ? ['annotations count only where a Prometheus is set up for them'] : [],
      ],
      help: [admitScraper(port, scrapers)],
    },
    cause: [pod.namespace, kept === 'everybody', isAnnotated, ...policies.map(formatPolicy)].join('\n'),
    place: `${by.object}, TCP ${port} of ${name}`,
  };
}

/** Who is admitted on the port instead. */
function rulesFor(snapshot: Snapshot, pod: Workload, port: number): Evidence[] {
  return rulesOnPort(snapshot, pod, port).slice(0, 3)
    .map(({ policy, rule }, index) => ({ label: index === 0 ? 'admits' : '', text: `${formatPolicy(policy)}, ${describeRule(policy, 'ingress', rule)}` }));
}

function admitScraper(port: number, [scraper]: readonly Workload[]): string {
  const label = scraper === undefined ? undefined : NAME_KEYS.find(key => NAMES.includes(scraper.labels.known.get(key) ?? ''))!;
  return [
    scraper === undefined ? 'admit the Prometheus on that port; where it runs in namespace `monitoring`:' : `admit \`${formatWorkload(scraper)}\` on that port:`,
    'ingress:',
    ...itemYaml([
      'from:',
      ...itemYaml([
        ...selectorYaml('namespaceSelector', { requirements: [is(NAMESPACE_NAME_LABEL, scraper?.namespace ?? 'monitoring')] }),
        ...label === undefined ? [] : selectorYaml('podSelector', { requirements: [is(label, scraper.labels.known.get(label)!)] }),
      ]).map(line => `  ${line}`),
      'ports:',
      `  - port: ${port}`,
    ]).map(line => `  ${line}`),
  ].join('\n');
}

function is(key: string, value: string): Requirement {
  return { key, operator: 'In', values: [value] };
}
