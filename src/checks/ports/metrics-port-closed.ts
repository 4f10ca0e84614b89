import { Evidence, Finding } from '../../model/finding';
import { formatPolicy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { isolatingPolicies } from '../../semantics/isolation';
import { list } from '../../wording/lists';
import { describeRule } from '../../wording/rules';
import { describeIsolation } from '../../wording/traces';
import { Check, CheckContext } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { MonitoredPodPort, monitoredPorts } from '../support/monitored-ports';
import { pasteRule } from '../support/paste-rule';
import { foldRepeats, Repeatable } from '../support/repeats';
import { KeptOut, nameLabelOf, rulesOnPort, whoIsKeptOut } from '../support/scrapers';

const ORDERS = `
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
spec: { containers: [{ name: orders, image: orders, ports: [{ containerPort: 8080 }, { name: metrics, containerPort: 9102 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: prometheus, namespace: monitoring, labels: { app: prometheus } }
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
    severity: 'error',
    summary: 'A ServiceMonitor, a PodMonitor or an annotation asks for metrics of a port to which no pod is admitted.',
    why: 'Prometheus fetches metrics from the pods themselves, so that their ingress policies have to admit it on that port. '
      + 'Else the target is down, and whatever is watched by its metrics is not watched. Without a Prometheus in the input, '
      + 'and for annotations, which not every Prometheus heeds, it is a warning.',
    bad: { manifests: ORDERS },
    good: { manifests: ORDERS.replace('port: 8080', 'port: metrics') },
    links: [{ title: 'Prometheus Operator: ServiceMonitor and PodMonitor', url: 'https://prometheus-operator.dev/docs/developer/getting-started/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation((context: CheckContext): Finding[] => {
    const { snapshot } = context;
    const scrapers = snapshot.workloads.filter(pod => nameLabelOf(pod) !== undefined);
    const isolated = monitoredPorts(snapshot)
      .filter(({ pod }) => !pod.hostNetwork && isolatingPolicies(snapshot, pod, 'ingress').length > 0);
    return foldRepeats(isolated.flatMap(one => {
      const kept = whoIsKeptOut(snapshot, one, scrapers);
      return kept === undefined ? [] : [repeatable(context, one, kept, scrapers)];
    }));
  }),
};

function repeatable(
  context: CheckContext, { pod, port, by, isAnnotated }: MonitoredPodPort, kept: KeptOut, scrapers: readonly Workload[],
): Repeatable {
  const { snapshot } = context;
  const name = formatWorkload(pod);
  const policies = isolatingPolicies(snapshot, pod, 'ingress');
  const who = kept === 'everybody' ? 'admit no pod' : `do not admit ${list(kept.map(scraper => `\`${formatWorkload(scraper)}\``), 2)}`;
  const isCertain = scrapers.length > 0 && !isAnnotated;
  return {
    finding: {
      check: metricsPortClosed.meta.name,
      severity: isCertain ? 'error' : 'warning',
      title: `${by.object} ${isAnnotated ? 'has annotations that ask' : 'asks'} for metrics of \`${name}\` on TCP ${port}, to which its policies ${who}`,
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
      help: [admitScraper(context, pod, port, scrapers)],
    },
    cause: [pod.namespace, kept === 'everybody', isAnnotated, ...policies.map(formatPolicy)].join('\n'),
    place: `${by.object}, TCP ${port} of ${name}`,
  };
}

/** Who is admitted on the port instead. */
function rulesFor(snapshot: Snapshot, pod: Workload, port: number): Evidence[] {
  return rulesOnPort(snapshot, pod, port).slice(0, 3)
    .map(({ policy, rule }) => `${formatPolicy(policy)}, ${describeRule(policy, 'ingress', rule)}`)
    .map((text, index) => ({ label: index === 0 ? 'admits' : '', text }));
}

function admitScraper(context: CheckContext, pod: Workload, port: number, [scraper]: readonly Workload[]): string {
  return [
    scraper === undefined ? 'admit the Prometheus on that port; where it runs in namespace `monitoring`:'
      : `admit \`${formatWorkload(scraper)}\` on that port:`,
    ...pasteRule(context, {
      id: 'metrics',
      subject: pod,
      direction: 'ingress',
      peers: scraper !== undefined ? { kind: 'workload', workload: scraper }
        : { kind: 'pods', labels: [], namespace: 'monitoring', remark: 'where Prometheus runs' },
      ports: [{ protocol: 'TCP', port }],
    }),
  ].join('\n');
}
