import { Snapshot } from '../../model/snapshot';
import { parseCidr } from '../../sets/cidr';
import { listed } from '../../wording/lists';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { internetBlocks, isCovered, isDeniedAbove } from '../support/internet-blocks';
import { describePlaced, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { isDnsPort } from '../support/resolvers';
import { admittingRules, WrittenBlock } from '../support/written-blocks';

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
    - ports: [{ port: 443 }]
      to: [{ ipBlock: { cidr: 0.0.0.0/0${except} } }]
`;

export const privateRangeOpen: Check = {
  meta: {
    name: 'private-range-open',
    severity: 'info',
    summary: 'A rule for all of IPv4 also opens the private networks, in which the other pods and the machines around are.',
    why: 'The block `0.0.0.0/0` is often meant for the internet, and includes every private address: other pods, nodes, databases, '
      + 'consoles. Where no more than the internet is meant, the private ranges have to be left out.',
    bad: { manifests: manifests('') },
    good: { manifests: manifests(', except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]') },
    links: [{ title: 'RFC 1918: address allocation for private internets', url: 'https://www.rfc-editor.org/rfc/rfc1918' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats(internetBlocks(snapshot)
    .filter(({ rule }) => !rule.ports.every(isDnsPort))
    .flatMap(written => checkBlock(snapshot, written)))),
};

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(cidr => ({ cidr, addresses: parseCidr(cidr)!.addresses }));

function checkBlock(snapshot: Snapshot, written: WrittenBlock): Repeatable[] {
  const { policy, rule, block } = written;
  const others = admittingRules(snapshot).filter(placed => placed.direction === 'egress' && placed.rule !== rule);
  const open = PRIVATE.filter(({ addresses }) => addresses.isSubsetOf(block.addresses)
    && !isDeniedAbove(snapshot, written, addresses, rule.ports)
    // What another rule opens too is meant to be open.
    && !isCovered(written, addresses, rule.ports, others)).map(({ cidr }) => cidr);
  const isPart = open.length < PRIVATE.length;
  return open.length === 0 ? [] : [{
    finding: {
      check: privateRangeOpen.meta.name,
      severity: 'info',
      title: `${titleOfRule(written)} opens ${isPart ? `the private range${open.length === 1 ? '' : 's'} ${listed(open)}, and leaves out others`
        : 'every private address beside the internet'}`,
      at: policy.origin,
      evidence: [{ label: 'rule', text: describePlaced(written) }],
      notes: block.matchesPods ? [] : ['the network plugin matches no pod by its address; the machines around are open'],
      help: [`if it is for the internet, leave the private ranges out: \`except: [${[...block.exceptCidrs, ...open].join(', ')}]\``],
    },
    cause: open.join(),
    place: placeOfRule(written),
  }];
}
