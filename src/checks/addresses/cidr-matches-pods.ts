import { nodeRanges, unionOfKnown } from '../../model/inside';
import { Snapshot } from '../../model/snapshot';
import { formatWorkload, Workload } from '../../model/workload';
import { AddressSet, NO_ADDRESSES } from '../../sets/addresses';
import { formatCidrs } from '../../sets/cidr';
import { enforcerName } from '../../wording/enforcers';
import { list } from '../../wording/lists';
import { Check, CheckContext } from '../check';
import { isOneAddress, isRangeOfPods } from '../support/address-kinds';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { podsInCode } from '../support/pasteable-code';
import { podsPeerYaml } from '../support/pasteable-policy';
import { describePlaced, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { itemYaml } from '../support/selector-yaml';
import { admittedBlocks, WrittenBlock } from '../support/written-blocks';

const manifests = (peer: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
status: { podIPs: [{ ip: 10.244.1.7 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
    - from: [${peer}]
`;

export const cidrMatchesPods: Check = {
  meta: {
    name: 'cidr-matches-pods',
    severity: 'warning',
    summary: 'A block of addresses stands for pods, whose addresses change.',
    why: 'A pod that is restarted gets another address, and another pod may get the one that it had: then the rule admits '
      + 'the wrong one. Labels stay. Some network plugins match no pod by its address at all.',
    bad: { manifests: manifests('{ ipBlock: { cidr: 10.244.1.7/32 } }') },
    good: { manifests: manifests('{ podSelector: { matchLabels: { app: web } } }') },
    links: [{ title: 'Kubernetes: behavior of ipBlock', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(context => {
    const { snapshot } = context;
    const { workloads, facts } = snapshot;
    const pods = workloads.filter(({ hostNetwork, addresses }) => !hostNetwork && addresses?.isEmpty === false);
    const taken = unionOfKnown(pods.map(({ addresses }) => addresses));
    const known = taken.union(rangeOfPods(snapshot));
    return known.isEmpty || facts.addressesAreOutside === true ? [] : foldRepeats(admittedBlocks(snapshot)
      .filter(({ block: { addresses } }) => !addresses.isEmpty && addresses.isSubsetOf(known))
      .flatMap(written => repeatable(context, written, taken, pods)));
  }),
};

/** What is declared. Many network plugins ignore the block that a node says its pods take theirs from. */
function rangeOfPods(snapshot: Snapshot): AddressSet {
  return (snapshot.facts.podAddresses ?? NO_ADDRESSES).subtract(nodeRanges(snapshot));
}

function repeatable(
  context: CheckContext, written: WrittenBlock, taken: AddressSet, pods: readonly Workload[],
): Repeatable[] {
  const { snapshot } = context;
  const { policy, block } = written;
  const meant = !block.addresses.isSubsetOf(taken) ? []
    : pods.filter(({ addresses }) => addresses!.overlaps(block.addresses));
  // What an enforcer denies to pods that it does not know by their addresses is told by the check that compares the two.
  if (!block.matchesPods && (block.addresses.overlaps(taken) || isRangeOfPods(block))) {
    return [];
  }
  const isEvery = formatCidrs(rangeOfPods(snapshot)).includes(block.cidr) && block.exceptCidrs.length === 0;
  return [{
    finding: {
      check: cidrMatchesPods.meta.name,
      severity: isEvery && block.matchesPods ? 'info' : 'warning',
      title: `${titleOfRule(written)} ${what(written, meant, isEvery)}`,
      at: policy.origin,
      evidence: [
        { label: 'rule', text: describePlaced(written) },
        ...meant.length === 0 ? [{ label: 'range of pods', text: list(formatCidrs(rangeOfPods(snapshot))) }]
          : [{ label: 'pods', text: list(meant.map(pod => `${formatWorkload(pod)} at ${list(formatCidrs(pod.addresses!))}`)) }],
      ],
      notes: notesOf(snapshot, written, isEvery),
      help: helpFor(context, written, meant, isEvery),
    },
    cause: `${written.direction} ${block.cidr} ${block.exceptCidrs.join()}`,
    place: placeOfRule(written),
  }];
}

function what({ block }: WrittenBlock, meant: readonly Workload[], isEvery: boolean): string {
  if (meant.length > 0) {
    return `names ${meant.length === 1 ? `pod \`${formatWorkload(meant[0])}\`` : 'pods'} by an address that lasts no longer than the pod: ${block.cidr}`;
  }
  return isEvery ? `means the pods of all namespaces by the range of their addresses: ${block.cidr}`
    : isOneAddress(block) ? `names an address that any pod may get: ${block.cidr}`
      : `names a part of the addresses of pods, and it is chance which pods get one: ${block.cidr}`;
}

function notesOf({ enforcement }: Snapshot, { block }: WrittenBlock, isEvery: boolean): string[] {
  return [
    ...block.matchesPods ? [] : [`${enforcerName(enforcement.dialect)} matches no pod by its address, so the block admits none`],
    ...isEvery ? [] : ['some network plugins can give a pod an address that stays, or the pods of a namespace a range of their own'],
  ];
}

function helpFor(
  { snapshot, audience }: CheckContext, { policy }: WrittenBlock, meant: readonly Workload[], isEvery: boolean,
): string[] {
  if (isEvery) {
    const everyPod = audience === 'constructs' ? 'Namespaces.all()' : 'namespaceSelector: {}';
    return [`say so with \`${everyPod}\`, which holds wherever pods get their addresses from`];
  }
  const pods = meant.length === 1 ? podsInCode(snapshot, meant[0]) : undefined;
  return pods === undefined || pods.others.length > 0 ? ['select the pods by their labels'] : [[
    'select the pods by their labels:',
    ...audience === 'constructs' ? [pods.code]
      : itemYaml(podsPeerYaml(pods.labels, meant[0].namespace, policy.namespace)),
  ].join('\n')];
}
