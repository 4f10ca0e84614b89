import { clusterPeersOf, ClusterPods } from './cluster-peer';
import { ClusterRule } from './cluster-rule';
import { PolicyTier } from './policy-tier';
import { ClusterRuleDraft, clusterRuleOf } from './rule-draft';
import { IPeer } from '../peers/peer';
import { refuse } from '../refuse';
import { shown } from '../shown';

/** A rule, and what the construct that was given it calls its peers. */
export interface GivenRule {
  readonly rule: ClusterRuleDraft;
  readonly peersField: string;
}

/** One policy of the whole cluster before it is a manifest. */
export interface ClusterPolicyDraft {
  readonly tier: PolicyTier;
  readonly priority: number;
  readonly subject: IPeer;
  readonly ingress: readonly GivenRule[];
  readonly egress: readonly GivenRule[];
}

/** The rules that were given as a property of that name. */
export function placed(field: string, rules: readonly ClusterRule[] = []): GivenRule[] {
  return rules.map(({ _draft: rule }, index) => ({ rule, peersField: `${field}[${index}].peers` }));
}

export const SUBJECT_HELP = 'choose pods by `Pods` or `Namespaces`; for all pods of the cluster write `Namespaces.all()`';

/** The manifest's spec, with no field that says nothing. To be called at synthesis. */
export function clusterSpecOf(where: string, { tier, priority, subject, ingress, egress }: ClusterPolicyDraft): object {
  const rulesOf = (direction: 'ingress' | 'egress', rules: readonly GivenRule[]) => (rules.length === 0 ? {}
    : { [direction]: rules.map(({ rule, peersField }) => clusterRuleOf({ where, peersField, direction }, rule)) });
  return { tier, priority, subject: subjectOf(where, subject), ...rulesOf('ingress', ingress), ...rulesOf('egress', egress) };
}

function subjectOf(where: string, subject: IPeer): ClusterPods {
  const [written, ...others] = clusterPeersOf(where, 'subject', subject);
  if (others.length > 0) {
    refuse(where, `\`subject\` is ${shown(subject)}, which one policy cannot select`,
      'write a policy for each, or choose them by a label that they have in common: `Pods.labeled({ ... })`');
  }
  if (!('pods' in written) && !('namespaces' in written)) {
    refuse(where, `\`subject\` is ${shown(subject)}, not pods of the cluster`, SUBJECT_HELP);
  }
  return written;
}
