import { Finding } from './finding';
import { Origin } from './origin';

/** A finding that somebody has looked at and accepts. */
export interface Acceptance {
  /** As it is written; nobody has looked yet whether there is such a check. */
  readonly check: string;
  /** Why that is all right. */
  readonly reason: string;
  readonly scope: AcceptanceScope;
  /** Where it is written. */
  readonly at: Origin;
}

/** The places whose findings are meant. */
export type AcceptanceScope =
  | { readonly kind: 'everywhere' }
  /** A construct and all below it. */
  | { readonly kind: 'construct'; readonly path: string }
  /** As messages call it: `NetworkPolicy shop/web`. */
  | { readonly kind: 'object'; readonly object: string }
  | { readonly kind: 'namespace'; readonly namespace: string };

/** A finding, and those who accept it. */
export interface Accepted {
  readonly finding: Finding;
  readonly by: readonly Acceptance[];
}
