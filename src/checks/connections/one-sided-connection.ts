import { Finding } from '../../model/finding';
import { PodsPeer } from '../../model/peer';
import { TrafficDirection, DIRECTIONS, formatPolicy, otherDirection, Policy, Rule } from '../../model/policy';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { subjectsOf, workloadsOfPeer } from '../../semantics/selected';
import { Audience } from '../../wording/audience';
import { list } from '../../wording/lists';
import { describeItem, describePortMatches } from '../../wording/rules';
import { Check, CheckContext } from '../check';
import { BlockedPair, findBlockedPair, NamedPeer } from '../support/blocked-pair';
import { inEveryInterpretation } from '../support/every-interpretation';
import { explainDenial } from '../support/explain-denial';
import { asksForLess, namesReplicas } from '../support/replicas';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: orders, namespace: shop, labels: { app: orders } }
---
apiVersion: v1
kind: Pod
metadata: { name: admin, namespace: shop, labels: { app: admin } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-egress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: { matchLabels: { app: orders } } }]
      ports: [{ port: 8080 }]
    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: orders } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 8080 }]
`;

export const oneSidedConnection: Check = {
  meta: {
    name: 'one-sided-connection',
    severity: 'error',
    summary: 'A rule on one side names a peer, and the policies of that peer do not let the connection pass.',
    why: 'A connection needs both sides: egress at its source and ingress at its destination. '
      + 'One side alone connects nothing, not even the replicas of one workload with each other.',
    bad: { manifests: `${PODS}      from: [{ podSelector: { matchLabels: { app: admin } } }]\n` },
    good: { manifests: `${PODS}      from: [{ podSelector: { matchLabels: { app: web } } }]\n` },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot, audience }: CheckContext): Finding[] =>
    // What stands above and below the policies of a namespace permits and forbids, and asks for no connection.
    snapshot.policies.filter(({ tier }) => tier === 'normal').flatMap(policy => checkPolicy(snapshot, policy, audience))),
};

function checkPolicy(snapshot: Snapshot, policy: Policy, audience: Audience): Finding[] {
  const subjects = subjectsOf(snapshot, policy);
  return DIRECTIONS.flatMap(direction => (policy[direction]?.rules ?? [])
    .flatMap(rule => rule.peers.filter(namesPods)
      .flatMap(peer => checkPeer(snapshot, { policy, direction, rule, peer }, subjects, audience))));
}

/** A peer such as "all pods of a namespace" opens one side wide and leaves it to the other side to choose. */
function namesPods(peer: Rule['peers'][number]): peer is PodsPeer {
  return peer.kind === 'pods'
    && peer.pods.requirements.some(({ operator }) => operator === 'In' || operator === 'Exists');
}

function checkPeer(snapshot: Snapshot, named: NamedPeer, subjects: readonly Workload[], audience: Audience): Finding[] {
  const peers = workloadsOfPeer(snapshot, named.peer);
  const [only, ...more] = subjects;
  const isAboutReplicas = more.length === 0 && peers.includes(only) && namesReplicas(named.peer, only, peers);
  const pairs = [
    ...subjects.flatMap(subject => peers.filter(peer => peer !== subject).map(peer => ({ subject, peer }))),
    ...isAboutReplicas ? [{ subject: only, peer: only }] : [],
  ];
  const blocked = pairs.map(pair => findBlockedPair(snapshot, named, pair.subject, pair.peer))
    .filter((pair): pair is BlockedPair => pair !== undefined);
  if (blocked.length === 0) {
    return [];
  }
  const isDead = blocked.length === pairs.length;
  // "All pods accept from X" is not meant as "X connects to all pods".
  if (!isDead && named.policy.subject.pods.requirements.length === 0) {
    return [];
  }
  return [findingFor(snapshot, named, blocked, isDead, audience)];
}

function findingFor(
  snapshot: Snapshot, named: NamedPeer, blocked: readonly BlockedPair[], isDead: boolean, audience: Audience,
): Finding {
  const { policy, direction, rule } = named;
  const [first] = blocked;
  const denial = explainDenial(snapshot, otherDirection(direction), first.peer, first.subject,
    { ...first.trace, wanted: rule.ports, audience });
  const isReplicas = first.subject === first.peer;
  const isBroad = isReplicas && asksForLess(named.peer.pods, policy.subject.pods);
  return {
    check: oneSidedConnection.meta.name,
    severity: isDead && !isBroad ? 'error' : 'warning',
    title: (isReplicas ? replicasTitle : titleFor)(direction, rule, first.subject, first.peer),
    at: policy.origin,
    evidence: [
      {
        label: direction,
        columns: [formatWorkload(first.subject), 'allowed'],
        text: `${formatPolicy(policy)}, ${describeItem(policy, direction, rule, named.peer)}`,
      },
      ...denial.evidence,
      ...(blocked.length === 1 ? [] : [{ label: 'also blocked', text: alsoBlocked(direction, blocked.slice(1)) }]),
    ].sort((left, right) => order(left.label) - order(right.label)),
    effect: `connections ${isReplicas ? 'between two replicas of' : 'from'} `
      + `\`${formatWorkload(sourceOf(direction, first))}\` time out; nothing is logged by Kubernetes`,
    notes: [
      ...isDead ? [] : ['the rule does connect other pods that it names'],
      ...isReplicas ? ['one replica alone is not affected: a pod always reaches itself'] : [],
      ...isBroad ? ['the rule asks for less than the policy, so it may mean pods that the input does not have'] : [],
    ],
    help: denial.help,
  };
}

/** Egress stands before ingress, and each side's further lines stay behind it. */
function order(label: string): number {
  return label === 'egress' ? 0 : label === 'also blocked' ? 2 : 1;
}

function titleFor(direction: TrafficDirection, rule: Rule, subject: Workload, peer: Workload): string {
  const ports = describePortMatches(rule.ports);
  const [here, there] = [formatWorkload(subject), formatWorkload(peer)];
  return direction === 'egress'
    ? `\`${here}\` may send to \`${there}\` on ${ports}, but \`${there}\` does not accept it`
    : `\`${here}\` accepts ${ports} from \`${there}\`, but \`${there}\` may not send it`;
}

function replicasTitle(direction: TrafficDirection, rule: Rule, subject: Workload): string {
  const connection = `a connection between two replicas of \`${formatWorkload(subject)}\` on ${describePortMatches(rule.ports)}`;
  return direction === 'egress'
    ? `${connection} may be sent, but is not accepted` : `${connection} is accepted, but may not be sent`;
}

function sourceOf(direction: TrafficDirection, { subject, peer }: BlockedPair): Workload {
  return direction === 'egress' ? subject : peer;
}

function alsoBlocked(direction: TrafficDirection, pairs: readonly BlockedPair[]): string {
  return list(pairs.map(({ subject, peer }) => {
    const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
    return source === destination ? `between replicas of ${formatWorkload(source)}`
      : `${formatWorkload(source)} -> ${formatWorkload(destination)}`;
  }));
}
