import { Evidence, Finding } from '../../model/finding';
import { DIRECTIONS, formatPolicy, meaningOf, Policy, rulesOf } from '../../model/policy';
import { count, list } from '../../wording/lists';
import { describeRule, describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { policiesThatSayMore } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';

const DB = `
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
      ports: [{ port: 5432 }]
`;

export const redundantPolicy: Check = {
  meta: {
    name: 'redundant-policy',
    severity: 'info',
    summary: 'A policy changes nothing: others isolate the same pods and admit all that it admits, whatever pods there are.',
    why: 'Policies add up. A narrow policy beside a wide one for the same pods seems to restrict them and does not: they are as '
      + 'open as the wide one leaves them.',
    bad: {
      manifests: `${DB}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: within-shop, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{ podSelector: {} }]
`,
    },
    good: { manifests: DB },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }) => {
    const byNamespace = new Map<string, Policy[]>();
    for (const policy of snapshot.policies.filter(({ tier }) => tier === 'normal')) {
      byNamespace.set(policy.namespace, [...byNamespace.get(policy.namespace) ?? [], policy]);
    }
    return foldRepeats([...byNamespace.values()].flatMap(redundantAmong));
  }),
};

/** The later of two that make each other redundant, so that all can be left out together. */
function redundantAmong(policies: readonly Policy[]): Repeatable[] {
  const left = new Set(policies);
  const meanings = new Map(policies.map(policy => [policy, meaningOf(policy)]));
  return [...policies].reverse().flatMap(policy => {
    const others = [...left].filter(other => other !== policy && (!isFloor(policy) || isFloor(other))
      && meanings.get(other) !== meanings.get(policy));
    const wider = policiesThatSayMore(policy, others);
    if (wider.length === 0) {
      return [];
    }
    left.delete(policy);
    return [repeatable(policy, wider)];
  }).reverse();
}

/** A default deny is the ground on which others admit something: that they isolate the same pods is no reason to drop it. */
function isFloor(policy: Policy): boolean {
  return rulesOf(policy).length === 0;
}

function repeatable(policy: Policy, wider: readonly Policy[]): Repeatable {
  const name = formatPolicy(policy);
  const others = list(wider.map(other => `\`${formatPolicy(other)}\``));
  const isOne = wider.length === 1;
  const what = isFloor(policy) ? `${isOne ? 'closes' : 'close'} all that it closes` : `${isOne ? 'admits' : 'admit'} all that it admits`;
  const finding: Finding = {
    check: redundantPolicy.meta.name,
    severity: 'info',
    title: `policy \`${name}\` changes nothing: ${others} ${what}`,
    at: policy.origin,
    evidence: [...linesOf('policy', policy), ...wider.flatMap(other => linesOf('beside', other))],
    notes: [],
    help: isFloor(policy) ? ['leave it out']
      : ['leave it out', `if it is all that its pods are meant to admit, narrow ${others}: the podSelector, or the rules`],
  };
  return { finding, cause: others, place: `policy ${name}` };
}

const SHOWN_RULES = 3;

function linesOf(label: string, policy: Policy): Evidence[] {
  const rules = DIRECTIONS.flatMap(direction => (policy[direction]?.rules ?? [])
    .map(rule => `${direction} ${describeRule(policy, direction, rule)}`));
  const rest = rules.length - SHOWN_RULES;
  return [
    { label, text: `${formatPolicy(policy)}, for ${describeSubject(policy.subject)}${rules.length === 0 ? ': no rules' : ''}` },
    ...rules.slice(0, SHOWN_RULES).map(text => ({ label: '', text })),
    ...rest > 0 ? [{ label: '', text: `and ${count(rest, 'more rule')}` }] : [],
  ];
}
