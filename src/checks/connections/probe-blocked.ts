import { Finding } from '../../model/finding';
import { Snapshot } from '../../model/snapshot';
import { DirectionTrace } from '../../model/trace';
import { formatWorkload, Workload } from '../../model/workload';
import { judgeDirection } from '../../semantics/judge';
import { oneLine } from '../../sets/visible';
import { Audience } from '../../wording/audience';
import { list } from '../../wording/lists';
import { describeReason } from '../../wording/traces';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';
import { yamlScalar } from '../support/selector-yaml';

const WEB = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: main
      image: main
      ports: [{ name: http, containerPort: 8080 }]
      readinessProbe: { httpGet: { path: /ready, port: http } }
`;
const SELECTED = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: nobody, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;
const CLUSTER = { networkDriver: 'cilium', ciliumVersion: '1.20', policyEnforcementMode: 'always' };

export const probeBlocked: Check = {
  meta: {
    name: 'probe-blocked',
    severity: 'error',
    summary: 'The kubelet is to probe pods that do not admit their own node.',
    why: 'Mostly the node on which a pod runs reaches it whatever policies say, so that probes pass. Where a network plugin '
      + 'isolates every pod, it may do so for pods without any ingress policy too, and these never become ready.',
    bad: { manifests: WEB, cluster: CLUSTER },
    good: { manifests: WEB + SELECTED, cluster: CLUSTER },
    links: [{ title: 'Kubernetes: probes', url: 'https://kubernetes.io/docs/concepts/workloads/pods/probes/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot, audience }): Finding[] => {
    const { admitsOwnNode, admitsOwnNodeUnselected, mode } = snapshot.enforcement;
    const areOpen = mode === 'never' || (admitsOwnNode && admitsOwnNodeUnselected);
    return areOpen ? []
      : foldRepeats(snapshot.workloads.flatMap(workload => blockedProbes(snapshot, workload, audience)));
  }),
};

/** Where nobody knows on which node a pod will run, one stands for it. */
const OWN_NODE = 'its own';

function blockedProbes(snapshot: Snapshot, workload: Workload, audience: Audience): Repeatable[] {
  const [node = OWN_NODE] = workload.nodes ?? [];
  const placed: Workload = { ...workload, nodes: [node] };
  const traces = (workload.probedOn ?? []).map(port => ({
    port,
    trace: judgeDirection(snapshot, {
      source: { kind: 'node', name: node }, destination: { kind: 'workload', workload: placed }, protocol: 'TCP', port,
    }, 'ingress'),
  }));
  const denied = traces.filter(({ trace }) => trace.verdict === 'denied');
  return denied.length === 0 ? []
    : [repeatable(workload, denied.map(({ port }) => `TCP ${port}`), denied[0].trace, audience)];
}

function repeatable(
  workload: Workload, ports: readonly string[], trace: DirectionTrace, audience: Audience,
): Repeatable {
  const pods = formatWorkload(workload);
  const finding: Finding = {
    check: probeBlocked.meta.name,
    severity: 'error',
    title: `the kubelet cannot probe \`${pods}\` on ${list(ports)}: its own node is not admitted`,
    at: workload.origin,
    evidence: [
      { label: 'ingress', columns: [pods, 'denied'], text: describeReason(trace, { kind: 'workload', workload }) },
    ],
    effect: 'the pods never become ready, or are started again and again',
    notes: ['this network plugin admits the node of a pod only where an ingress policy selects the pod'],
    help: [selectForIngress(workload.namespace, audience)],
  };
  return { finding, cause: workload.namespace, place: pods };
}

function selectForIngress(namespace: string, audience: Audience): string {
  return [
    'let a policy select the pods for ingress, even one that admits nobody:',
    ...audience === 'manifests' ? [
      'apiVersion: networking.k8s.io/v1',
      'kind: NetworkPolicy',
      'metadata:',
      '  name: ingress',
      `  namespace: ${yamlScalar(namespace)}`,
      'spec:',
      '  podSelector: {}',
      '  policyTypes: [Ingress]',
    ] : ['new DefaultDenyIngress(this, \'ingress\', {', `  namespace: '${oneLine(namespace)}',`, '});'],
  ].join('\n');
}
