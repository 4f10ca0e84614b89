import { Origin } from './origin';
import { TrafficDirection } from './policy';

/**
 * What a field without a content leaves open: the pods that a policy is for, the peers or the ports of a rule, the pods or
 * the namespaces of a peer.
 */
export type Opening = 'subject' | 'peers' | 'ports' | 'peer-pods' | 'peer-namespaces';

/** A field of a policy that is there and says nothing, and so means everything. */
export interface Blank {
  readonly opens: Opening;
  /** Its path: `spec.ingress[0].from`. */
  readonly field: string;
  /** Whether it is an empty list; otherwise it is null, as of a field with nothing behind it. */
  readonly isEmptyList: boolean;
  /** The rule that it is in; absent for the pods that the policy is for. */
  readonly rule?: { readonly direction: TrafficDirection; readonly index: number };
  /** The policy. */
  readonly at: Origin;
}
