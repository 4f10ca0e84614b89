import { DIRECTIONS, formatPolicy, Policy, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { possibleSubjects } from '../../semantics/selected';
import { describePortMatches, describeRule, describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { opensDenial } from '../support/opened-denials';
import { isCalledDenial, saysOpen } from '../support/policy-names';
import { openingRule } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';
import { SwallowedRules, swallowedRules } from '../support/swallowed-rules';

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
    : foldRepeats(snapshot.policies.filter(({ tier }) => tier === 'normal').flatMap(policy => checkPolicy(snapshot, policy))))),
};

function checkPolicy(snapshot: Snapshot, policy: Policy): Repeatable[] {
  const directions = DIRECTIONS.filter(direction => policy[direction] !== undefined);
  const isOpen = directions.every(direction => openingRule(policy, direction) !== undefined);
  if (isOpen && isCalledDenial(policy) && !opensDenial(snapshot, policy)) {
    return [openDenial(policy, directions)];
  }
  const idle = directions.flatMap(direction =>
    swallowedRules(policy, direction).map(swallowed => swallowing(policy, swallowed)));
  return idle.length === 0 && isOpen && closesNothing(snapshot, policy) ? [withoutEffect(policy)] : idle;
}

function openDenial(policy: Policy, directions: readonly TrafficDirection[]): Repeatable {
  const name = formatPolicy(policy);
  return {
    finding: {
      check: allowAllInEffect.meta.name,
      severity: 'warning',
      title: `policy \`${name}\` denies nothing, whatever its name says: ${PASSES[directions.join()]}`,
      at: policy.origin,
      evidence: directions.map(direction =>
        ({ label: direction, text: describeRule(policy, direction, openingRule(policy, direction)!) })),
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

function swallowing(policy: Policy, { direction, rule, idle }: SwallowedRules): Repeatable {
  const name = formatPolicy(policy);
  const ports = describePortMatches(rule.ports);
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
      notes: [],
      help: [
        `name the peers of rule ${rule.index + 1} below \`${direction === 'ingress' ? 'from' : 'to'}\`, if not everybody is meant`,
        `otherwise leave ${others} out`,
      ],
    },
    cause: [direction, ports, rule.index, others].join('\n'),
    place: `policy ${name}`,
  };
}

/** Whether the pods of the policy are as open as without it, and nobody seems to have meant that. */
function closesNothing(snapshot: Snapshot, policy: Policy): boolean {
  const subjects = possibleSubjects(snapshot, policy);
  const isSaid = (snapshot.blanks ?? []).some(({ at, opens }) => at === policy.origin && opens === 'peers');
  return policy.ingress !== undefined && subjects.length > 0 && !isSaid && !saysOpen(policy.name)
    && snapshot.enforcement.mode === 'default' && !snapshot.policies.some(other => other !== policy && other.ingress?.isolates === true
      && possibleSubjects(snapshot, other).some(subject => subjects.includes(subject)));
}

function withoutEffect(policy: Policy): Repeatable {
  const name = formatPolicy(policy);
  const rule = openingRule(policy, 'ingress')!;
  return {
    finding: {
      check: allowAllInEffect.meta.name,
      severity: 'info',
      title: `policy \`${name}\` closes nothing: ingress rule ${rule.index + 1} admits everybody on every port`,
      at: policy.origin,
      evidence: [
        { label: 'pods', text: describeSubject(policy.subject) },
        { label: 'ingress', text: describeRule(policy, 'ingress', rule) },
      ],
      effect: 'everybody reaches these pods as if there were no policy',
      notes: ['policies that stand elsewhere are not seen: this one opens what another isolates'],
      help: ['name who is meant below `from`, or where below `ports`', 'if everybody is meant, leave the policy out'],
    },
    cause: 'closes nothing',
    place: `policy ${name}`,
  };
}
