import { DIRECTIONS, formatPolicy, TrafficDirection } from '../../model/policy';
import { describeRule, describeSubject } from '../../wording/rules';
import { Check } from '../check';
import { inEveryInterpretation } from '../support/every-interpretation';
import { OpenedDenial, openedDenials } from '../support/opened-denials';
import { openingRule } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';

const DENY = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: public, namespace: shop }
spec:
  policyTypes: [Ingress]
  ingress: [{}]
`;

export const shadowedDefaultDeny: Check = {
  meta: {
    name: 'shadowed-default-deny',
    severity: 'warning',
    summary: 'A policy that denies everything is opened completely by another one for the same pods.',
    why: 'Policies add up, and none takes back what another admits. One forgotten policy that opens everything, from a test perhaps, '
      + 'undoes the default deny of a namespace, which goes on standing there as if it held.',
    bad: { manifests: `${DENY}  podSelector: {}\n` },
    good: { manifests: `${DENY}  podSelector: { matchLabels: { app: web } }\n` },
    links: [{ title: 'Kubernetes: default policies', url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies' }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inEveryInterpretation(({ snapshot }) => {
    const opened = snapshot.enforcement.mode === 'never' ? [] : openedDenials(snapshot);
    return foldRepeats([...new Set(opened.map(({ denial }) => denial))].map(denial =>
      repeatable(opened.filter(one => one.denial === denial))));
  }),
};

function repeatable(opened: readonly OpenedDenial[]): Repeatable {
  const [{ denial }] = opened;
  const directions = DIRECTIONS.filter(direction => opened.some(one => one.direction === direction));
  const openings = [...new Set(opened.map(one => one.opening))];
  const others = openings.map(policy => `\`${formatPolicy(policy)}\``).join(' and ');
  return {
    finding: {
      check: shadowedDefaultDeny.meta.name,
      severity: 'warning',
      title: `policy \`${formatPolicy(denial)}\` denies no ${directions.join(' and no ')}: `
        + `${others} ${openings.length === 1 ? 'opens' : 'open'} all of it for the same pods`,
      at: denial.origin,
      evidence: [
        { label: 'denies', text: `${directions.join(' and ')} of ${describeSubject(denial.subject)}` },
        ...opened.map(one => ({ label: 'opens', text: opens(one) })),
      ],
      effect: directions.map(direction => EFFECTS[direction]).join('\n'),
      notes: [],
      help: [
        `narrow the podSelector of ${others} to the pods that are meant to be open, or name the peers that are meant`,
        `if all of them are meant to be open, leave \`${formatPolicy(denial)}\` out`,
      ],
    },
    cause: `${directions.join()} ${others}`,
    place: `policy ${formatPolicy(denial)}`,
  };
}

function opens({ opening, direction }: OpenedDenial): string {
  return `${formatPolicy(opening)}, for ${describeSubject(opening.subject)}: ${direction} ${describeRule(opening, direction, openingRule(opening, direction)!)}`;
}

const EFFECTS: Readonly<Record<TrafficDirection, string>> = {
  egress: 'the NetworkPolicies let these pods connect to everybody on every port',
  ingress: 'the NetworkPolicies let everybody connect to these pods on every port',
};
