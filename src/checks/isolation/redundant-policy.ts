import { Evidence, Finding } from '../../model/finding';
import { DIRECTIONS, formatPolicy, Policy, rulesOf } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { count, list } from '../../wording/lists';
import { describeRule, describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { PlacedRule } from '../support/placed-rules';
import { ReadmissionTest, readmitsExceptions } from '../support/readmitted';
import { policiesSayingMore, rulesFor, SayingMore } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';
import { meaningInAnyOrder } from '../support/same-meaning';
import { isSurelyTogether } from '../support/same-place';
import { containsPods } from '../support/selector-relations';

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
    status: 'nursery',
  },

  check: inEveryInterpretation(({ snapshot }) => {
    const byNamespace = new Map<string, Policy[]>();
    for (const policy of snapshot.policies.filter(({ tier }) => tier === 'normal')) {
      byNamespace.set(policy.namespace, [...byNamespace.get(policy.namespace) ?? [], policy]);
    }
    const readmits = readmitsExceptions(snapshot);
    return foldRepeats([...byNamespace.values()].flatMap(policies => redundantAmong(snapshot, policies, readmits)));
  }),
};

/** The later of two that make each other redundant, so that all can be left out together. */
function redundantAmong(snapshot: Snapshot, policies: readonly Policy[], readmits: ReadmissionTest): Repeatable[] {
  const left = new Set(policies);
  return [...policies].reverse().flatMap(policy => {
    const around = [...left].filter(other => other !== policy && isWider(snapshot, other, policy));
    const more = policiesSayingMore(policy, around);
    if (more === undefined) {
      return [];
    }
    left.delete(policy);
    const rules = DIRECTIONS.flatMap(direction => rulesFor(policy, direction));
    // Of exceptions that are of no use another check tells.
    return rules.some(placed => readmits(placed, more.rules)) ? [] : [repeatable(policy, more)];
  }).reverse();
}

/** Of two that say the same, and of those that close some of the pods once more, nobody wants to hear here. */
function isWider(snapshot: Snapshot, wide: Policy, policy: Policy): boolean {
  if (!containsPods(wide.subject, policy.subject) || !isSurelyTogether(snapshot, wide, policy)) {
    return false;
  }
  const isForTheSame = containsPods(policy.subject, wide.subject);
  return isForTheSame
    ? (!isFloor(policy) || isFloor(wide)) && meaningInAnyOrder(policy) !== meaningInAnyOrder(wide)
    : !isFloor(policy);
}

/** A default deny is the ground on which others admit something: that they isolate the same pods is no reason to drop it. */
function isFloor(policy: Policy): boolean {
  return rulesOf(policy).length === 0;
}

function repeatable(policy: Policy, { policies, rules }: SayingMore): Repeatable {
  const name = formatPolicy(policy);
  const others = list(policies.map(other => `\`${formatPolicy(other)}\``));
  const verb = isFloor(policy) ? 'close' : 'admit';
  const finding: Finding = {
    check: redundantPolicy.meta.name,
    severity: 'info',
    title: `policy \`${name}\` changes nothing: ${others} ${policies.length === 1 ? `${verb}s` : verb} all that it ${verb}s`,
    at: policy.origin,
    evidence: [
      ...linesOf('policy', policy, DIRECTIONS.flatMap(direction => rulesFor(policy, direction))),
      ...policies.flatMap(other => linesOf('beside', other, rules.filter(placed => placed.policy === other))),
    ],
    notes: [],
    help: isFloor(policy) ? ['leave it out']
      : ['leave it out', `if it is all that its pods are meant to admit, narrow ${others}: the podSelector, or the rules`],
  };
  return { finding, cause: others, place: `policy ${name}` };
}

const SHOWN_RULES = 3;

function linesOf(label: string, policy: Policy, rules: readonly PlacedRule[]): Evidence[] {
  const rest = rules.length - SHOWN_RULES;
  return [
    { label, text: `${formatPolicy(policy)}, for ${describeSubject(policy.subject)}${isFloor(policy) ? ': no rules' : ''}` },
    ...rules.slice(0, SHOWN_RULES)
      .map(({ direction, rule }) => ({ label: '', text: `${direction} ${describeRule(policy, direction, rule)}` })),
    ...rest > 0 ? [{ label: '', text: `and ${count(rest, 'more rule')}` }] : [],
  ];
}
