import { Finding } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Workload } from '../../model/workload';
import { nearest } from '../../sets/nearest';
import { portRange } from '../../sets/ports';
import { list } from '../../wording/lists';
import { describePortMatches, nameRule } from '../../wording/rules';
import { Check } from '../check';
import { describeDeclaredPorts } from '../support/declared-ports';
import { inEveryInterpretation } from '../support/every-interpretation';
import { MonitoredPodPort, monitoredPorts } from '../support/monitored-ports';
import { DestinedRule, destinedRules, mayHaveMorePorts } from '../support/rule-destinations';
import { ServiceFronts } from '../support/service-fronts';

const LEDGER = `
apiVersion: v1
kind: Pod
metadata: { name: ledger, namespace: till, labels: { app: ledger } }
spec: { containers: [{ name: ledger, image: ledger, ports: [{ containerPort: 8443 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ledger-ingress, namespace: till }
spec:
  podSelector: { matchLabels: { app: ledger } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }]
      ports: [{ port: 8433 }]
`;

export const portNotDeclared: Check = {
  meta: {
    name: 'port-not-declared',
    severity: 'info',
    summary: 'A rule opens a port that its pods do not declare, while they declare others and none of those is opened by it.',
    why: 'Pods may listen on ports that no container declares, so the rule may be right. Where they declare others, it is '
      + 'often a slip, or a port that has moved.',
    bad: { manifests: LEDGER },
    good: { manifests: LEDGER.replace('port: 8433', 'port: 8443') },
    links: [{ title: 'Kubernetes: container ports', url: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] => {
    if (snapshot.enforcement.mode === 'never') {
      return [];
    }
    const fronts = new ServiceFronts(snapshot);
    const monitored = monitoredPorts(snapshot);
    const byPolicy = new Map<Policy, DestinedRule[]>();
    for (const destined of destinedRules(snapshot, ({ ports }) => ports.every(isSinglePort))) {
      if (isUndeclared(destined, fronts, monitored)) {
        byPolicy.set(destined.policy, [...byPolicy.get(destined.policy) ?? [], destined]);
      }
    }
    return [...byPolicy].map(([policy, rules]) => findingFor(policy, rules));
  }),
};

type NumberedPorts = PortMatch & { readonly kind: 'numbered' };

/** A range takes in ports that nobody declares. */
function isSinglePort(match: PortMatch): match is NumberedPorts {
  return match.kind === 'numbered' && match.ports.intervals.every(({ start, end }) => end - start === 1);
}

/** Whether nothing in the input says that any of the pods listens on any of the ports. */
function isUndeclared(
  { rule, possible }: DestinedRule, fronts: ServiceFronts, monitored: readonly MonitoredPodPort[],
): boolean {
  const matches = rule.ports.filter(isSinglePort);
  const isSilentOn = (pod: Workload, { protocol, ports }: NumberedPorts) => {
    const declared = pod.ports.filter(port => port.protocol === protocol);
    return declared.length > 0 && !declared.some(({ port }) => ports.contains(port))
      && !fronts.of(pod).some(({ port, target }) => ports.contains(target) || ports.contains(port.port))
      && !monitored.some(other => other.pod === pod && ports.contains(other.port));
  };
  return !matches.every(isOfSidecar)
    && possible.every(pod => !mayHaveMorePorts(pod) && matches.every(match => isSilentOn(pod, match)));
}

/** Ports of the sidecars that Istio and Linkerd put into pods when they are made. */
const SIDECAR_PORTS = portRange(15000, 15099).union(portRange(4140, 4143)).union(portRange(4190, 4191));

function isOfSidecar({ ports }: NumberedPorts): boolean {
  return ports.isSubsetOf(SIDECAR_PORTS);
}

function findingFor(policy: Policy, rules: readonly DestinedRule[]): Finding {
  const ports = unique(rules.map(({ rule }) => describePortMatches(rule.ports)));
  const pods = [...new Set(rules.flatMap(({ certain }) => certain))];
  const near = rules.flatMap(nearPort)[0];
  return {
    check: portNotDeclared.meta.name,
    severity: 'info',
    title: `policy \`${formatPolicy(policy)}\` opens ${list(ports)}, which none of its pods declares`,
    at: policy.origin,
    evidence: [
      ...rules.map(({ direction, rule }, index) => ({
        label: index === 0 ? 'opens' : '', text: `${direction} ${nameRule(rule)}: ${describePortMatches(rule.ports)}`,
      })),
      { label: 'declared', text: list(pods.map(describeDeclaredPorts), 3) },
    ],
    notes: ['pods may listen on ports that they do not declare'],
    help: [near === undefined ? 'write a port on which the pods listen, or declare this one among their `containerPort`s'
      : `did you mean \`port: ${near}\`? Else declare the port among the \`containerPort\`s`],
  };
}

/** A declared port of which the only one of the rule looks like a slip of the pen. */
function nearPort({ rule, certain }: DestinedRule): string[] {
  const [match, ...others] = rule.ports.filter(isSinglePort);
  if (others.length > 0 || match.ports.intervals.length !== 1) {
    return [];
  }
  const declared = certain.flatMap(pod => pod.ports).filter(({ protocol }) => protocol === match.protocol).map(({ port }) => `${port}`);
  const near = nearest(`${match.ports.intervals[0].start}`, declared.filter(port => port.length > 3));
  return near === undefined ? [] : [near];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
