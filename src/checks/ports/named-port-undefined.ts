import { Evidence, Finding } from '../../model/finding';
import { interpretationsOf } from '../../model/interpretation';
import { formatPolicy, Policy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { AS_DECLARED, formatWorkload, resolvePortName, Workload } from '../../model/workload';
import { nearest } from '../../sets/nearest';
import { oneLine } from '../../sets/visible';
import { count, list } from '../../wording/lists';
import { describePortMatches, describeRule, nameRule } from '../../wording/rules';
import { Check } from '../check';
import { foldRepeats, Repeatable } from '../support/repeats';
import { DestinedRule, destinedRules, mayHaveMorePorts } from '../support/rule-destinations';
import { ServiceFront, ServiceFronts } from '../support/service-fronts';

const LEDGER = `
apiVersion: v1
kind: Pod
metadata: { name: ledger, namespace: till, labels: { app: ledger } }
spec: { containers: [{ name: ledger, image: ledger, ports: [{ name: metrics, containerPort: 9090 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ledger-ingress, namespace: till }
spec:
  podSelector: { matchLabels: { app: ledger } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      ports: [{ port: metric }]
`;

export const namedPortUndefined: Check = {
  meta: {
    name: 'named-port-undefined',
    severity: 'error',
    summary: 'A rule names a port by a name that no container of the pods has.',
    why: 'A port name of a policy is that of a container port, not that of a Service\'s port, and counts for its protocol only. '
      + 'Where no container has it, the rule admits nothing on that port, and Kubernetes does not say so.',
    bad: { manifests: LEDGER },
    good: { manifests: LEDGER.replace('port: metric }', 'port: metrics }') },
    links: [{ title: 'Kubernetes: NetworkPolicyPort', url: 'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: ({ snapshot, documented }): Finding[] => {
    if (snapshot.enforcement.mode === 'never') {
      return [];
    }
    const fronts = new ServiceFronts(documented);
    // As documented, because some versions of Cilium replace the names of egress rules before anybody looks at a pod.
    return foldRepeats(destinedRules(documented, ({ ports }) => ports.some(isNamed))
      .flatMap(destined => destined.rule.ports.filter(isNamed)
        .filter(match => !isElsewhere(snapshot, destined, match))
        .flatMap(match => checkName(destined, match, fronts))));
  },
};

type NamedPort = PortMatch & { readonly kind: 'named' };

function isNamed(match: PortMatch): match is NamedPort {
  return match.kind === 'named';
}

/** Whether an enforcer may take the name from pods that the rule is not about, so that it does admit something. */
function isElsewhere(
  snapshot: Snapshot, { policy, direction, rule }: DestinedRule, { name, protocol }: NamedPort,
): boolean {
  const keepsName = ({ index, ports }: Rule) => index !== rule.index
    || ports.some(match => match.kind === 'named' && match.name === name && match.protocol === protocol);
  const isKept = interpretationsOf(snapshot).every(({ policies }) => policies.filter(other => isSame(other, policy))
    .every(other => (other[direction]?.rules ?? []).every(keepsName)));
  return !isKept && snapshot.workloads.some(pod => resolvePortName(pod, name, protocol, AS_DECLARED).length > 0);
}

function isSame(one: Policy, other: Policy): boolean {
  return one.kind === other.kind && formatPolicy(one) === formatPolicy(other);
}

function checkName(destined: DestinedRule, match: NamedPort, fronts: ServiceFronts): Repeatable[] {
  const { certain, possible } = destined;
  const isPerhapsDefined = possible.some(pod => mayHaveMorePorts(pod)
    || resolvePortName(pod, match.name, match.protocol, AS_DECLARED).length > 0);
  if (isPerhapsDefined) {
    return [];
  }
  const meant = certain.flatMap(pod => fronts.of(pod)).filter(({ isCertain, port }) =>
    isCertain && port.name === match.name && port.protocol === match.protocol);
  return [repeatable(destined, match, meant)];
}

function repeatable(
  { policy, direction, rule, certain }: DestinedRule, match: NamedPort, meant: readonly ServiceFront[],
): Repeatable {
  const written = describePortMatches([match]);
  const what = `${direction} ${nameRule(rule)} of`;
  const ofService = meant[0]?.service;
  const isMeantForAll = certain.every(pod => meant.some(front => front.pod === pod));
  const help = ofService === undefined ? helpFromPods(match, certain) : helpFromService(meant);
  return {
    finding: {
      check: namedPortUndefined.meta.name,
      severity: help.isCertain || (ofService !== undefined && isMeantForAll) ? 'error' : 'warning',
      title: ofService === undefined
        ? `${what} policy \`${formatPolicy(policy)}\` names port ${written}, which no container of its pods has`
        : `${what} policy \`${formatPolicy(policy)}\` names port ${written}, which is a name of Service \`${oneLine(`${ofService.namespace}/${ofService.name}`)}\` and of no container`,
      at: policy.origin,
      evidence: [
        {
          label: 'rule',
          text: describeRule(policy, direction, rule),
          mark: { part: written, remark: `a port of 0 of ${count(certain.length, 'workload')}: ${list(certain.map(formatWorkload), 3)}` },
        },
        portsThere(certain),
        ...meant.slice(0, 1).map(({ service: { namespace, name }, port, target }): Evidence => ({
          label: 'Service', text: oneLine(`${namespace}/${name}: from ${port.name}, ${port.protocol} ${port.port}, to ${port.protocol} ${target}`),
        })),
      ],
      effect: rule.ports.length === 1 ? `the rule admits nothing to ${list(certain.map(pod => `\`${formatWorkload(pod)}\``), 3)}` : undefined,
      notes: [`checked against the ${count(certain.length, 'workload')} that the input has; pods created elsewhere are not seen`],
      help: [help.text],
    },
    cause: [written, help.text, ofService === undefined].join('\n'),
    place: `${what} ${formatPolicy(policy)}`,
  };
}

interface Advice {
  readonly text: string;
  /** Whether nothing else can have been meant. */
  readonly isCertain: boolean;
}

function helpFromService(meant: readonly ServiceFront[]): Advice {
  const texts = unique(meant.map(({ pod, target, port: { protocol } }) => portText(pod, target, protocol)));
  return { text: `write the name of the container port, or its number: ${texts.join(' or ')}`, isCertain: false };
}

/** The container port as a rule names it. */
function portText({ ports }: Workload, target: number, protocol: string): string {
  const name = ports.find(port => port.port === target && port.protocol === protocol)?.name;
  return name === undefined ? `\`port: ${target}\`` : oneLine(`\`port: ${name}\` (${target})`);
}

function helpFromPods({ name, protocol }: NamedPort, pods: readonly Workload[]): Advice {
  const ports = pods.flatMap(pod => pod.ports);
  const other = ports.find(port => port.name === name);
  if (other !== undefined) {
    const text = `\`${oneLine(name)}\` is a ${other.protocol} port: write \`protocol: ${other.protocol}\` beside it`;
    return { text, isCertain: true };
  }
  const names = unique(ports.filter(port => port.protocol === protocol).flatMap(port => port.name ?? []));
  const near = nearest(name, names);
  return near !== undefined ? { text: `did you mean \`port: ${oneLine(near)}\`?`, isCertain: true } : {
    text: names.length > 0 ? 'write a name that a container port has, or the number of the port'
      : 'give the container port that name, or write its number',
    isCertain: false,
  };
}

function portsThere(pods: readonly Workload[]): Evidence {
  const ports = unique(pods.flatMap(pod => pod.ports)
    .map(({ name, protocol, port }) => `${name === undefined ? '' : `${name} `}${protocol} ${port}`));
  return { label: 'ports there', text: ports.length === 0 ? 'none is declared' : list(ports.map(oneLine)) };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
