import { Evidence, Finding } from '../../model/finding';
import { formatPolicy, Rule } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { oneLine } from '../../sets/visible';
import { list } from '../../wording/lists';
import { describePortMatches, describeRule, nameRule } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { MeantPassage, passageTo } from '../support/passage-to-ports';
import { foldRepeats, Repeatable } from '../support/repeats';
import { DestinedRule, destinedRules } from '../support/rule-destinations';
import { ServiceFront, ServiceFronts } from '../support/service-fronts';

const LEDGER = `
apiVersion: v1
kind: Pod
metadata: { name: checkout, namespace: till, labels: { app: checkout } }
---
apiVersion: v1
kind: Pod
metadata: { name: ledger, namespace: till, labels: { app: ledger } }
spec: { containers: [{ name: ledger, image: ledger, ports: [{ name: web, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ledger, namespace: till }
spec: { selector: { app: ledger }, ports: [{ port: 80, targetPort: web }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ledger-ingress, namespace: till }
spec:
  podSelector: { matchLabels: { app: ledger } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: checkout } } }]
      ports: [{ port: 80 }]
`;

export const servicePortUsed: Check = {
  meta: {
    name: 'service-port-used',
    severity: 'error',
    summary: 'A rule names the port of a Service, while the pods behind it listen on another one.',
    why: 'A Service hands connections to its pods on the target port, and that is the port that policies see, on both sides. '
      + 'A rule with the port of the Service admits nothing that anybody sends.',
    bad: { manifests: LEDGER },
    good: { manifests: LEDGER.replace('port: 80 }]\n', 'port: 8080 }]\n') },
    links: [{ title: 'Kubernetes: defining a Service', url: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }): Finding[] => {
    // Where Services are translated after policy, an egress rule may well be for the port of one.
    const isTranslatedLate = snapshot.facts.servicesBeforePolicy === false;
    if (snapshot.enforcement.mode === 'never' || snapshot.services.length === 0) {
      return [];
    }
    const fronts = new ServiceFronts(snapshot);
    return foldRepeats(destinedRules(snapshot, ({ ports }) => ports.some(isNumbered))
      .filter(({ direction }) => direction === 'ingress' || !isTranslatedLate)
      .flatMap(destined => destined.rule.ports.filter(isNumbered)
        .flatMap(match => checkPorts(snapshot, destined, match, fronts))));
  }),
};

type NumberedPorts = PortMatch & { readonly kind: 'numbered' };

function isNumbered(match: PortMatch): match is NumberedPorts {
  return match.kind === 'numbered';
}

function checkPorts(
  snapshot: Snapshot, destined: DestinedRule, match: NumberedPorts, fronts: ServiceFronts,
): Repeatable[] {
  const { certain, possible, rule } = destined;
  const isMistaken = (front: ServiceFront) => front.isCertain && front.port.protocol === match.protocol
    && match.ports.contains(front.port.port) && !isOpened(front, rule);
  // One pod that may listen on the port is enough for the rule to be right.
  if (possible.some(pod => mayListen(pod, match, fronts.of(pod)))) {
    return [];
  }
  const mistaken = certain.flatMap(pod => fronts.of(pod)).filter(isMistaken);
  if (mistaken.length === 0) {
    return [];
  }
  const passage = passageTo(snapshot, destined, mistaken);
  return passage === 'open' ? [] : [repeatable(destined, match, mistaken, passage)];
}

/** Whether the pods listen on one of the ports, or say nothing of where they do. */
function mayListen({ ports }: Workload, match: NumberedPorts, fronts: readonly ServiceFront[]): boolean {
  const ofProtocol = ports.filter(({ protocol }) => protocol === match.protocol);
  const ledTo = fronts.filter(({ port }) => port.protocol === match.protocol);
  return ofProtocol.some(({ port }) => match.ports.contains(port))
    || ledTo.some(({ target }) => match.ports.contains(target)) || (ports.length === 0 && ledTo.length === 0);
}

