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
