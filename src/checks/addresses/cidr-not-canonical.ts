import { Target } from '../../model/cluster';
import { Finding, Severity } from '../../model/finding';
import { FIRST_TO_REFUSE_CIDRS, minorVersionOf } from '../../model/kubernetes-version';
import { Audience } from '../../wording/audience';
import { CidrSlip, slipOfCidr } from '../../wording/written-cidrs';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { placeOfRule, titleOfRule } from '../support/placed-rules';
import { foldRepeats, Repeatable } from '../support/repeats';
import { admittedBlocks, WrittenBlock } from '../support/written-blocks';

const manifests = (cidr: string) => `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api-ingress, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ ipBlock: { cidr: ${cidr} } }]
`;

export const cidrNotCanonical: Check = {
  meta: {
    name: 'cidr-not-canonical',
    severity: 'warning',
    summary: 'A block of addresses is written in a way that has two readings, and that newer versions of Kubernetes refuse.',
    why: 'Numbers with zeros in front are decimal to Kubernetes and octal to many other programs, bits behind the prefix are '
      + 'ignored where a single address may have been meant, and an IPv4 block in the form of IPv6 is easily misread. '
      + 'Kubernetes 1.33 to 1.35 warn, 1.36 refuses such a policy when it is new, or its block has changed.',
    bad: { manifests: manifests('203.0.113.7/24') },
    good: { manifests: manifests('203.0.113.0/24') },
    links: [
      { title: 'KEP-4858: IP/CIDR validation improvements', url: 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/4858-ip-cidr-validation' },
    ],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot, target, audience }) => foldRepeats(admittedBlocks(snapshot)
    // The strictness is that of the API server for its own kinds, and none of custom resources.
    .filter(({ policy }) => policy.kind === 'NetworkPolicy')
    .flatMap(written => textsOf(written).flatMap(([field, text]): Repeatable[] => {
      const slip = slipOfCidr(text);
      const onTarget = { severity: severityAt(target), notes: versionNotes(target, audience) };
      return slip === undefined ? [] : [repeatable(written, [field, text], slip, onTarget)];
    })))),
};

type BlockField = 'cidr' | 'except';

function textsOf({ block: { cidr, exceptCidrs } }: WrittenBlock): [BlockField, string][] {
  return [['cidr', cidr], ...exceptCidrs.map((text): [BlockField, string] => ['except', text])];
}

function repeatable(
  written: WrittenBlock, [field, text]: readonly [BlockField, string], slip: CidrSlip,
  onTarget: Pick<Finding, 'severity' | 'notes'>,
): Repeatable {
  const { readings: [first, ...others], fault } = slip;
  return {
    finding: {
      check: cidrNotCanonical.meta.name,
      severity: onTarget.severity,
      title: `${field === 'cidr' ? 'the block' : 'an exception'} of ${titleOfRule(written)} ${fault}: \`${text}\``,
      at: written.policy.origin,
      evidence: [{ label: 'as read', text: `${first.cidr}, ${first.remark}` }],
      notes: onTarget.notes,
      help: [`write \`${first.cidr}\``, ...others.map(({ cidr, remark }) => `or \`${cidr}\`, ${remark}`)],
    },
    cause: `${field} ${text}`,
    place: placeOfRule(written),
  };
}

/** What the API server does with a new policy of this kind; a warning where its version is not known. */
function severityAt(target: Target | undefined): Severity {
  const minor = minorVersionOf(target?.kubernetesVersion) ?? WARNS;
  return minor >= FIRST_TO_REFUSE_CIDRS ? 'error' : minor >= WARNS ? 'warning' : 'info';
}

function versionNotes(target: Target | undefined, audience: Audience): string[] {
  return [
    'Kubernetes 1.36 refuses such a text in a policy that is new or whose block has changed, 1.33 to 1.35 warn, and older '
    + 'versions say nothing',
    // Where nobody has named a cluster, another check asks for it.
    ...target === undefined || target.kubernetesVersion !== undefined ? []
      : [`which of these the cluster has is not known${audience === 'constructs' ? ': `kubernetesVersion` of the target tells it'
        : ': `--kubernetes-version` tells it, or `kubernetesVersion` of the target in netpol.yaml'}`],
  ];
}

/** The minor version of Kubernetes that is the first to do so. */
const WARNS = 33;
