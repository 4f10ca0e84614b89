import { Finding } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { list } from '../../wording/lists';
import { describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { meaningInAnyOrder, subjectInAnyOrder } from '../support/same-meaning';

const DENY = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`;

export const duplicatePolicy: Check = {
  meta: {
    name: 'duplicate-policy',
    severity: 'info',
    summary: 'Two policies of one namespace say the same.',
    why: 'Policies add up, so that the second changes nothing. Whoever changes the first later, to close or to narrow something, '
      + 'will wonder why that stays open.',
    bad: {
      manifests: `${DENY}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny-all, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
    },
    good: { manifests: DENY },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  // In the tiers around NetworkPolicies a second rule is one that never decides, which has a check of its own.
  check: inInterpretationsWithPolicy(({ snapshot }) =>
    groups(snapshot.policies.filter(({ tier }) => tier === 'normal')).map(findingFor)),
};

/** To say all that a policy means takes a while, so that it is asked only of those for the same pods. */
function groups(policies: readonly Policy[]): Policy[][] {
  return groupBy(policies, subjectInAnyOrder).filter(isSeveral)
    .flatMap(same => groupBy(same, meaningInAnyOrder).filter(isSeveral));
}

function isSeveral(policies: readonly Policy[]): boolean {
  return policies.length > 1;
}

function groupBy(policies: readonly Policy[], keyOf: (policy: Policy) => string): Policy[][] {
  const byKey = new Map<string, Policy[]>();
  for (const policy of policies) {
    const key = keyOf(policy);
    const same = byKey.get(key);
    if (same === undefined) {
      byKey.set(key, [policy]);
    } else {
      same.push(policy);
    }
  }
  return [...byKey.values()];
}

function findingFor([first, ...others]: readonly Policy[]): Finding {
  const names = list(others.map(other => `\`${formatPolicy(other)}\``));
  return {
    check: duplicatePolicy.meta.name,
    severity: 'info',
    title: `policy \`${formatPolicy(first)}\` says what ${names} ${others.length === 1 ? 'says' : 'say'} too`,
    at: first.origin,
    likewise: others.map(({ origin }) => origin),
    evidence: [
      { label: 'for', text: describeSubject(first.subject) },
      { label: 'likewise', text: list(others.map(({ origin }) => origin.object)) },
    ],
    notes: [],
    help: ['keep one of them'],
  };
}
