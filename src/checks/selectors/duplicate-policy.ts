import { Finding } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { list } from '../../wording/lists';
import { describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { meaningInAnyOrder } from '../support/same-meaning';

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

function groups(policies: readonly Policy[]): Policy[][] {
  const byMeaning = new Map<string, Policy[]>();
  for (const policy of policies) {
    const meaning = meaningInAnyOrder(policy);
    const same = byMeaning.get(meaning);
    if (same === undefined) {
      byMeaning.set(meaning, [policy]);
    } else {
      same.push(policy);
    }
  }
  return [...byMeaning.values()].filter(same => same.length > 1);
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
      { label: 'both for', text: describeSubject(first.subject) },
      ...others.map(({ origin }) => ({ label: 'likewise', text: origin.file === undefined ? origin.object : `${origin.object}, ${origin.file}` })),
    ],
    notes: [],
    help: ['keep one of them'],
  };
}
