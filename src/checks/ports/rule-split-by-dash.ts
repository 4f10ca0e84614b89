import { DIRECTIONS, formatPolicy, Policy, Rule, TrafficDirection } from '../../model/policy';
import { describePortMatches, describeRule } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { isForEverybody } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';
import { isDnsPort } from '../support/resolvers';

const manifests = (dash: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ name: db, image: db, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
    ${dash} ports: [{ port: 5432 }]
`;

export const ruleSplitByDash: Check = {
  meta: {
    name: 'rule-split-by-dash',
    severity: 'warning',
    summary: 'A rule has peers and no ports, and the one behind it has ports and no peers, where one rule with both was meant.',
    why: 'A dash in front of `ports` begins another rule. Then the peers are admitted on every port, and everybody on these ports: '
      + 'one character opens both ways.',
    bad: { manifests: manifests('-') },
    good: { manifests: manifests(' ') },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'nursery',
  },

  check: inEveryInterpretation(({ snapshot }) => (snapshot.enforcement.mode === 'never' ? []
    : foldRepeats(snapshot.policies.filter(({ tier }) => tier === 'normal')
      .flatMap(policy => DIRECTIONS.flatMap(direction => checkSection(policy, direction)))))),
};

function checkSection(policy: Policy, direction: TrafficDirection): Repeatable[] {
  const rules = policy[direction]?.rules ?? [];
  return rules.slice(1).flatMap((rule, index) => {
    // Many let pods ask anybody for names, in a rule of its own.
    const isForNames = direction === 'egress' && rule.ports.every(isDnsPort);
    return hasPeersAlone(rules[index]) && hasPortsAlone(rule) && !isForNames
      ? [repeatable(policy, direction, rules[index], rule)] : [];
  });
}

function hasPeersAlone(rule: Rule): boolean {
  return rule.isOpen !== true && rule.peers.length > 0 && !isForEverybody(rule)
    && rule.ports.some(({ kind }) => kind === 'any');
}

function hasPortsAlone(rule: Rule): boolean {
  return isForEverybody(rule) && rule.ports.length > 0 && rule.ports.every(({ kind }) => kind !== 'any');
}

function repeatable(policy: Policy, direction: TrafficDirection, first: Rule, second: Rule): Repeatable {
  const name = formatPolicy(policy);
  const [numbers, ports] = [`${first.index + 1} and ${second.index + 1}`, describePortMatches(second.ports)];
  const [peersKey, whom] = direction === 'ingress' ? ['from', 'admits everybody'] : ['to', 'opens the way to everybody'];
  return {
    finding: {
      check: ruleSplitByDash.meta.name,
      severity: 'warning',
      title: `${direction} rules ${numbers} of policy \`${name}\` may be one that a dash splits: the second ${whom} on ${ports}`,
      at: policy.origin,
      evidence: [first, second].map((rule, index) => ({ label: index === 0 ? 'rules' : '', text: describeRule(policy, direction, rule) })),
      notes: [],
      help: [
        `if the ports are those of rule ${first.index + 1}, take away the dash in front of \`ports\`, which begins rule ${second.index + 1}`,
        `otherwise name the peers of rule ${second.index + 1} below \`${peersKey}\`, if not everybody is meant`,
      ],
    },
    cause: [direction, numbers, ports].join('\n'),
    place: `policy ${name}`,
  };
}
