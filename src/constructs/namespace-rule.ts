import { checkEach, checkPods, checkPorts, listOf } from '../values/given';
import { IPeer } from '../values/peers/peer';
import { Pods } from '../values/peers/pods';
import { checkPolicyPeer } from '../values/peers/policy-peer';
import { DirectedRules, RuleDraft } from '../values/policy-spec';
import { Port } from '../values/ports/port';
import { optional, Properties, struct } from '../values/properties';

/**
 * What may enter or leave an `IsolatedNamespace`.
 */
export interface NamespaceRule {
  /** Who is at the other end: `Pods`, `Namespaces` or `Cidr`, at least one; any of them is allowed. */
  readonly peers: IPeer[];

  /**
   * The pods of the namespace that this is allowed for.
   *
   * @default - every pod of the namespace
   */
  readonly subject?: Pods;

  /**
   * The ports, on whichever end receives the connection.
   *
   * @default - every port of every protocol
   */
  readonly ports?: Port[];
}

const NAMESPACE_RULE: Properties<NamespaceRule> = {
  peers: (where, field, value) => checkEach(where, field, value, {
    noun: 'a list of peers',
    empty: 'which Kubernetes would read as everybody',
    help: 'name the peers, or leave the rule out',
  }, (at, peer) => checkPolicyPeer(where, at, peer)),
  subject: optional(checkPods),
  ports: optional(checkPorts),
};

/** A property that lists such rules. */
export const checkNamespaceRules = listOf(struct(NAMESPACE_RULE), 'list the rules, or leave the property out');

/** The rules for the pods of one choice. */
export interface RulesOfSubject {
  readonly subject: Pods;
  readonly rules: Required<DirectedRules>;
}

/** The rules of a namespace by their subjects, so that each subject needs one policy. */
export function rulesBySubject(
  ingress: readonly NamespaceRule[], egress: readonly NamespaceRule[],
): Map<string, RulesOfSubject> {
  const all = [...ingress, ...egress].map(({ subject = Pods.all() }) => subject);
  const subjects = new Map(all.map(subject => [subject.toString(), subject]));
  const draftsOf = (rules: readonly NamespaceRule[], text: string) => rules
    .filter(({ subject = Pods.all() }) => subject.toString() === text)
    .map(({ peers, ports }): RuleDraft => ({ peers: [...peers], ports: ports && [...ports] }));
  return new Map([...subjects].map(([text, subject]) =>
    [text, { subject, rules: { ingress: draftsOf(ingress, text), egress: draftsOf(egress, text) } }]));
}
