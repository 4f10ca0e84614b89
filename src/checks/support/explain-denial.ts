import { podsInCode, podsRemark, portInCode, portsInCode } from './pasteable-code';
import { podsPeerYaml, policyYaml, portsYaml, portYaml } from './pasteable-policy';
import { Evidence } from '../../model/finding';
import { Flow } from '../../model/flow';
import { NamespaceScope } from '../../model/peer';
import { TrafficDirection, formatPolicy } from '../../model/policy';
import { PortMatch } from '../../model/port-match';
import { formatRequirement, Requirement } from '../../model/selector';
import { Snapshot } from '../../model/snapshot';
import { DirectionTrace, isolatedBy, RuleStep, stepsOfRules } from '../../model/trace';
import { formatWorkload, Workload } from '../../model/workload';
import { Fault, Meant, NearMiss, nearestRule } from '../../semantics/nearest-rule';
import { Audience } from '../../wording/audience';
import { describePeer, describePortMatches, describeRule, describeScope, nameRule } from '../../wording/rules';
import { describeIsolation, describeReason } from '../../wording/traces';

/** A flow that one side does not let pass. */
interface Denial {
  readonly flow: Flow;
  readonly direction: DirectionTrace;
  /** All that the other side lets pass, of which the flow is one. */
  readonly wanted: readonly PortMatch[];
  /**
   * Whom the help is for.
   *
   * @default `constructs`
   */
  readonly audience?: Audience;
}

/** Why one side does not let a flow pass: what isolates it, the rule that comes nearest, and how to mend it. */
export function explainDenial(
  snapshot: Snapshot, direction: TrafficDirection, subject: Workload, peer: Workload,
  { flow, direction: trace, wanted, audience }: Denial,
): { readonly evidence: Evidence[]; readonly help: string[] } {
  const policies = isolatedBy(trace);
  const miss = nearestRule(snapshot, policies, direction, peer, flow);
  const denying = stepsOfRules(trace, 'deny');
  const columns = [formatWorkload(subject), 'denied'];
  const [source, destination] = direction === 'egress' ? [subject, peer] : [peer, subject];
  const mend = audience === 'manifests' ? admitOnThisSide(snapshot, direction, subject, peer, { flow, wanted })
    : declareBoth(snapshot, source, destination, portsInCode(wanted) ?? portInCode(flow.protocol, flow.port));
  return {
    evidence: [
      {
        label: direction,
        columns,
        text: denying.length > 0 ? describeReason(trace, { kind: 'workload', workload: subject })
          : `${describeIsolation(policies)}${miss === undefined ? '; no rule admits it' : ''}`,
      },
      ...(miss === undefined ? [] : [nearestEvidence(snapshot, direction, peer, flow, miss)]),
    ],
    help: denying.length > 0 ? [letPass(denying[0])] : [
      ...(miss === undefined ? [] : [suggestion(miss.fault, peer, flow)]),
      `${miss === undefined ? '' : 'or '}${mend}`,
    ],
  };
}

/** A rule that denies in the tiers around is no matter of the policies of the namespaces. */
export function letPass({ tier, policy, rule }: RuleStep): string {
  return tier === 'admin'
    ? `no policy of a namespace can undo that: let a rule before ${nameRule(rule)} of \`${formatPolicy(policy)}\` accept it, or pass it on`
    : `let a NetworkPolicy admit it, or a rule before ${nameRule(rule)} of \`${formatPolicy(policy)}\` accept it`;
}

function nearestEvidence(
  snapshot: Snapshot, direction: TrafficDirection, peer: Workload, flow: Flow, miss: NearMiss,
): Evidence {
  const { policy, rule } = miss;
  const text = `nearest rule: ${formatPolicy(policy)}, ${describeRule(policy, direction, rule)}`;
  return { label: '', columns: ['', ''], text, mark: markFor(snapshot, peer, flow, miss) };
}

