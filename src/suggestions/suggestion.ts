import { Label } from '../checks/support/pasteable-code';
import { ConnectionChange } from '../model/connection-change';
import { Finding } from '../model/finding';
import { TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';

/** Whom a suggested rule admits. Without labels, all pods of the namespace. */
export type SuggestedPeer =
  | { readonly kind: 'pods'; readonly labels: readonly Label[]; readonly namespace: string }
  | { readonly kind: 'block'; readonly cidr: string; readonly exceptCidrs: readonly string[] };

export interface SuggestedRule {
  readonly peers: readonly SuggestedPeer[];
  readonly ports: readonly PortMatch[];
}

/** A NetworkPolicy for pods that are isolated in its direction already: others it would isolate. */
export interface SuggestedPolicy {
  readonly name: string;
  readonly namespace: string;
  /** None for all pods of the namespace. */
  readonly subject: readonly Label[];
  readonly direction: TrafficDirection;
  readonly rules: readonly SuggestedRule[];
}

/** Policies that make connections certain and open nothing else, none of which can be left out, nor a part of one. */
export interface Suggestion {
  readonly policies: readonly SuggestedPolicy[];
  /** The connections that are not certain even with these policies. */
  readonly unmet: readonly Finding[];
  /** What the policies change beside what is wanted; empty unless labels cannot tell pods apart. */
  readonly sideEffects: readonly ConnectionChange[];
}
