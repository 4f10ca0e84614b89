import { PortMatch } from '../../model/port-match';
import { parseCidr } from '../../sets/cidr';
import { IntervalSet } from '../../sets/interval-set';
import { METADATA_BLOCK } from '../../sets/known-blocks';
import { Check, CheckContext } from '../check';
import { isPrivateCidr } from '../support/address-kinds';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { internetBlocks, isDeniedAbove } from '../support/internet-blocks';
import { pasteableBlock } from '../support/pasteable-block';
import { describePlaced, placeOfRule, titleOfRule } from '../support/placed-rules';
import { sharedPorts } from '../support/port-relations';
import { foldRepeats, Repeatable } from '../support/repeats';
import { WrittenBlock } from '../support/written-blocks';

const manifests = (except: string) => `
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
    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [${except}] } }]
`;

const PRIVATE = '10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16';

export const metadataAddressOpen: Check = {
  meta: {
    name: 'metadata-address-open',
    severity: 'warning',
    summary: 'A rule for the internet also opens 169.254.169.254, where clouds hand out the credentials of their machines.',
    why: 'Whoever makes a program ask that address, as by an address in a form that it fetches, may get credentials of the node. '
      + '`0.0.0.0/0` includes it, and leaving out the private ranges does not leave it out.',
    bad: { manifests: manifests(PRIVATE) },
    good: { manifests: manifests(`${PRIVATE}, 169.254.169.254/32`) },
    links: [{ title: 'Amazon EKS: restrict access to the instance profile', url: 'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(context =>
    foldRepeats(internetBlocks(context.snapshot).flatMap(written => checkBlock(context, written)))),
};

const METADATA = parseCidr(METADATA_BLOCK)!.addresses;

/** How programs ask for it. */
const HTTP: PortMatch = { kind: 'numbered', protocol: 'TCP', ports: IntervalSet.of({ start: 80, end: 81 }) };

function checkBlock({ snapshot, audience }: CheckContext, written: WrittenBlock): Repeatable[] {
  const { policy, rule, block } = written;
  const ports = sharedPorts(rule.ports, [HTTP]).filter(({ kind }) => kind !== 'named');
  if (ports.length === 0 || !block.addresses.overlaps(METADATA) || isDeniedAbove(snapshot, written, METADATA, ports)) {
    return [];
  }
  const leavesOutPrivate = block.exceptCidrs.some(isPrivateCidr);
  return [{
    finding: {
      check: metadataAddressOpen.meta.name,
      severity: leavesOutPrivate ? 'warning' : 'info',
      title: `${titleOfRule(written)} opens 169.254.169.254${leavesOutPrivate ? ', although it leaves out private addresses' : ''}`,
      at: policy.origin,
      evidence: [{ label: 'rule', text: describePlaced(written) }],
      notes: ['clouds hand out credentials of their machines there, over TCP 80; a cluster elsewhere may have nothing at that '
        + 'address, and some clouds can close it to pods by other means'],
      help: [`leave that address out of the block: \`${pasteableBlock(audience, block.cidr, [...block.exceptCidrs, METADATA_BLOCK])}\``],
    },
    cause: `${leavesOutPrivate} ${block.exceptCidrs.join()}`,
    place: placeOfRule(written),
  }];
}
