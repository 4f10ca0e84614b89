import { Target } from '../model/cluster';
import { Finding, Severity } from '../model/finding';
import { Origin } from '../model/origin';
import { Snapshot } from '../model/snapshot';

/** What people read about a rule that needs to know the cluster. */
export interface TargetRuleMeta {
  readonly name: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
}

/** An enforcer that is the target's but for one thing that it does differently from the Kubernetes text. */
export interface Variant {
  readonly does: string;
  readonly help: string;
  readonly snapshot: Snapshot;
}

/** The policies, and the cluster that they are meant for. */
export interface TargetContext {
  /** Undefined when nobody has said which cluster it is. */
  readonly target?: Target;
  /** As the target's enforcer sees it. */
  readonly enforced: Snapshot;
  /** As the Kubernetes text has it. */
  readonly documented: Snapshot;
  /** One for each thing that the target's enforcer does differently. */
  readonly variants: readonly Variant[];
  /** Policies of kinds that only Cilium knows. */
  readonly ciliumPolicies: readonly Origin[];
}

/** A check that needs to know the cluster. One rule, one file. */
export interface TargetRule {
  readonly meta: TargetRuleMeta;
  check(context: TargetContext): Finding[];
}
