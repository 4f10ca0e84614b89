import { Assertion } from '../assertions/assertion';
import { explainAll, verdictOnAll } from '../assertions/explained';
import { Snapshot } from '../model/snapshot';
import { renderExplained } from '../render/trace';

/** What the policies say about a connection. */
export enum Verdict {
  /** Both sides let it pass. */
  ALLOWED = 'allowed',

  /** One side or both do not let it pass. */
  DENIED = 'denied',

  /** It depends on something that the manifests do not say; the explanation names it. */
  UNKNOWN = 'unknown',

  /** The question was about several flows, and they have different verdicts. */
  MIXED = 'mixed',
}

/**
 * The answer to a question about connections, with its reasons.
 */
export class Answer {
  /** @internal */
  public static _of(snapshot: Snapshot, assertion: Assertion): Answer {
    return new Answer(snapshot, assertion);
  }

  /** The verdict on every flow that was asked for, or `MIXED` when they differ. */
  public readonly verdict: Verdict;

  /** How many parts the answer has: for each pair of endpoints, one for each verdict on some of the ports. */
  public readonly flowCount: number;

  private text?: string;

  private constructor(private readonly snapshot: Snapshot, private readonly assertion: Assertion) {
    const { verdict, parts } = verdictOnAll(snapshot, assertion);
    this.flowCount = parts;
    this.verdict = VERDICTS[verdict];
  }

  /**
   * For each pair of endpoints, both directions with the policies and rules that decide; ports that are decided alike are
   * told together. The text is made when it is read.
   */
  public get explanation(): string {
    this.text ??= explainAll(this.snapshot, this.assertion).map(renderExplained).join('\n');
    return this.text;
  }

  /** The explanation. */
  public toString(): string {
    return this.explanation;
  }
}

const VERDICTS = {
  allowed: Verdict.ALLOWED, denied: Verdict.DENIED, unknown: Verdict.UNKNOWN, mixed: Verdict.MIXED,
} as const;
