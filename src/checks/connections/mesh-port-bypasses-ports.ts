import { Finding } from '../../model/finding';
import { Peer } from '../../model/peer';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { governingPolicies } from '../../semantics/isolation';
import { describeRule, nameRule } from '../../wording/rules';
import { Check } from '../check';
import { isForEveryPort, namesTunnel, podsOfMesh, TUNNEL } from '../support/ambient-mesh';
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
      ports: [{ port: 8080 }]
    - ports: [{ port: 15008 }]
`;

export const meshPortBypassesPorts: Check = {
  meta: {
    name: 'mesh-port-bypasses-ports',
    severity: 'warning',
    summary: 'A rule admits everybody on TCP 15008 of pods in an ambient mesh, so that rules for other ports keep no pod of the mesh out.',
    why: 'Between pods of an ambient mesh, connections to every port travel in a tunnel to TCP 15008, and policies see no '
      + 'other port. Whoever in the mesh is admitted there may use every port of the pod, unless the mesh itself forbids it.',
    bad: { manifests: MESH },
    good: { manifests: `${MESH}      from: [{ podSelector: { matchLabels: { app: web } } }]\n` },
    links: [{ title: 'Istio: ambient and Kubernetes NetworkPolicy', url: 'https://istio.io/latest/docs/ambient/usage/networkpolicy/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] =>
    foldRepeats([...podsOfMesh(snapshot)].flatMap(workload => bypassed(snapshot, workload)))),
};

/** A rule of one of the policies on pods. */
interface Placed {
  readonly policy: Policy;
  readonly rule: Rule;
}

function bypassed(snapshot: Snapshot, workload: Workload): Repeatable[] {
  const rules = governingPolicies(snapshot, workload, 'ingress').filter(({ tier }) => tier === 'normal')
    .flatMap(policy => policy.ingress!.rules.map((rule): Placed => ({ policy, rule })));
  const open = rules.find(({ rule }) => namesTunnel(rule) && rule.peers.some(isAnybody));
  const narrower = rules.find(({ rule }) => rule.peers.length > 0 && !rule.peers.some(isAnybody)
    && !isForEveryPort(rule) && !namesTunnel(rule));
  return open === undefined || narrower === undefined ? [] : [repeatable(workload, open, narrower)];
}

function isAnybody(peer: Peer): boolean {
  return peer.kind === 'everyone' || (peer.kind === 'pods' && peer.pods.requirements.length === 0
    && peer.namespaces.kind === 'labeled' && peer.namespaces.selector.requirements.length === 0);
}

function repeatable(workload: Workload, open: Placed, narrower: Placed): Repeatable {
  const name = formatWorkload(workload);
  const opening = `${nameRule(open.rule)} of policy \`${formatPolicy(open.policy)}\``;
  const finding: Finding = {
    check: meshPortBypassesPorts.meta.name,
    severity: 'warning',
    title: `every pod of the ambient mesh may use every port of \`${name}\`: ingress ${opening} admits everybody on TCP ${TUNNEL.port}`,
    at: open.policy.origin,
    evidence: [
      { label: 'admits all', text: describePlaced(open) },
      { label: 'bypassed', text: describePlaced(narrower) },
    ],
    notes: ['pods outside the mesh are kept to the ports of the other rules', 'policies of the mesh itself are not looked at'],
    help: [
      `name those in \`from\` of ${opening} whom the other rules admit`,
      'and say in an AuthorizationPolicy of the mesh which ports they may use: to a NetworkPolicy all of them are one',
    ],
  };
  return { finding, cause: `${formatPolicy(open.policy)} ${open.rule.index}`, place: name };
}

function describePlaced({ policy, rule }: Placed): string {
  return `${formatPolicy(policy)}, ${describeRule(policy, 'ingress', rule)}`;
}
