import { Evidence, Finding } from '../../model/finding';
import { formatPolicy, Policy } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { possiblePeers, possibleSubjects } from '../../semantics/selected';
import { Check } from '../check';
import { coverOf, Region, sharedRegions } from '../support/coverage';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { describePlaced, isBefore, isUnordered, OrderedTier, PlacedRule, RulesOfTier, rulesOfTiers } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { containsPods } from '../support/selector-relations';

const WEB = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
`;

const policyOf = (name: string, priority: number, action: string) => `---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: ${name} }
spec:
  tier: Admin
  priority: ${priority}
  subject: { namespaces: {} }
  ingress:
    - action: ${action}
      from: [{ namespaces: {} }]
`;

export const priorityCollision: Check = {
  meta: {
    name: 'priority-collision',
    severity: 'warning',
    summary: 'Two policies of one tier and one priority match the same connections, and do different things with them.',
    why: 'Which of two policies with one priority is asked first, the specification leaves to the network plugin. It may be by '
      + 'name, by age or by chance, and another one after an update. Nothing says either how the priorities of two kinds compare.',
    bad: { manifests: WEB + policyOf('first', 10, 'Accept') + policyOf('second', 10, 'Deny') },
    good: { manifests: `${WEB}${policyOf('first', 10, 'Accept').replace('namespaces: {} }]', 'pods: { podSelector: { matchLabels: { app: web } } } }]')}${policyOf('second', 11, 'Deny')}` },
    links: [{ title: 'Network Policy API: priority', url: 'https://network-policy-api.sigs.k8s.io/api-overview/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }): Finding[] =>
    foldRepeats(rulesOfTiers(snapshot).flatMap(rules => collisionsIn(snapshot, rules)))),
};

/** Two rules that do different things with the same connections. */
type Collision = readonly [PlacedRule, PlacedRule];

function collisionsIn(snapshot: Snapshot, { tier, rules }: RulesOfTier): Repeatable[] {
  const policies = [...new Set(rules.map(({ policy }) => policy))];
  const subjects = new Map(policies.map(policy => [policy, new Set(possibleSubjects(snapshot, policy))]));
  const rulesOf = (policy: Policy) => rules.filter(placed => placed.policy === policy);
  return policies.flatMap((one, index) => policies.slice(index + 1)
    .filter(other => isUnordered(one, other))
    .filter(other => isNested(one, other) || [...subjects.get(one)!].some(pod => subjects.get(other)!.has(pod)))
    .flatMap(other => {
      const collisions = rulesOf(one).flatMap(left => rulesOf(other).map((right): Collision => [left, right]))
        .filter(pair => collide(snapshot, rules, ...pair));
      return collisions.length === 0 ? [] : [repeatable(tier, one, other, collisions)];
    }));
}

function isNested({ subject: one }: Policy, { subject: other }: Policy): boolean {
  return containsPods(one, other) || containsPods(other, one);
}

/** Whether a connection may be decided by either of the rules, and not before by a third one. */
function collide(snapshot: Snapshot, rules: readonly PlacedRule[], left: PlacedRule, right: PlacedRule): boolean {
  if (left.rule.effect === right.rule.effect) {
    return false;
  }
  const regions = sharedRegions(left, right).filter(region => mayBeThere(snapshot, region, left, right));
  const earlier = regions.length === 0 ? [] : rules.filter(other => isBefore(other, left) || isBefore(other, right));
  return regions.some(region => [left, right].every(placed =>
    coverOf(region, earlier.filter(other => isBefore(other, placed))) === undefined));
}

/** Two selectors of pods may share a pod or not; where neither contains the other, the pods of the input tell. */
function mayBeThere(snapshot: Snapshot, { peer }: Region, ...both: readonly PlacedRule[]): boolean {
  return peer.kind !== 'pods' || possiblePeers(snapshot, peer).length > 0
    || both.some(({ rule }) => rule.peers.some(one => one.kind === 'pods' && containsPods(peer, one)));
}

function repeatable(tier: OrderedTier, one: Policy, other: Policy, collisions: readonly Collision[]): Repeatable {
  const isOfTwoKinds = one.kind !== other.kind;
  const [left, right] = [one, other].map(policy => `\`${formatPolicy(policy)}\``);
  return {
    finding: {
      check: priorityCollision.meta.name,
      severity: 'warning',
      title: isOfTwoKinds
        ? `${one.kind} ${left} and ${other.kind} ${right} may do different things with the same connections, and nothing says which kind is asked first`
        : `policies ${left} and ${right} of the ${tier} tier may do different things with the same connections, and have one priority, ${one.priority}`,
      at: one.origin,
      evidence: linesOf(collisions),
      effect: 'what both match may be decided by either of them: the answers are unknown unless both come to the same, '
        + 'and may differ from node to node or change with an update of the network plugin',
      notes: [],
      help: [isOfTwoKinds ? 'write both as one kind, with priorities of their own'
        : 'give each its own priority, the lower number to the one that is to be asked first'],
    },
    cause: isOfTwoKinds ? `${tier} ${one.kind} ${other.kind}` : `${tier} ${one.priority}`,
    place: `${formatPolicy(one)} and ${formatPolicy(other)}`,
  };
}

const MOST_PAIRS = 3;

function linesOf(collisions: readonly Collision[]): Evidence[] {
  const hidden = collisions.length - MOST_PAIRS;
  return [
    ...collisions.slice(0, MOST_PAIRS).flatMap(([left, right]): Evidence[] => [
      { label: left.direction, text: describePlaced(left) },
      { label: '', text: describePlaced(right) },
    ]),
    ...hidden > 0 ? [{ label: 'likewise', text: `${hidden} more ${hidden === 1 ? 'pair' : 'pairs'} of their rules` }] : [],
  ];
}
