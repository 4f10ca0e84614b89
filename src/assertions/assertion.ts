import { Origin } from '../model/origin';
import { Peer } from '../model/peer';
import { PortMatch } from '../model/port-match';

/** One side of an assertion: a set of endpoints, and what messages call it. */
export interface Party {
  readonly description: string;
  readonly peers: readonly Peer[];
}

/** The flows that must be allowed (`mustReach`) or denied (`mustNotReach`): from any source to any destination. */
export interface Assertion {
  readonly at: Origin;
  readonly source: Party;
  readonly destination: Party;
  readonly ports: readonly PortMatch[];
  /** Why it must hold, in the user's words. */
  readonly reason?: string;
}
