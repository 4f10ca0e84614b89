import { Peer } from '../../model/peer';
import { AddressFamily, ALL_IPV4, ALL_IPV6 } from '../../sets/addresses';
import { parseCidr } from '../../sets/cidr';
import { Audience } from '../../wording/audience';
import { Check } from '../check';
import { isPrivateCidr } from '../support/address-kinds';
import { FamilySign, signOfFamily } from '../support/cluster-families';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { pasteableBlock } from '../support/pasteable-block';
import { describePlaced, PlacedRule, placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { sharedPods } from '../support/selector-relations';
import { admittedBlocks, rulesBeside, WrittenBlock } from '../support/written-blocks';

const manifests = (peers: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ipFamilyPolicy: RequireDualStack, ports: [{ port: 8080 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from: [${peers}]
`;

export const addressFamilyMissing: Check = {
  meta: {
    name: 'address-family-missing',
    severity: 'warning',
    summary: 'A rule admits all addresses of one family, and none of the other that the cluster has too.',
    why: 'The block `0.0.0.0/0` is all of IPv4 and nothing of IPv6. On a cluster with both, connections over the other family time out, '
      + 'and which of the two a program takes is chance to its author.',
    bad: { manifests: manifests('{ ipBlock: { cidr: 0.0.0.0/0 } }') },
    good: { manifests: manifests("{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: '::/0' } }") },
    links: [{ title: 'Kubernetes: IPv4/IPv6 dual-stack', url: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot, audience }) => {
    const whole = admittedBlocks(snapshot).filter(({ block }) => parseCidr(block.cidr)?.prefixLength === 0);
    const signs = { 4: signOfFamily(snapshot, 4), 6: signOfFamily(snapshot, 6) };
    const beside = rulesBeside(snapshot);
    return foldRepeats(whole.flatMap(written => {
      const other = otherFamily(written);
      const sign = signs[other];
      return sign === undefined || beside(written).some(placed => mayAdmit(placed, written, other)) ? []
        : [repeatable(audience, written, other, sign)];
    }));
  }),
};

function otherFamily({ block: { cidr } }: WrittenBlock): AddressFamily {
  return parseCidr(cidr)!.family === 4 ? 6 : 4;
}

/** Whether another rule for some of the pods has anything of the other family, which its author then had in mind. */
function mayAdmit(placed: PlacedRule, written: WrittenBlock, family: AddressFamily): boolean {
  return placed.rule.peers.some(peer => isOfFamily(peer, family))
    && sharedPods(placed.policy.subject, written.policy.subject) !== undefined;
}

function isOfFamily(peer: Peer, family: AddressFamily): boolean {
  return peer.kind === 'addresses' && peer.addresses.overlaps(family === 4 ? ALL_IPV4 : ALL_IPV6);
}

const WHOLE: Readonly<Record<AddressFamily, string>> = { 4: '0.0.0.0/0', 6: '::/0' };

const PRIVATE: Readonly<Record<AddressFamily, readonly string[]>> = {
  4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], 6: ['fc00::/7'],
};

function repeatable(audience: Audience, written: WrittenBlock, family: AddressFamily, sign: FamilySign): Repeatable {
  const { policy, direction, block } = written;
  return {
    finding: {
      check: addressFamilyMissing.meta.name,
      severity: sign.isWish ? 'info' : 'warning',
      title: `${titleOfRule(written)} admits all of IPv${family === 6 ? 4 : 6} and nothing of IPv${family}, which the cluster `
        + `${sign.isWish ? 'may have' : 'has'} too`,
      at: policy.origin,
      evidence: [{ label: 'rule', text: describePlaced(written) }, { label: `IPv${family}`, text: sign.text }],
      notes: sign.isWish ? ['`PreferDualStack` asks for both families where the cluster has them, and for one elsewhere'] : [],
      help: [
        `add the other family${block.exceptCidrs.length === 0 ? '' : ', leaving out of it what is to stay out there'}: `
        + `\`${pasteableBlock(audience, WHOLE[family], block.exceptCidrs.some(isPrivateCidr) ? PRIVATE[family] : [])}\``,
      ],
    },
    cause: `${direction} ${block.cidr} ${block.exceptCidrs.join()}`,
    place: placeOfRule(written),
  };
}
