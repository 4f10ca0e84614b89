import { Finding } from '../../model/finding';
import { Check } from '../check';
import { mayShareRegion } from '../support/coverage';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import {
  describePlaced, isBefore, OrderedTier, PlacedRule, placeOfRule, RulesOfTier, rulesOfTiers, titleOfRule,
} from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { shadowsOf } from '../support/shadows';

const GUARD = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: guard }
spec:
  tier: Admin
  priority: 10
  subject: { namespaces: {} }
  ingress:
    - name: monitoring
      action: Pass
      from: [{ namespaces: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
`;

export const passWithoutEffect: Check = {
  meta: {
    name: 'pass-without-effect',
    severity: 'info',
    summary: 'A rule with `Pass` has no rule of its tier behind it that it could skip.',
    why: 'What no rule of a tier matches goes on to the next one in any case. `Pass` only skips the rules of its tier that come '
      + 'after it, so that it changes nothing where there are none. It does not accept.',
    bad: { manifests: GUARD },
    good: {
      manifests: `${GUARD}    - name: nobody-else
      action: Deny
      from: [{ namespaces: {} }]
`,
    },
    links: [{ title: 'Network Policy API: rule actions', url: 'https://network-policy-api.sigs.k8s.io/api-overview/' }],
    since: '0.1.0',
    status: 'stable',
  },

  // What other kinds do between the tiers is not known, and a Pass may be for them.
  check: inInterpretationsWithPolicy(({ snapshot }): Finding[] => (snapshot.unsimulated.length > 0 ? []
    : foldRepeats(rulesOfTiers(snapshot).flatMap(withoutEffect)))),
};

function withoutEffect({ tier, rules }: RulesOfTier): Repeatable[] {
  return rules.filter(({ rule }) => rule.effect === 'pass').filter(placed => {
    const skipped = rules.filter(other => other.rule.effect !== 'pass' && other.rule !== placed.rule && !isBefore(other, placed));
    return skipped.every(other => !mayShareRegion(placed, other))
      // What never decides is told by another check.
      && shadowsOf(placed, rules.filter(other => isBefore(other, placed))) === undefined;
  }).map(placed => repeatable(placed, tier));
}

function repeatable(placed: PlacedRule, tier: OrderedTier): Repeatable {
  return {
    finding: {
      check: passWithoutEffect.meta.name,
      severity: 'info',
      title: `${titleOfRule(placed)} changes nothing: no rule behind it in the ${tier} tier could decide about what it passes on`,
      at: placed.policy.origin,
      evidence: [{ label: 'rule', text: describePlaced(placed) }],
      notes: [NEXT[tier]],
      help: ['leave the rule out, or put the rules that it is to skip behind it; to accept something for certain, write `Accept`'],
    },
    cause: tier,
    place: placeOfRule(placed),
  };
}

const NEXT: Readonly<Record<OrderedTier, string>> = {
  admin: 'what no rule of the admin tier matches is left to the NetworkPolicies, and to the baseline tier, in any case',
  baseline: 'what no rule of the baseline tier matches is allowed in any case',
};
