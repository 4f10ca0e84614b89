import { Origin } from './origin';
import { NamespaceScope } from './peer';
import { TrafficDirection } from './policy';
import { Selector } from './selector';

/** Pods that a policy may select. */
export interface PossibleSubjects {
  readonly namespaces: NamespaceScope;
  readonly pods: Selector;
}

/** A policy as far as it decides who enforces it. */
export interface PolicyOfKind {
  /** The API group of its kind: `cilium.io`. */
  readonly group: string;
  readonly kind: string;
  readonly origin: Origin;
}

/**
 * A policy of a kind that is not simulated. It may open and close anything for the pods that it may select, so that no
 * answer about these is certain in the directions that it may touch.
 */
export interface UnsimulatedPolicy extends PolicyOfKind {
  /** Any of these. What cannot be read of the policy selects all pods. */
  readonly subjects: readonly PossibleSubjects[];
  /** Whether it may also select nodes, and pods that count as nodes. */
  readonly selectsNodes: boolean;
  readonly directions: readonly TrafficDirection[];
  /** The version of the API, where the kind is simulated in others. */
  readonly version?: string;
}
