import { Finding } from '../../model/finding';
import { Effect, formatPolicy } from '../../model/policy';
import { nameRule } from '../../wording/rules';
import { Check } from '../check';
import { mayShareRegion } from '../support/coverage';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import {
  describePlaced, isBefore, linesOfRules, OrderedTier, PlacedRule, placeOfRule, rulesOfTiers, titleOfRule,
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
`;
const DENY_ALL = `    - name: nobody
      action: Deny
      from: [{ namespaces: {} }]
`;
const ACCEPT_WEB = `    - name: web
      action: Accept
      from: [{ pods: { podSelector: { matchLabels: { app: web } } } }]
`;

export const shadowedRule: Check = {
  meta: {
    name: 'shadowed-rule',
    severity: 'warning',
    summary: 'A rule of a policy for the whole cluster never decides, since rules that are asked before match all that it matches.',
    why: 'In the tiers above and below NetworkPolicies the first rule that matches decides, by priority and then in the order '
      + 'of the list. A rule behind one that matches more has no effect, and nobody says so. Rules of NetworkPolicies are not '
      + 'meant: they add up.',
    bad: { manifests: GUARD + DENY_ALL + ACCEPT_WEB },
    good: { manifests: GUARD + ACCEPT_WEB + DENY_ALL },
    links: [{ title: 'Network Policy API: priority and order of rules', url: 'https://network-policy-api.sigs.k8s.io/api-overview/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(rulesOfTiers(snapshot).flatMap(({ tier, rules }) =>
    rules.flatMap(placed => {
      const earlier = rules.filter(other => isBefore(other, placed));
      const shadows = shadowsOf(placed, earlier);
      return shadows === undefined ? [] : [repeatable(placed, shadows, earlier, tier)];
    })))),
};

function repeatable(
  placed: PlacedRule, shadows: readonly PlacedRule[], earlier: readonly PlacedRule[], tier: OrderedTier,
): Repeatable {
  const { policy: { origin }, rule } = placed;
  const isRepeat = shadows.every(shadow => shadow.rule.effect === rule.effect);
  const help = isRepeat ? ['leave the rule out'] : [bringForward(placed, shadows[0]), 'or leave it out, if what stands before it is meant'];
  const finding: Finding = {
    check: shadowedRule.meta.name,
    severity: isRepeat ? 'info' : 'warning',
    title: `${titleOfRule(placed)} never decides: ${subjectOf(shadows)} all that it matches first`,
    at: origin,
    evidence: [{ label: 'rule', text: describePlaced(placed) }, ...linesOfRules('before it', shadows)],
    effect: effectOf(placed, shadows, earlier, tier),
    notes: isRepeat ? ['what stands before it does the same'] : [],
    help,
  };
  return {
    finding,
    cause: [...shadows.map(placeOfRule), rule.effect, ...help].join('\n'),
    place: placeOfRule(placed),
  };
}

function subjectOf([first, ...more]: readonly PlacedRule[]): string {
  return more.length === 0 ? `${nameRule(first.rule)} of \`${formatPolicy(first.policy)}\` matches` : 'the rules before it match';
}

function bringForward({ policy }: PlacedRule, first: PlacedRule): string {
  return first.policy === policy ? `move it in front of ${nameRule(first.rule)}`
    : `give policy \`${formatPolicy(policy)}\` a lower number than ${first.policy.priority}, the priority of \`${formatPolicy(first.policy)}\`, `
      + 'so that it is asked before';
}

/** What becomes of the connections, where that is the same for all of them. */
function effectOf(
  placed: PlacedRule, shadows: readonly PlacedRule[], earlier: readonly PlacedRule[], tier: OrderedTier,
): string | undefined {
  const [{ rule: { effect } }] = shadows;
  const isMixed = shadows.some(shadow => shadow.rule.effect !== effect)
    || earlier.some(other => other.rule.effect !== effect && mayShareRegion(other, placed));
  return isMixed || effect === placed.rule.effect ? undefined
    : `what it ${OWN[placed.rule.effect]} is ${effect === 'pass' ? PASSED[tier] : OTHERS[effect]}`;
}

const OWN: Readonly<Record<Effect, string>> = { allow: 'accepts', deny: 'denies', pass: 'passes on' };
const OTHERS = { allow: 'accepted all the same', deny: 'denied all the same' };
const PASSED: Readonly<Record<OrderedTier, string>> = {
  admin: 'left to the NetworkPolicies, and to the baseline tier behind them',
  baseline: 'passed on, and behind the baseline tier everything is allowed',
};
