import { Finding } from '../../model/finding';
import { DIRECTIONS, formatPolicy, Policy, TrafficDirection } from '../../model/policy';
import { describeRule } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { readmitsExceptions } from '../support/readmitted';
import { CoveredRule, coveredRules, isSwallowed } from '../support/redundancy';
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

export const redundantRule: Check = {
  meta: {
    name: 'redundant-rule',
    severity: 'info',
    summary: 'A rule adds nothing: other rules of the same policy admit all that it admits, whatever pods there are.',
    why: 'Rules add up. Whoever takes such a rule away, to close something, closes nothing; and one that is narrower than a rule '
      + 'beside it seems to restrict what is open.',
    bad: { manifests: `${DB}    - from: [{ podSelector: {} }]\n      ports: [{ port: 5432 }]\n` },
    good: { manifests: DB },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  // What a rule without peers makes idle is the matter of allow-all-in-effect, exceptions that are of no use that of
  // except-has-no-effect.
  check: inEveryInterpretation(({ snapshot }) => {
    const readmits = readmitsExceptions(snapshot);
    return foldRepeats(snapshot.policies.filter(({ tier }) => tier === 'normal')
      .flatMap(policy => DIRECTIONS.flatMap(direction => {
        const covered = coveredRules(policy, direction)
          .filter(one => !isSwallowed(one) && !readmits(one.placed, one.covers));
        return covered.length === 0 ? [] : [repeatable(policy, direction, covered)];
      })));
  }),
};

function repeatable(policy: Policy, direction: TrafficDirection, covered: readonly CoveredRule[]): Repeatable {
  const name = formatPolicy(policy);
  const own = covered.map(({ placed }) => placed.rule);
  const others = [...new Set(covered.flatMap(({ covers }) => covers.map(({ rule }) => rule)))]
    .sort((left, right) => left.index - right.index);
  const isOne = own.length === 1;
  const verb = direction === 'ingress' ? ['admits', 'admit'] : ['lets out', 'let out'];
  const finding: Finding = {
    check: redundantRule.meta.name,
    severity: 'info',
    title: `${direction} ${numbered(own)} of policy \`${name}\` ${isOne ? 'adds' : 'add'} nothing: ${numbered(others)} `
      + `${verb[others.length === 1 ? 0 : 1]} all that ${isOne ? 'it does' : 'they do'}`,
    at: policy.origin,
    evidence: [
      ...own.map((rule, index) => ({ label: index === 0 ? 'adds nothing' : '', text: describeRule(policy, direction, rule) })),
      ...others.map((rule, index) => ({ label: index === 0 ? 'beside' : '', text: describeRule(policy, direction, rule) })),
    ],
    notes: [],
    help: [`leave ${numbered(own)} out; if ${isOne ? 'it is' : 'they are'} all that is meant to pass, leave ${numbered(others)} out instead`],
  };
  return { finding, cause: [direction, ...finding.evidence.map(({ text }) => text)].join('\n'), place: `policy ${name}` };
}

function numbered(rules: readonly { readonly index: number }[]): string {
  return `rule${rules.length === 1 ? '' : 's'} ${rules.map(({ index }) => index + 1).join(', ')}`;
}
