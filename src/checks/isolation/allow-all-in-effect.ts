import { Evidence } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { describePortMatches, describeRule, describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { emptyPeersOf, hasEmptyPorts } from '../support/empty-peers';
import { inEveryInterpretation } from '../support/every-interpretation';
import { OpenInEffect, openInEffect, OpeningRule } from '../support/open-in-effect';
import { foldRepeats, Repeatable } from '../support/repeats';
import { SwallowedRules } from '../support/swallowed-rules';

const DENY = `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: pay, labels: { app: api } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny-all, namespace: pay }
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;

export const allowAllInEffect: Check = {
  meta: {
    name: 'allow-all-in-effect',
    severity: 'warning',
    summary: 'A rule without peers admits everybody, in a policy that seems to restrict who may come.',
    why: 'A rule that names no peers is for all of them: `ingress: [{}]`, which templates write for "nothing", admits everybody on '
      + 'every port, and makes the rules beside it idle. What admits nobody is a list without rules.',
    bad: { manifests: `${DENY}  ingress: [{}]\n` },
    good: { manifests: `${DENY}  ingress: []\n` },
    links: [
      { title: 'Kubernetes: default policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies' },
      { title: 'terraform-provider-kubernetes#600', url: 'https://github.com/hashicorp/terraform-provider-kubernetes/issues/600' },
    ],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }) => (snapshot.enforcement.mode === 'never' ? []
    : foldRepeats(snapshot.policies.filter(({ tier }) => tier === 'normal')
      .flatMap(policy => openInEffect(snapshot, policy).map(open => repeatable(snapshot, policy, open)))))),
};

function repeatable(snapshot: Snapshot, policy: Policy, open: OpenInEffect): Repeatable {
  switch (open.kind) {
    case 'denial': return openDenial(policy, open.rules);
    case 'swallowing': return swallowing(snapshot, policy, open.swallowed);
    case 'closes-nothing': return withoutEffect(snapshot, policy, open);
  }
}

function openDenial(policy: Policy, rules: readonly OpeningRule[]): Repeatable {
  const name = formatPolicy(policy);
  const directions = rules.map(({ direction }) => direction);
  return {
    finding: {
      check: allowAllInEffect.meta.name,
      severity: 'warning',
      title: `policy \`${name}\` denies nothing, whatever its name says: ${PASSES[directions.join()]}`,
      at: policy.origin,
      evidence: linesOf(policy, rules),
      notes: [],
      help: [
        `to admit nobody, write ${directions.map(direction => `\`${direction}: []\``).join(' and ')}: `
        + 'a rule without peers and ports, `{}`, is for everybody on every port',
        'if everything is meant to pass, give the policy a name that says so',
      ],
    },
    cause: `denial ${directions.join()}`,
    place: `policy ${name}`,
  };
}

const PASSES: Readonly<Record<string, string>> = {
  'egress,ingress': 'everything may come in and go out',
  'egress': 'everything may go out',
  'ingress': 'everything may come in',
};

function swallowing(snapshot: Snapshot, policy: Policy, { direction, rule, idle }: SwallowedRules): Repeatable {
  const name = formatPolicy(policy);
  const ports = describePortMatches(rule.ports);
  const isPortless = hasEmptyPorts(snapshot, policy, direction, rule);
  const numbers = idle.map(({ index }) => index + 1).join(', ');
  const others = idle.length === 1 ? `rule ${numbers}` : `rules ${numbers}`;
  return {
    finding: {
      check: allowAllInEffect.meta.name,
      severity: 'warning',
      title: `${direction} rule ${rule.index + 1} of policy \`${name}\` ${direction === 'ingress' ? 'admits' : 'opens the way to'} everybody on ${ports}, `
        + `so that ${others} ${idle.length === 1 ? 'adds' : 'add'} nothing`,
      at: policy.origin,
      evidence: [rule, ...idle].map((one, index) => ({
        label: index === 0 ? 'swallows' : index === 1 ? 'adds nothing' : '', text: describeRule(policy, direction, one),
      })),
      notes: [
        ...emptyPeersOf(snapshot, policy, direction, rule) === undefined ? []
          : [`an empty list below \`${PEERS[direction]}\` is for everybody: a rule that ${CLOSES[direction]} is one that is not there`],
        ...isPortless ? ['an empty list below `ports` is for every port'] : [],
      ],
      help: [
        ...isPortless && idle.some(({ index }) => index === rule.index - 1)
          ? [`if \`ports\` belongs to rule ${rule.index}, take away the dash in front of it, which begins rule ${rule.index + 1}`] : [],
        `name the peers of rule ${rule.index + 1} below \`${PEERS[direction]}\`, if not everybody is meant`,
        `otherwise leave ${others} out`,
      ],
    },
    cause: [direction, ports, rule.index, others].join('\n'),
    place: `policy ${name}`,
  };
}

/** An empty list is what a template writes that was given nobody, while `{}` is how people open everything. */
function withoutEffect(
  snapshot: Snapshot, policy: Policy, { rules, hasEmptyPeers }: OpenInEffect & { readonly kind: 'closes-nothing' },
): Repeatable {
  const name = formatPolicy(policy);
  const { direction, rule } = rules.find(one => (hasEmptyPeers
    ? emptyPeersOf(snapshot, policy, one.direction, one.rule) !== undefined : one.direction === 'ingress'))!;
  const key = PEERS[direction];
  const opens = direction === 'ingress' ? 'admits everybody' : 'opens the way to everybody';
  return {
    finding: {
      check: allowAllInEffect.meta.name,
      severity: hasEmptyPeers ? 'warning' : 'info',
      title: `policy \`${name}\` closes nothing: ${hasEmptyPeers ? `\`${key}\` of ${direction} rule ${rule.index + 1} is an empty list, which`
        : `${direction} rule ${rule.index + 1}`} ${opens} on every port`,
      at: policy.origin,
      evidence: [{ label: 'pods', text: describeSubject(policy.subject) }, ...linesOf(policy, hasEmptyPeers ? rules : [{ direction, rule }])],
      effect: `${REACHES[rules.map(one => one.direction).join()]} as if there were no policy`,
      notes: ['policies that stand elsewhere are not seen: this one opens what another isolates'],
      help: [
        `name who is meant below \`${key}\`, or where below \`ports\``,
        ...hasEmptyPeers ? [`\`${direction}: []\` ${CLOSES[direction]}, if that is what is meant`] : [],
        'if everybody is meant, leave the policy out',
      ],
    },
    cause: `closes nothing ${direction} ${hasEmptyPeers}`,
    place: `policy ${name}`,
  };
}

function linesOf(policy: Policy, rules: readonly OpeningRule[]): Evidence[] {
  return rules.map(({ direction, rule }) => ({ label: direction, text: describeRule(policy, direction, rule) }));
}

const PEERS = { egress: 'to', ingress: 'from' };
const CLOSES = { egress: 'lets nothing out', ingress: 'admits nobody' };
const REACHES: Readonly<Record<string, string>> = {
  'egress,ingress': 'everybody reaches these pods, and they reach everybody,',
  'egress': 'these pods reach everybody',
  'ingress': 'everybody reaches these pods',
};
