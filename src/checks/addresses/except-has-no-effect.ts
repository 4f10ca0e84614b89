import { AddressesPeer } from '../../model/peer';
import { list } from '../../wording/lists';
import { Check } from '../check';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { linesOfRules, placeOfRule, titleOfRule } from '../support/placed-rules';
import { exceptionsWithoutEffect, Readmitted } from '../support/readmitted';
import { foldRepeats, Repeatable } from '../support/repeats';
import { WrittenBlock } from '../support/written-blocks';

const manifests = (peers: string) => `
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
    - from: [${peers}]
`;

const OFFICE = '{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.64/26] } }';

export const exceptHasNoEffect: Check = {
  meta: {
    name: 'except-has-no-effect',
    severity: 'warning',
    summary: 'What a block of addresses leaves out is admitted by another rule for the same pods.',
    why: 'Rules add up: `except` takes addresses out of its own block only, and denies nothing. What another item, rule or '
      + 'policy admits stays admitted.',
    bad: { manifests: manifests(`${OFFICE}, { ipBlock: { cidr: 203.0.113.0/25 } }`) },
    good: { manifests: manifests(OFFICE) },
    links: [{ title: 'Kubernetes: network policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) =>
    foldRepeats(exceptionsWithoutEffect(snapshot).map(({ written, readmitted }) => repeatable(written, readmitted)))),
};

function repeatable(written: WrittenBlock, readmitted: readonly Readmitted[]): Repeatable {
  const by = [...new Map(readmitted.flatMap(one => one.by).map(placed => [placeOfRule(placed), placed])).values()];
  const isWithin = by.every(({ policy, rule }) => policy === written.policy && rule.index === written.rule.index);
  const cidrs = list(readmitted.map(({ cidr }) => cidr));
  const title = isWithin ? `another item of ${titleOfRule(written)} admits what its block leaves out`
    : `what ${titleOfRule(written)} leaves out is admitted by ${by.length === 1 ? titleOfRule(by[0]) : 'other rules'}`;
  return {
    finding: {
      check: exceptHasNoEffect.meta.name,
      severity: 'warning',
      title: `${title}: ${cidrs}`,
      at: written.policy.origin,
      evidence: [{ label: 'block', text: textOf(written.block) }, ...linesOfRules('admitted by', by)],
      notes: ['rules add up: `except` denies nothing, it only narrows the block that it stands in'],
      help: [
        'leave the addresses out of what admits them, too, if they are to stay out',
        'or leave the exception out, which then says what happens',
      ],
    },
    // Whoever narrows the rule that admits them mends all blocks of others.
    cause: [...isWithin ? [cidrs] : [], ...by.map(placeOfRule)].join('\n'),
    place: placeOfRule(written),
  };
}

function textOf({ cidr, exceptCidrs }: AddressesPeer): string {
  return `${cidr} except ${exceptCidrs.join(', ')}`;
}
