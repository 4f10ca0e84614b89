import { Finding } from '../../model/finding';
import { Flow } from '../../model/flow';
import { DIRECTIONS, formatPolicy, Policy, Rule, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';
import { judgeDirection } from '../../semantics/judge';
import { workloadsOfPeer } from '../../semantics/selected';
import { describePortMatches, describeRule, nameRule } from '../../wording/rules';
import { describeReason } from '../../wording/traces';
import { Check } from '../check';
import { podsOfMesh, TUNNEL } from '../support/ambient-mesh';
import { inEveryInterpretation } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';

const MESH = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/dataplane-mode: ambient } }
---
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
metadata: { name: orders, namespace: shop }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
`;

export const meshPortBlocked: Check = {
  meta: {
    name: 'mesh-port-blocked',
    severity: 'error',
    summary: 'A rule is for pods of an ambient mesh and leaves out TCP 15008, on which the mesh carries whatever they send each other.',
    why: 'Between pods of an ambient mesh, connections to every port travel in a tunnel to TCP 15008 of the pod, and that is '
      + 'what policies see. A rule with the port of the program alone lets nothing of it pass.',
    bad: { manifests: `${MESH}      ports: [{ port: 8080 }]\n` },
    good: { manifests: `${MESH}      ports: [{ port: 8080 }, { port: 15008 }]\n` },
    links: [{ title: 'Istio: ambient and Kubernetes NetworkPolicy', url: 'https://istio.io/latest/docs/ambient/usage/networkpolicy/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] => {
    const mesh = podsOfMesh(snapshot);
    return foldRepeats([...mesh].flatMap(subject => DIRECTIONS.flatMap(direction =>
      governingPolicies(snapshot, subject, direction).filter(({ tier }) => tier === 'normal').flatMap(policy =>
        policy[direction]!.rules.flatMap(rule => blocked(snapshot, { policy, direction, rule }, subject, mesh))))));
  }),
};

interface DirectedRule {
  readonly policy: Policy;
  readonly direction: TrafficDirection;
  readonly rule: Rule;
}

/** Whether one of the pods that the rule names is in the mesh too, and the tunnel between them is closed. */
function blocked(
  snapshot: Snapshot, directed: DirectedRule, subject: Workload, mesh: ReadonlySet<Workload>,
): Repeatable[] {
  const { direction, rule } = directed;
  const peer = rule.ports.length === 0 ? undefined : rule.peers
    .flatMap(one => (one.kind === 'pods' ? workloadsOfPeer(snapshot, one) : []))
    .find(workload => workload !== subject && mesh.has(workload));
  if (peer === undefined) {
    return [];
  }
  const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
  const flow: Flow = {
    source: { kind: 'workload', workload: source }, destination: { kind: 'workload', workload: destination }, ...TUNNEL,
  };
  const trace = judgeDirection(snapshot, flow, direction);
  return trace.verdict !== 'denied' ? [] : [repeatable(directed, subject, peer,
    describeReason(trace, { kind: 'workload', workload: subject }))];
}

function repeatable(
  { policy, direction, rule }: DirectedRule, subject: Workload, peer: Workload, reason: string,
): Repeatable {
  const [own, other] = [subject, peer].map(formatWorkload);
  const ports = describePortMatches(rule.ports);
  const place = `${direction} ${nameRule(rule)} of ${formatPolicy(policy)}`;
  const finding: Finding = {
    check: meshPortBlocked.meta.name,
    severity: 'error',
    title: (direction === 'egress' ? `\`${own}\` may send to \`${other}\` on ${ports}` : `\`${own}\` accepts ${ports} from \`${other}\``)
      + `, but not on TCP ${TUNNEL.port}, by which the ambient mesh carries it`,
    at: policy.origin,
    evidence: [
      { label: 'rule', text: `${formatPolicy(policy)}, ${describeRule(policy, direction, rule)}` },
      { label: direction, columns: [own, `TCP ${TUNNEL.port} denied`], text: reason },
    ],
    effect: `connections ${direction === 'egress' ? `from \`${own}\` to \`${other}\`` : `from \`${other}\` to \`${own}\``} time out`,
    notes: ['that both are in the mesh is said by the label `istio.io/dataplane-mode: ambient`'],
    help: [
      `add \`- port: ${TUNNEL.port}\` to the ports of ${nameRule(rule)} of \`${formatPolicy(policy)}\``,
      'then an AuthorizationPolicy of the mesh has to say which ports may be used: to a NetworkPolicy all of them are that one',
    ],
  };
  return { finding, cause: `${formatPolicy(policy)} ${direction}`, place: `${place} (${own}, ${other})` };
}
