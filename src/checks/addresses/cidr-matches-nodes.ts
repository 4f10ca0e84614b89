import { PortMatch } from '../../model/port-match';
import { Snapshot } from '../../model/snapshot';
import { Node } from '../../model/workload';
import { formatCidrs } from '../../sets/cidr';
import { list, listed } from '../../wording/lists';
import { Check } from '../check';
import { isOneAddress } from '../support/address-kinds';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { describePlaced, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { admittedBlocks, WrittenBlock } from '../support/written-blocks';

const manifests = (cidr: string) => `
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: v1
kind: Node
metadata: { name: worker-1 }
status: { addresses: [{ type: InternalIP, address: 192.0.2.11 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 5432 }]
      from: [{ ipBlock: { cidr: ${cidr} } }]
`;

export const cidrMatchesNodes: Check = {
  meta: {
    name: 'cidr-matches-nodes',
    severity: 'info',
    summary: 'A block of addresses is that of a single node, which comes and goes.',
    why: 'Nodes are replaced, and what runs on one is moved to another. A rule for the address of one holds until then. '
      + 'Nodes of the control plane stay mostly, and are not meant.',
    bad: { manifests: manifests('192.0.2.11/32') },
    good: { manifests: manifests('192.0.2.0/24') },
    links: [{ title: 'Kubernetes: behavior of ipBlock', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => {
    const nodes = [...snapshot.nodes.values()].filter(({ addresses }) => !addresses.isEmpty);
    return nodes.length === 0 || snapshot.facts.addressesAreOutside === true ? [] : foldRepeats(admittedBlocks(snapshot)
      // What an enforcer does not match by address is told by the check that compares it with the documentation.
      .filter(({ block }) => block.matchesNodes && isOneAddress(block) && !block.addresses.isEmpty)
      .flatMap(written => checkBlock(snapshot, written, nodes)));
  }),
};

function checkBlock(snapshot: Snapshot, written: WrittenBlock, nodes: readonly Node[]): Repeatable[] {
  const { policy, rule, block } = written;
  const range = snapshot.facts.nodeAddresses;
  const node = nodes.find(({ addresses }) => block.addresses.isSubsetOf(addresses));
  if (node === undefined || isControlPlane(node) || rule.ports.every(isOfControlPlane) || namesAll(written, nodes)) {
    return [];
  }
  return [{
    finding: {
      check: cidrMatchesNodes.meta.name,
      severity: 'info',
      title: `${titleOfRule(written)} names node \`${node.name}\` by its address, and holds until it is replaced: ${block.cidr}`,
      at: policy.origin,
      evidence: [
        { label: 'rule', text: describePlaced(written) },
        { label: 'nodes', text: list(nodes.map(({ name, addresses }) => `${name} at ${list(formatCidrs(addresses))}`)) },
      ],
      notes: ['pods are always reached from the node that they run on'],
      help: [
        `name the block that all nodes are in${range === undefined ? '' : `: ${listed(formatCidrs(range))}`}`,
      ],
    },
    cause: `${written.direction} ${block.cidr}`,
    place: placeOfRule(written),
  }];
}

function isControlPlane({ labels }: Node): boolean {
  return CONTROL_PLANE_LABELS.some(key => labels.known.has(key));
}

const CONTROL_PLANE_LABELS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** The API server and what runs beside it. */
const CONTROL_PLANE_PORTS = [6443, 8443, 16443, 2379, 2380, 2381, 10257, 10259];

function isOfControlPlane(match: PortMatch): boolean {
  return match.kind === 'numbered'
    && match.ports.intervals.every(({ start, end }) => end - start === 1 && CONTROL_PLANE_PORTS.includes(start));
}

/** Whether the rule lists the nodes one by one. */
function namesAll({ rule: { peers } }: WrittenBlock, nodes: readonly Node[]): boolean {
  return nodes.length > 1 && nodes.every(({ addresses }) =>
    peers.some(peer => peer.kind === 'addresses' && peer.addresses.overlaps(addresses)));
}
