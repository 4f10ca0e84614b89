import { Blank, Opening } from '../../model/blank';
import { Snapshot } from '../../model/snapshot';
import { Check } from '../check';
import { isSaidOf, openInEffect } from '../support/open-in-effect';
import { saysOpen } from '../support/policy-names';
import { openingRule } from '../support/redundancy';
import { foldRepeats, Repeatable } from '../support/repeats';

const PODS = `
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: records, labels: { app: api } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: records }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 8080 }]
      from:
        - podSelector:
            matchLabels:
`;

export const nullSelectorSelectsAll: Check = {
  meta: {
    name: 'null-selector-selects-all',
    severity: 'warning',
    summary: 'A selector, or a list of peers or of ports, is there and has nothing in it, which means everything.',
    why: 'A template that writes nothing behind `from:`, `ports:` or `matchLabels:` where its list is empty does not close '
      + 'anything: without a content each of them means all there are.',
    bad: { manifests: PODS },
    good: {
      manifests: `${PODS}              app: web\n`.replace('---', `---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: records, labels: { app: web } }
---`),
    },
    links: [{
      title: 'Kubernetes: the fields of a rule',
      url: 'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: ({ snapshot }) => foldRepeats((snapshot.blanks ?? [])
    .filter(blank => !isCustom(blank) && !isExplained(snapshot, blank)).map(repeatable)),
};

/**
 * Whether allow-all-in-effect says what comes of an empty list, which is more than that it is there, or the name of the policy
 * says that it opens everything.
 */
function isExplained(snapshot: Snapshot, { opens, isEmptyList, rule, at }: Blank): boolean {
  const policy = isEmptyList && rule !== undefined && snapshot.enforcement.mode !== 'never'
    ? snapshot.policies.find(({ origin, tier }) => origin === at && tier === 'normal') : undefined;
  return policy !== undefined && (openInEffect(snapshot, policy).some(open => isSaidOf(open, rule!))
    || (opens === 'peers' && saysOpen(policy.name) && openingRule(policy, rule!.direction)?.index === rule!.index));
}

/** Many write `to: []` with ports for "anywhere", as with those of a resolver. */
function isCustom({ opens, isEmptyList, rule }: Blank): boolean {
  return isEmptyList && opens === 'peers' && rule?.direction === 'egress';
}

const MEANINGS: Readonly<Record<Opening, string>> = {
  'subject': 'the policy is for every pod of its namespace',
  'peers': 'the rule admits everybody',
  'ports': 'the rule is for every port',
  'peer-pods': 'the item means every pod where it looks',
  'peer-namespaces': 'the item looks in every namespace',
};

const SELECTOR_HELP = 'write the labels that are meant; if that is all of them, write the selector as `{}`, which nobody takes for a slip';

const HELP: Readonly<Record<Opening, (field: string) => string>> = {
  'subject': () => SELECTOR_HELP,
  'peers': field => `list who is meant; leave \`${field}\` out if that is everybody, and the whole rule if it is nobody`,
  'ports': field => `list the ports; leave \`${field}\` out if every port is meant`,
  'peer-pods': () => SELECTOR_HELP,
  'peer-namespaces': () => SELECTOR_HELP,
};

/**
 * An empty list may be meant so, and what is for every pod closes more, so that only advice is given. What has nothing
 * behind its colon and opens is a slip.
 */
function repeatable({ opens, field, isEmptyList, rule, at }: Blank): Repeatable {
  const key = field.slice(field.lastIndexOf('.') + 1);
  const what = isEmptyList ? 'an empty list' : 'null';
  const meaning = opens === 'peers' && rule?.direction === 'egress' ? 'the rule opens the way to everybody' : MEANINGS[opens];
  const help = HELP[opens](key);
  return {
    finding: {
      check: nullSelectorSelectsAll.meta.name,
      severity: isEmptyList || opens === 'subject' ? 'info' : 'warning',
      title: `\`${field}\` of ${at.object} is ${what}, so that ${meaning}`,
      at,
      evidence: [{ label: key, text: isEmptyList ? '[]' : 'null', mark: { part: isEmptyList ? '[]' : 'null', remark: meaning } }],
      notes: [],
      help: [help],
    },
    cause: [what, meaning, key].join('\n'),
    place: `${at.object} ${field}`,
  };
}
