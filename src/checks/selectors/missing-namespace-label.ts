import { Finding } from '../../model/finding';
import { NamespaceScope, PodsPeer } from '../../model/peer';
import { Policy } from '../../model/policy';
import { formatRequirement, Requirement } from '../../model/selector';
import { NAMESPACE_NAME_LABEL, Snapshot } from '../../model/snapshot';
import { describePeer } from '../../wording/rules';
import { Check } from '../check';
import { byNameHelp, compareNamespaces, NAME_KEYS } from '../support/compare-namespaces';
import { inInterpretationsWithPolicy } from '../support/every-interpretation';
import { foldRepeats, Repeatable } from '../support/repeats';
import { rulePlace, selectorPlace } from '../support/selector-place';
import { peersOf, PlacedPeer, Unmatched, unmatchedOf } from '../support/unmatched';

const PODS = `
apiVersion: v1
kind: Namespace
metadata: { name: costs }
---
apiVersion: v1
kind: Namespace
metadata: { name: monitoring }
---
apiVersion: v1
kind: Pod
metadata: { name: costs, namespace: costs, labels: { app: costs } }
---
apiVersion: v1
kind: Pod
metadata: { name: prometheus, namespace: monitoring, labels: { app: prometheus } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: costs, namespace: costs }
spec:
  podSelector: { matchLabels: { app: costs } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 9003 }]
      from:
        - podSelector: { matchLabels: { app: prometheus } }
`;

export const missingNamespaceLabel: Check = {
  meta: {
    name: 'missing-namespace-label',
    severity: 'warning',
    summary: 'A namespaceSelector asks for a label that no namespace has, such as `name`, which nobody but people sets.',
    why: 'Of its labels a namespace has only one by itself, `kubernetes.io/metadata.name`. A selector that asks for another one '
      + 'matches nothing until somebody has put that on the namespaces.',
    bad: { manifests: `${PODS}          namespaceSelector: { matchLabels: { name: monitoring } }\n` },
    good: { manifests: `${PODS}          namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }\n` },
    links: [{
      title: 'Kubernetes: targeting a namespace by its name',
      url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name',
    }],
    since: '0.1.0',
    status: 'stable',
  },

  check: inInterpretationsWithPolicy(({ snapshot }) => foldRepeats([
    ...unmatchedOf(snapshot, 'missing-namespace-label').flatMap(unmatched => onNoNamespace(snapshot, unmatched)),
    ...snapshot.policies.flatMap(policy => peersOf(policy).flatMap(placed => perhapsOnNone(snapshot, policy, placed))),
  ])),
};

function onNoNamespace(snapshot: Snapshot, unmatched: Unmatched): Repeatable[] {
  const { policy, placed, namespaces } = unmatched;
  const { title, place, label, text } = selectorPlace(unmatched);
  const compared = namespaces.kind === 'labeled'
    ? compareNamespaces(snapshot, label, text, namespaces.selector, policy.namespace) : undefined;
  // A rule for the whole cluster is often there before the namespaces that it is about.
  const isForLater = placed !== undefined && policy.namespace === '' && compared?.missingLabel === 'other';
  if (compared?.failing === undefined || isForLater) {
    return [];
  }
  const { failing, evidence, notes, help } = compared;
  const finding: Finding = {
    check: missingNamespaceLabel.meta.name,
    severity: 'warning',
    title: `${title} asks for a label that no namespace has: \`${formatRequirement(failing)}\``,
    at: policy.origin,
    evidence,
    notes,
    help,
  };
  return [{ finding, cause: [formatRequirement(failing), ...help].join('\n'), place }];
}

/** A namespace without an object in the input may have any labels, but this one it has only where somebody has thought of it. */
function perhapsOnNone(snapshot: Snapshot, policy: Policy, { direction, rule, peer }: PlacedPeer): Repeatable[] {
  const asked = nameAskedFor(snapshot, peer.namespaces);
  if (asked === undefined) {
    return [];
  }
  const { title, place, label } = rulePlace(policy, direction, rule.index);
  const { requirement, name } = asked;
  const help = byNameHelp(requirement, asked.selector, name);
  const finding: Finding = {
    check: missingNamespaceLabel.meta.name,
    severity: 'info',
    title: `${title} asks namespace \`${name}\` for the label \`${requirement.key}\`, which it has only where somebody has set it`,
    at: policy.origin,
    evidence: [{ label, text: describePeer(peer, policy.namespace), mark: markOf(peer, policy, requirement) }],
    notes: [`the input has no Namespace \`${name}\` that would tell its labels`],
    help,
  };
  return [{ finding, cause: [formatRequirement(requirement), ...help].join('\n'), place }];
}

function markOf(peer: PodsPeer, policy: Policy, requirement: Requirement): Finding['evidence'][number]['mark'] {
  const part = formatRequirement(requirement);
  return describePeer(peer, policy.namespace).includes(part)
    ? { part, remark: `every namespace has \`${NAMESPACE_NAME_LABEL}\`` } : undefined;
}

/** The name of a namespace of the input that has no object there, asked for under a key by which people mean names. */
function nameAskedFor({ namespaces, workloads }: Snapshot, scope: NamespaceScope) {
  if (scope.kind === 'named') {
    return undefined;
  }
  const requirement = scope.selector.requirements.find(({ key, operator, values: [value, ...more] }) =>
    operator === 'In' && more.length === 0 && NAME_KEYS.includes(key) && namespaces.get(value)?.implied === true);
  const name = requirement?.values[0];
  return requirement === undefined || name === undefined || !workloads.some(({ namespace }) => namespace === name)
    ? undefined : { requirement, name, selector: scope.selector };
}
