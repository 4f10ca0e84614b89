import { AddressesPeer } from '../../model/peer';
import { Snapshot } from '../../model/snapshot';
import { selectsPods } from '../../semantics/match';
import { subjectsOf } from '../../semantics/selected';
import { list } from '../../wording/lists';
import { Check } from '../check';
import { isRangeOfPods } from '../support/address-kinds';
import { inEveryInterpretation } from '../support/every-interpretation';
import { describePlaced, PlacedRule, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { isDnsPort, Resolvers, resolversOf } from '../support/resolvers';
import { sharedPods } from '../support/selector-relations';
import { admittingRules } from '../support/written-blocks';

const manifests = (ownRule: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-egress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
      to:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
          podSelector: { matchLabels: { k8s-app: kube-dns } }
${ownRule}        - ipBlock: { cidr: 10.0.0.0/8 }
`;

export const peersLimitedToDns: Check = {
  meta: {
    name: 'peers-limited-to-dns',
    severity: 'warning',
    summary: 'A rule for DNS lists whole private networks beside the resolver, and nothing else lets its pods send there.',
    why: 'The ports of a rule hold for all of its peers. Where "pods may talk to each other" is added to the list of the rule for '
      + 'DNS, it opens the networks on the ports of DNS, and nothing else. A second rule has ports of its own, or every port.',
    bad: { manifests: manifests('') },
    good: { manifests: manifests('    - to:\n') },
    links: [{ title: 'kubernetes-network-policy-recipes#111', url: 'https://github.com/ahmetb/kubernetes-network-policy-recipes/issues/111' }],
    since: '0.1.0',
    status: 'nursery',
  },

  check: inEveryInterpretation(({ snapshot }) => {
    const rules = admittingRules(snapshot).filter(({ direction }) => direction === 'egress');
    const isForDns = new Map(rules.map(placed => [placed, placed.rule.ports.every(isDnsPort)]));
    const suspects = rules.filter(placed => isForDns.get(placed) && placed.policy.egress!.isolates);
    const resolvers = resolversOf(snapshot);
    return foldRepeats(suspects.flatMap(placed => {
      const blocks = blocksBesideResolver(snapshot, placed, resolvers);
      const isAlone = !rules.some(other => !isForDns.get(other) && mayBeForSame(other, placed));
      return blocks.length > 0 && isAlone && subjectsOf(snapshot, placed.policy).length > 0
        ? [repeatable(snapshot, placed, blocks)] : [];
    }));
  }),
};

/** Large private blocks of a rule that names the resolver by its labels, so that nobody needs them to find it. */
function blocksBesideResolver(
  snapshot: Snapshot, { rule: { peers } }: PlacedRule, { workloads }: Resolvers,
): AddressesPeer[] {
  const namesResolver = peers.some(peer => peer.kind === 'pods' && peer.pods.requirements.length > 0
    && workloads.some(resolver => selectsPods(snapshot, peer, resolver) === 'yes'));
  return namesResolver ? peers.filter((peer): peer is AddressesPeer => peer.kind === 'addresses' && isRangeOfPods(peer)) : [];
}

function mayBeForSame({ policy: { subject } }: PlacedRule, other: PlacedRule): boolean {
  return sharedPods(subject, other.policy.subject) !== undefined;
}

function repeatable({ policies }: Snapshot, placed: PlacedRule, blocks: readonly AddressesPeer[]): Repeatable {
  const cidrs = blocks.map(({ cidr }) => cidr);
  return {
    finding: {
      check: peersLimitedToDns.meta.name,
      severity: 'warning',
      title: `${titleOfRule(placed)} opens ${list(cidrs)} for DNS alone, beside the resolver`,
      at: placed.policy.origin,
      evidence: [{ label: 'rule', text: describePlaced(placed) }],
      effect: policies.some(({ tier }) => tier !== 'normal') ? undefined
        : 'connections to these addresses on any other port time out',
      notes: ['the ports of a rule hold for all of its peers, and no other rule lets these pods send anything'],
      help: [
        ['if more than DNS is meant, give the blocks a rule of their own, with their ports or without any:', '- to:',
          ...cidrs.map(cidr => `    - ipBlock: { cidr: ${cidr} }`)].join('\n'),
        'otherwise leave the blocks out: the rule names the resolver by its labels',
      ],
    },
    cause: cidrs.join('\n'),
    place: placeOfRule(placed),
  };
}
