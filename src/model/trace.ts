import { Flow } from './flow';
import { Effect, Policy, Rule, Tier, TrafficDirection } from './policy';
import { UnsimulatedPolicy } from './unsimulated';

export type FlowVerdict = 'allowed' | 'denied' | 'unknown';

/** What the verdict on one direction rests on. */
export type Basis =
  /** The subject is outside the cluster or a node: no policy applies to it. */
  | 'ungoverned'
  /** Rules of the admin tier decide, whatever the other tiers say. */
  | 'admin-tier'
  /** No policy isolates the subject in this direction. Rules of the baseline tier may close it all the same. */
  | 'not-isolated'
  /** Policies isolate the subject; their rules decide. */
  | 'isolated'
  /** The peer is the node that the subject runs on, which the enforcer always allows. */
  | 'own-node'
  /** A label of the subject lets everything pass, whatever the policies say. */
  | 'opening-label'
  /** Nothing enforces policies. */
  | 'not-enforced'
  /** The enforcer drops the protocol, whatever the policies say. */
  | 'dropped-protocol'
  /** The enforcer isolates every pod, or this one for a label, whether a policy selects it or not. */
  | 'always-isolated'
  /** Both ends are one pod, and no policy can keep a pod from itself. */
  | 'same-pod';

/** What would have to be known for a certain answer. */
export type Doubt =
  /** The address of a pod: an ipBlock may or may not contain it. */
  | 'pod-address'
  /** The address of a node or of a pod on the host network. */
  | 'node-address'
  /** Whether a pod on the host network counts as a pod or as its node. */
  | 'host-network'
  /** Whether both ends run on the same node. */
  | 'placement'
  /** Whether isolation affects ICMP, which a NetworkPolicy cannot name. */
  | 'icmp'
  /** Whether a selector without a positive requirement admits nodes. */
  | 'node-identity'
  /** Whether pods have a label that opens or isolates them by itself. */
  | 'switching-label'
  /** Whether a label that the pod has opens it in the patch release of the enforcer. */
  | 'patch-release'
  /** The service account of a pod. */
  | 'service-account'
  /** Whether the enforcer carries the protocol at all. */
  | 'dropped-protocol'
  /** Which version of the enforcer the cluster has. */
  | 'enforcer-version'
  /** Whether the enforcer takes policies of a kind. */
  | 'policy-kind'
  /** The labels of a namespace of which there is no object in the input. */
  | 'namespace-labels'
  /** The value of a label that a controller will set. */
  | 'generated-label'
  /** Whether pods have a label that a custom controller or an injector may add. */
  | 'added-label'
  /** What a policy does that is not simulated. */
  | 'unsimulated-policy'
  /** Which of several policies of one priority the enforcer asks first. */
  | 'equal-priority'
  /** Which nodes have the labels that a rule asks for, or which of them the peer is. */
  | 'node-labels'
  /** Which addresses a DNS name stands for. */
  | 'domain-name'
  /** What a rule means that the API takes and no specification explains. */
  | 'open-rule';

/** A policy that isolates the subject, or a rule that matches the flow, for certain or perhaps. */
export interface Step {
  readonly tier: Tier;
  readonly policy: Policy;
  /** Absent where the policy isolates. */
  readonly rule?: Rule;
  readonly effect: Effect | 'isolates';
  /** Whether the policy certainly applies, the rule certainly matches, and no other may be asked in its place. */
  readonly certain: boolean;
}

/** A step that a rule takes. */
export type RuleStep = Step & { readonly rule: Rule; readonly effect: Effect };

/** How the policies of the subject, which is the source for egress, decide about the flow. */
export interface DirectionTrace {
  readonly direction: TrafficDirection;
  readonly basis: Basis;
  /** The key of the label that opens or isolates the subject by itself, for certain or perhaps. */
  readonly switchingLabel?: string;
  /** In the order of the tiers, and in the order in which policies are asked. Those behind a certain decision are left out. */
  readonly steps: readonly Step[];
  /** Empty unless the verdict is unknown. */
  readonly doubts: readonly Doubt[];
  /** The policies of kinds that are not simulated and that may select the subject. */
  readonly unsimulated: readonly UnsimulatedPolicy[];
  readonly verdict: FlowVerdict;
}

/**
 * What pods on the host network are to an enforcer: pods like any other, or their nodes. The Kubernetes documentation
 * allows both, but one enforcer does the same everywhere.
 */
export type HostNetworkReading = 'pods' | 'nodes';

/** Every step that led to the verdict. Explanations are written from it, so they cannot disagree with the verdict. */
export interface Trace {
  readonly flow: Flow;
  readonly egress: DirectionTrace;
  readonly ingress: DirectionTrace;
  /** One for each reading, where an end is on the host network and the enforcer may read it either way. */
  readonly readings?: Readonly<Record<HostNetworkReading, Trace>>;
  readonly verdict: FlowVerdict;
}

/** The policies that isolate the subject, for certain or perhaps. */
export function isolatedBy({ steps }: Pick<DirectionTrace, 'steps'>): Policy[] {
  return steps.filter(({ effect }) => effect === 'isolates').map(({ policy }) => policy);
}

/** The rules that match the flow and have the effect, for certain or perhaps. */
export function stepsOfRules({ steps }: Pick<DirectionTrace, 'steps'>, ...effects: readonly Effect[]): RuleStep[] {
  return steps.filter((step): step is RuleStep => step.rule !== undefined && effects.includes(step.effect as Effect));
}

/** The rules that admit the flow, for certain or perhaps. */
export function admittedBy(trace: Pick<DirectionTrace, 'steps'>): RuleStep[] {
  return stepsOfRules(trace, 'allow');
}
