import { Trace } from '../model/trace';
import { renderTrace } from '../render/trace';

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
  public static _of(traces: readonly Trace[]): Answer {
    return new Answer(traces);
  }

  /** The verdict on every flow that was asked for, or `MIXED` when they differ. */
  public readonly verdict: Verdict;

  /** How many flows were asked for: pairs of endpoints, times the ports that policies tell apart. */
  public readonly flowCount: number;

  /** For each flow, both directions with the policies and rules that decide. */
  public readonly explanation: string;

  private constructor(traces: readonly Trace[]) {
    const verdicts = new Set(traces.map(({ verdict }) => verdict));
    this.verdict = verdicts.size === 1 ? VERDICTS[traces[0].verdict] : Verdict.MIXED;
    this.flowCount = traces.length;
    this.explanation = traces.map(renderTrace).join('\n');
  }

  /** The explanation. */
  public toString(): string {
    return this.explanation;
  }
}

const VERDICTS = { allowed: Verdict.ALLOWED, denied: Verdict.DENIED, unknown: Verdict.UNKNOWN } as const;
