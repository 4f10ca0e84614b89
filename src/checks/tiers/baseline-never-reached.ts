import { Finding } from '../../model/finding';
import { DIRECTIONS, formatPolicy, Policy, TrafficDirection } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { switchedBy } from '../../model/switching-labels';
import { formatWorkload, Workload } from '../../model/workload';
import { isolatingPolicies } from '../../semantics/isolation';
import { appliesTo } from '../../semantics/match';
import { possibleSubjects } from '../../semantics/selected';
import { count, list } from '../../wording/lists';
import { describeIsolation } from '../../wording/traces';
import { Check } from '../check';
import { decidersOf } from '../support/deciders';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { describePlaced, linesOfRules, PlacedRule, placeOfRule, rulesIn, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';

const BASELINE = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: monitoring }
spec:
  tier: Baseline
  priority: 10
  subject: { namespaces: {} }
  ingress:
    - action: Accept
      from: [{ namespaces: {} }]
`;

export const baselineNeverReached: Check = {
  meta: {
    name: 'baseline-never-reached',
    severity: 'warning',
    summary: 'A policy of the baseline tier never decides about any pod of the input.',
    why: 'The baseline tier is asked last: not where the admin tier decides, and for no pod that a NetworkPolicy isolates in '
      + 'that direction, whatever that admits. So it cannot open what NetworkPolicies close. As a net below pods that have no '
      + 'NetworkPolicy yet it may be meant, which is an info where all its rules deny.',
    bad: {
      manifests: `${BASELINE}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
    },
    good: { manifests: BASELINE },
    links: [{ title: 'Network Policy API: tiers', url: 'https://network-policy-api.sigs.k8s.io/api-overview/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }): Finding[] => (snapshot.enforcement.mode === 'never' ? []
    : foldRepeats(snapshot.policies.filter(({ tier }) => tier === 'baseline')
      .flatMap(policy => DIRECTIONS.flatMap(direction => checkDirection(snapshot, policy, direction)))))),
};

function checkDirection(snapshot: Snapshot, policy: Policy, direction: TrafficDirection): Repeatable[] {
  const rules = (policy[direction]?.rules ?? []).map((rule): PlacedRule => ({ policy, direction, rule }));
  const subjects = rules.length === 0 ? [] : possibleSubjects(snapshot, policy);
  if (subjects.length === 0) {
    return [];
  }
  if (subjects.every(subject => isIsolated(snapshot, subject, direction))) {
    return [isolated(snapshot, rules, subjects)];
  }
  const above = rulesIn(snapshot, 'admin', direction);
  return rules.flatMap(placed => {
    const deciders = decidersOf(placed, above);
    return deciders === undefined ? [] : [decidedAbove(placed, deciders)];
  });
}

/** Whether the baseline tier is certainly not asked about the pod. */
function isIsolated(snapshot: Snapshot, subject: Workload, direction: TrafficDirection): boolean {
  const { enforcement } = snapshot;
  return enforcement.mode === 'always' || switchedBy(enforcement, subject.labels, 'isolates').is === 'yes'
    || isolatorsOf(snapshot, subject, direction).length > 0;
}

function isolatorsOf(snapshot: Snapshot, subject: Workload, direction: TrafficDirection): Policy[] {
  return isolatingPolicies(snapshot, subject, direction).filter(policy => appliesTo(snapshot, policy, subject) === 'yes');
}

function isolated(snapshot: Snapshot, rules: readonly PlacedRule[], subjects: readonly Workload[]): Repeatable {
  const { enforcement } = snapshot;
  const [{ policy, direction }] = rules;
  const opens = rules.some(({ rule }) => rule.effect !== 'deny');
  const isolators = [...new Set(subjects.flatMap(subject => isolatorsOf(snapshot, subject, direction)))];
  return {
    finding: {
      check: baselineNeverReached.meta.name,
      severity: opens ? 'warning' : 'info',
      title: `the ${direction} rules of policy \`${formatPolicy(policy)}\` in the baseline tier never decide: all pods that it selects are isolated for ${direction}`,
      at: policy.origin,
      evidence: [
        { label: 'selects', text: `${count(subjects.length, 'workload')}: ${list(subjects.map(formatWorkload), 3)}` },
        { label: direction, text: isolators.length > 0 || enforcement.mode === 'always' ? describeIsolation(isolators) : BY_LABEL },
      ],
      effect: opens ? 'what the policy accepts or passes on is denied unless a rule of a NetworkPolicy admits it' : undefined,
      notes: ['it would decide about pods that the input does not have, where no NetworkPolicy isolates them'],
      help: [opens ? 'accept it in NetworkPolicies of the namespaces, or in the admin tier, which no NetworkPolicy can undo'
        : 'leave it as a net below pods that have no NetworkPolicy yet, and accept this finding; to deny it to all pods, use the admin tier'],
    },
    cause: `isolated ${direction} ${opens}`,
    place: `${direction} rules of policy ${formatPolicy(policy)}`,
  };
}

const BY_LABEL = 'isolated by a label that the network plugin takes for one of its own';

function decidedAbove(placed: PlacedRule, deciders: readonly PlacedRule[]): Repeatable {
  return {
    finding: {
      check: baselineNeverReached.meta.name,
      severity: 'warning',
      title: `${titleOfRule(placed)} in the baseline tier never decides: the admin tier decides about all that it matches`,
      at: placed.policy.origin,
      evidence: [{ label: 'rule', text: describePlaced(placed) }, ...linesOfRules('admin tier', deciders)],
      notes: [],
      help: ['leave the rule out; or let a rule of the admin tier pass on what the baseline is to decide, in front of those that decide it now'],
    },
    cause: ['above', ...deciders.map(placeOfRule)].join('\n'),
    place: placeOfRule(placed),
  };
}
