import { EVERY_POD } from '../../model/peer';
import { PortMatch } from '../../model/port-match';
import { parseCidr } from '../../sets/cidr';
import { listed } from '../../wording/lists';
import { Check, CheckContext } from '../check';
import { isPrivateCidr } from '../support/address-kinds';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { internetBlocks, isCovered, isDeniedAbove } from '../support/internet-blocks';
import { pasteableBlock } from '../support/pasteable-block';
import { describePlaced, PlacedRule, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { isDnsPort } from '../support/resolvers';
import { containsPods } from '../support/selector-relations';
import { rulesBeside, WrittenBlock } from '../support/written-blocks';

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
    status: 'nursery',
  },

  check: inInterpretationsWithPolicy(context => {
    const { snapshot } = context;
    const beside = rulesBeside(snapshot);
    return foldRepeats(internetBlocks(snapshot).filter(isForInternet)
      .flatMap(written => checkBlock(context, written, beside(written))));
  }),
};

/** Whether nothing shows that more is meant: the API server mostly has a private address, and so has what is left out. */
function isForInternet({ rule: { ports, peers }, block: { exceptCidrs } }: WrittenBlock): boolean {
  return !ports.every(match => match.kind === 'named' || isDnsPort(match)) && !ports.some(isOfApiServer)
    && !peers.some(peer => peer.kind === 'pods' && containsPods(peer, EVERY_POD))
    && (exceptCidrs.length === 0 || exceptCidrs.some(isPrivateCidr));
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(cidr => ({ cidr, addresses: parseCidr(cidr)!.addresses }));

function isOfApiServer(match: PortMatch): boolean {
  return match.kind === 'numbered'
    && match.ports.intervals.every(({ start, end }) => end - start === 1 && API_SERVER_PORTS.includes(start));
}

/** Of kubeadm and most others, of minikube, of MicroK8s; 443 is that of the internet too. */
const API_SERVER_PORTS = [6443, 8443, 16443];

function checkBlock(
  { snapshot, audience }: CheckContext, written: WrittenBlock, beside: readonly PlacedRule[],
): Repeatable[] {
  const { policy, rule, block } = written;
  const open = PRIVATE.filter(({ addresses }) => addresses.isSubsetOf(block.addresses)
    && !isDeniedAbove(snapshot, written, addresses, rule.ports)
    // What another rule opens too is meant to be open.
    && !isCovered(written, addresses, rule.ports, beside)).map(({ cidr }) => cidr);
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
      help: [`if it is for the internet, leave the private ranges out: \`${pasteableBlock(audience, block.cidr, [...block.exceptCidrs, ...open])}\``],
    },
    cause: [...block.exceptCidrs, ...open].join(),
    place: placeOfRule(written),
  }];
}