function markFor(snapshot: Snapshot, peer: Workload, flow: Flow, { policy, rule, peer: meant, fault }: NearMiss): Evidence['mark'] {
  switch (fault.kind) {
    case 'label':
      return { part: formatRequirement(fault.requirement), remark: labelRemark(snapshot, peer, fault.requirement) };
    case 'port':
      return { part: describePortMatches(rule.ports), remark: `leaves out ${flow.protocol} ${flow.port}` };
    case 'namespace':
      return isNamespace(meant.namespaces, policy.namespace)
        ? { part: describePeer(meant, policy.namespace), remark: `looks in \`${policy.namespace}\` only` }
        : { part: describeScope(meant.namespaces), remark: `\`${peer.namespace}\` is not one of them` };
  }
}

function isNamespace(scope: NamespaceScope, name: string): boolean {
  return scope.kind === 'named' && scope.name === name;
}

function labelRemark(snapshot: Snapshot, peer: Workload, { key, values, lookup }: Requirement): string {
  if (lookup === 'nothing') {
    return 'the network plugin looks at no label of this key';
  }
  const holders = snapshot.workloads.filter(({ namespace, labels }) =>
    namespace === peer.namespace && values.includes(labels.known.get(key) ?? ''));
  const value = peer.labels.known.get(key);
  const has = value === undefined ? `\`${formatWorkload(peer)}\` has no label ${key}` : `\`${formatWorkload(peer)}\` has ${key}=${value}`;
  return holders.length === 0 && values.length > 0 ? `no pod in \`${peer.namespace}\` has this value` : has;
}

function suggestion(fault: Fault, peer: Workload, flow: Flow): string {
  switch (fault.kind) {
    case 'label':
      return fault.meant === undefined
        ? `let the nearest rule admit \`${formatWorkload(peer)}\` too`
        : `did you mean \`${formatRequirement(corrected(fault.requirement, fault.meant))}\`?`;
    case 'port': return `add ${flow.protocol} ${flow.port} to the ports of the nearest rule`;
    case 'namespace': return `give the peer of the nearest rule the namespace \`${peer.namespace}\``;
  }
}

/** The requirement with the value that was meant in the place of the one that was written. */
function corrected(requirement: Requirement, { written, value }: Meant): Requirement {
  return { ...requirement, values: requirement.values.map(other => (other === written ? value : other)) };
}

/** Both policies to paste, or what has to be done before they can be written. */
function declareBoth(snapshot: Snapshot, source: Workload, destination: Workload, ports: string): string {
  const [from, to] = [source, destination].map(workload => podsInCode(snapshot, workload));
  const first = [...podsRemark(source, from), ...podsRemark(destination, to)];
  return from === undefined || to === undefined ? first.join('\n') : [
    'declare both sides at once:',
    ...first,
    'new AllowConnection(this, \'connection\', {',
    `  source: ${from.code},`,
    `  destination: ${to.code},`,
    `  ports: [${ports}],`,
    '});',
  ].join('\n');
}

/** A policy to add on the side that denies, where the pods are isolated already, or what has to be done before it can be written. */
function admitOnThisSide(
  snapshot: Snapshot, direction: TrafficDirection, subject: Workload, peer: Workload,
  { flow, wanted }: Pick<Denial, 'flow' | 'wanted'>,
): string {
  const { namespace } = subject;
  const [own, other] = [subject, peer].map(workload => podsInCode(snapshot, workload));
  const first = [...podsRemark(subject, own), ...podsRemark(peer, other)];
  return own === undefined || other === undefined ? first.join('\n') : [
    `add a policy that lets \`${formatWorkload(subject)}\` ${direction === 'egress' ? 'send' : 'accept'} it:`,
    ...first,
    ...policyYaml(snapshot, {
      name: `${subject.name}-${direction === 'egress' ? 'to' : 'from'}-${peer.name}`,
      namespace,
      subject: own.labels,
      direction,
      peers: [podsPeerYaml(other.labels, peer.namespace, namespace)],
      ports: portsYaml(wanted) ?? [portYaml(flow.protocol, flow.port)],
    }),
  ].join('\n');
}