/** Whether the rule is for the pods' own port too, by its number or name. */
function isOpened({ pod, port: { protocol }, target }: ServiceFront, { ports }: Rule): boolean {
  const names = pod.ports.filter(one => one.protocol === protocol && one.port === target).map(({ name }) => name);
  return ports.some(match => match.kind === 'any' || (match.protocol === protocol
    && (match.kind === 'named' ? names.includes(match.name) : match.ports.contains(target))));
}

function repeatable(
  { policy, direction, rule }: DestinedRule, match: NumberedPorts, fronts: readonly ServiceFront[],
  passage: MeantPassage,
): Repeatable {
  const [first] = fronts;
  const written = describePortMatches([match]);
  const service = oneLine(`${first.service.namespace}/${first.service.name}`);
  const listening = unique(fronts.map(targetOf));
  const isDeclared = fronts.every(({ pod, target, port }) =>
    pod.ports.some(one => one.protocol === port.protocol && one.port === target));
  const front = `${first.port.protocol} ${first.port.port}`;
  const what = `${direction} ${nameRule(rule)} of`;
  const isCertain = isDeclared && passage === 'closed';
  return {
    finding: {
      check: servicePortUsed.meta.name,
      severity: isCertain ? 'error' : 'warning',
      title: `${what} policy \`${formatPolicy(policy)}\` names ${written}, but ${front === written ? 'that' : front} is the port of Service \`${service}\`; `
        + `its pods listen on ${list(listening)}`,
      at: policy.origin,
      evidence: [
        {
          label: 'rule',
          text: describeRule(policy, direction, rule),
          mark: { part: written, remark: 'no pod that the rule is about listens there' },
        },
        ...linesOfServices(fronts),
      ],
      effect: isCertain ? `connections through the Service time out: the policy sees them on ${listening.join(' and ')}` : undefined,
      notes: [
        ...isDeclared ? [] : ['the pods declare no such port, which they need not do: the Service alone says where they listen'],
        ...passage === 'partly' ? ['other rules let some of the connections pass'] : [],
        ...passage === 'unknown' ? ['whether another rule lets the connections pass is not known'] : [],
      ],
      help: [helpFor(fronts)],
    },
    cause: [service, written, ...listening, passage, isDeclared].join('\n'),
    place: `${what} ${formatPolicy(policy)}`,
  };
}

const MOST_LINES = 3;

function linesOfServices(fronts: readonly ServiceFront[]): Evidence[] {
  const lines = unique(fronts.map(front => {
    const { service: { namespace, name }, port: { protocol, port, targetPort }, pod } = front;
    const target = typeof targetPort === 'string' ? `${targetPort}, which is ${targetOf(front)}` : targetOf(front);
    return oneLine(`${namespace}/${name}: from ${protocol} ${port} to ${target} of ${formatWorkload(pod)}`);
  }));
  const hidden = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...hidden > 0 ? [`and ${hidden} more`] : []]
    .map((text, index) => ({ label: index === 0 ? 'Service' : '', text }));
}

function helpFor(fronts: readonly ServiceFront[]): string {
  const numbers = unique(fronts.map(({ target }) => `\`port: ${target}\``));
  const names = unique(fronts.flatMap(({ port: { targetPort } }) => (typeof targetPort === 'string' ? [`\`port: ${oneLine(targetPort)}\``] : [])));
  const isNamed = fronts.every(({ port: { targetPort } }) => typeof targetPort === 'string') && names.length === 1;
  return numbers.length > 1
    ? isNamed ? `write the name of the container port, which has another number in each of the pods: ${names[0]}`
      : `write the ports of the pods: ${numbers.join(' and ')}`
    : `write the port of the pods: ${numbers[0]}${isNamed ? `, or its name: ${names[0]}` : ''}`;
}

function targetOf({ port: { protocol }, target }: ServiceFront): string {
  return `${protocol} ${target}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
