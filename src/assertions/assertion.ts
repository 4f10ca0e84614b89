import { Origin } from '../model/origin';
import { Peer } from '../model/peer';
import { PortMatch } from '../model/port-match';

/** What a party may mean that no rule of a policy names: a Service, or the API server wherever it is. */
export type EndBeyondPolicies =
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'api-server' };

/** A set of endpoints that an assertion speaks of, with the words for it. */
export interface Party {
  readonly description: string;
  readonly peers: readonly Peer[];
  readonly beyondPolicies?: readonly EndBeyondPolicies[];
}

/** What must hold for every pair of a source and a destination. */
export interface Assertion {
  readonly at: Origin;
  readonly source: Party;
  readonly destination: Party;
  readonly ports: readonly PortMatch[];
  /** Why it must hold, in the user's words. */
  readonly reason?: string;
  /** Whether parties that name pods by labels mean every pod that may come to have them. */
  readonly futurePods?: boolean;
}
