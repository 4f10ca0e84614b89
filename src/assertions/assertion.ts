import { Origin } from '../model/origin';
import { Peer } from '../model/peer';
import { TrafficDirection } from '../model/policy';
import { PortMatch } from '../model/port-match';
import { Workload } from '../model/workload';

/** What a party may mean that no rule of a policy names: a Service, or the API server wherever it is. */
export type EndBeyondPolicies =
  | { readonly kind: 'service'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'api-server' };

/** A set of endpoints that an assertion speaks of, with the words for it. */
export interface Party {
  readonly description: string;
  readonly peers: readonly Peer[];
  readonly beyondPolicies?: readonly EndBeyondPolicies[];
  /** Workloads that are meant whatever their labels are. */
  readonly workloads?: readonly Workload[];
}

/** What every kind of assertion has. */
export interface Stated {
  readonly at: Origin;
  /** Why it must hold, in the user's words. */
  readonly reason?: string;
  /** Where the manifests are, for somebody who has asked with the command. */
  readonly paths?: readonly string[];
}

/** What must hold for every pair of a source and a destination. */
export interface Assertion extends Stated {
  readonly source: Party;
  readonly destination: Party;
  readonly ports: readonly PortMatch[];
  /** Whether parties that name pods by labels mean every pod that may come to have them. */
  readonly futurePods?: boolean;
}

/** Those who alone may be at the other end of the subject's connections. */
export interface OnlyAssertion extends Stated {
  readonly subject: Party;
  readonly allowed: readonly Party[];
  readonly ports: readonly PortMatch[];
  /** Whether a subject by labels means every pod that may come to have them. */
  readonly futurePods?: boolean;
}

/** Pods that policies must isolate. */
export interface IsolationAssertion extends Stated {
  readonly subject: Party;
  readonly directions: readonly TrafficDirection[];
  /** Whether a subject by labels means every pod that may come to have them. */
  readonly futurePods?: boolean;
}
