// Read docs/architecture/checks.md before you change this folder.
import { reach, Reach } from '../engine/reach';
import { Target } from '../model/cluster';
import { Finding, Severity } from '../model/finding';
import { Snapshot } from '../model/snapshot';
import { PolicyOfKind } from '../model/unsimulated';
import { Audience } from '../wording/audience';

/** `stable`, or `nursery`: off unless it is asked for by name, and it may change in any release. */
export type CheckStatus = 'stable' | 'nursery';

/** The cluster of an example, in the words of `ExistingCluster` and `ClusterFacts`. */
export interface ExampleCluster {
  /** The network driver; absent where nobody has said which cluster it is. */
  readonly networkDriver?: string;
  readonly ciliumVersion?: string;
  readonly policyEnforcementMode?: string;
  readonly serviceTranslation?: string;
  readonly serviceCidrs?: readonly string[];
}

/** Manifests in which a check finds something, or the same mended. */
export interface CheckExample {
  readonly manifests: string;
  /** Absent for a cluster that enforces policies as Kubernetes documents. */
  readonly cluster?: ExampleCluster;
}

/** A page of the web that says more. */
export interface CheckLink {
  readonly title: string;
  readonly url: string;
}

/** What people read about a check. The tests run the examples, so they cannot go out of date. */
export interface CheckMeta {
  /** The name of what is wrong, as it stands in the message. */
  readonly name: string;
  /** The severity of its gravest finding; a cluster of which more is known may make it graver. */
  readonly severity: Severity;
  /** What it finds, in one sentence. */
  readonly summary: string;
  /** Why that is wrong. */
  readonly why: string;
  /** Manifests in which this check finds something and no other does, so that they show one mistake alone. */
  readonly bad: CheckExample;
  /** The same, mended: no check finds anything. */
  readonly good: CheckExample;
  readonly links: readonly CheckLink[];
  /** The version of this package that had it first. */
  readonly since: string;
  readonly status: CheckStatus;
}

/** An enforcer that is the target's but for one thing that it does differently from the Kubernetes documentation. */
export interface Variant {
  readonly does: string;
  readonly help: string;
  readonly snapshot: Snapshot;
}

/** What a check may look at. */
export interface CheckContext {
  /** The cluster as the target's enforcer reads its policies; one that enforces nothing lets everything pass. */
  readonly snapshot: Snapshot;
  /** The engine over `snapshot`, prepared when it is first asked for. */
  readonly reach: () => Reach;
  /** Undefined when nobody has said which cluster it is. */
  readonly target?: Target;
  /** The same cluster, read as Kubernetes documents. */
  readonly documented: Snapshot;
  /** One for each thing that the target's enforcer does differently. */
  readonly variants: readonly Variant[];
  /** Whom help is written for: code to paste, or manifests and options of the command. */
  readonly audience: Audience;
  /** Policies of kinds that the target certainly does not enforce. */
  readonly ignoredPolicies: readonly PolicyOfKind[];
}

/** One check, one file: what people read about it, and what it finds. */
export interface Check {
  readonly meta: CheckMeta;
  check(context: CheckContext): Finding[];
}

/** The context with an engine that is prepared once, for the first check that needs it. */
export function checkContext(
  known: Omit<CheckContext, 'reach' | 'audience'> & Partial<Pick<CheckContext, 'audience'>>,
): CheckContext {
  let prepared: Reach | undefined;
  return { audience: 'constructs', ...known, reach: () => prepared ??= reach(known.snapshot) };
}
