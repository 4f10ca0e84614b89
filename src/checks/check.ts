import { Finding, Severity } from '../model/finding';
import { Snapshot } from '../model/snapshot';

/** What people read about a rule. The examples are run by the tests, so they cannot go out of date. */
export interface RuleMeta {
  /** The name of what is wrong, as it stands in the message. */
  readonly name: string;
  /** The severity of its gravest finding. */
  readonly severity: Severity;
  /** What it finds, in one sentence. */
  readonly summary: string;
  /** Why that is wrong. */
  readonly why: string;
  /** Manifests in which the rule finds something. */
  readonly bad: string;
  /** The same, mended. */
  readonly good: string;
}

/** A check over the whole snapshot. One rule, one file. */
export interface Check {
  readonly meta: RuleMeta;
  check(snapshot: Snapshot): Finding[];
}
