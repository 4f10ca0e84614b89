import { Finding } from '../../model/finding';
import { DIRECTIONS, formatPolicy, Policy, TrafficDirection } from '../../model/policy';
import { count } from '../../wording/lists';
import { describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';

const DB = `
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  egress:
    - to: [{ ipBlock: { cidr: 203.0.113.7/32 } }]
      ports: [{ port: 443 }]
`;

export const inertRule: Check = {
  meta: {
    name: 'inert-rule',
    severity: 'warning',
    summary: 'A policy has rules for a direction that its `policyTypes` does not list, so that they count for nothing.',
    why: 'The list `policyTypes` says in which directions a policy isolates its pods. Where it lists one only, rules for the other are '
      + 'taken without a word and ignored: the pods that they seem to restrict are as free there as before.',
    bad: { manifests: `${DB}  policyTypes: [Ingress]\n` },
    good: { manifests: `${DB}    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]\n  policyTypes: [Ingress, Egress]\n` },
    links: [{ title: 'Kubernetes: the NetworkPolicy resource', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }): Finding[] => foldRepeats(snapshot.policies.flatMap(policy =>
    DIRECTIONS.flatMap(direction => {
      const amount = policy.inertRules?.[direction];
      return amount === undefined || policy[direction] !== undefined ? [] : [repeatable(policy, direction, amount)];
    })))),
};

function repeatable(policy: Policy, direction: TrafficDirection, amount: number): Repeatable {
  const name = formatPolicy(policy);
  const type = direction === 'egress' ? 'Egress' : 'Ingress';
  const rules = amount === 1 ? 'the rule' : `the ${amount} rules`;
  const finding: Finding = {
    check: inertRule.meta.name,
    severity: 'warning',
    title: `policy \`${name}\` has ${count(amount, `${direction} rule`)} that ${amount === 1 ? 'counts' : 'count'} for nothing: its \`policyTypes\` does not list ${type}`,
    at: policy.origin,
    evidence: [{ label: 'pods', text: `${describeSubject(policy.subject)}: the policy leaves their ${direction} as it is` }],
    notes: [],
    help: [
      `list ${type} in \`policyTypes\`, if the pods are to be isolated for ${direction}: then nothing passes but what rules admit`,
      `or leave ${rules} out`,
    ],
  };
  return { finding, cause: `${direction} ${policy.namespace} ${amount}`, place: name };
}
