import { ApiServerCall, ServiceAccount } from './api-server';
import { Blank } from './blank';
import { DeclaredFacts, Enforcement } from './cluster';
import { LabelFacts, labelFacts, Labels } from './labels';
import { Monitor } from './monitors';
import { Origin } from './origin';
import { Policy } from './policy';
import { UnsimulatedPolicy } from './unsimulated';
import { Entry } from './ways-in';
import { Namespace, Node, Service, Workload } from './workload';

/**
 * What the policies mean to one of the enforcers that a cluster may have, as far as these differ. What else an enforcer
 * does is the same in all of them.
 */
export interface Interpretation
  extends Pick<Enforcement, 'admitsOwnNodeUnselected' | 'droppedProtocols' | 'switchingLabels'> {
  /** In the order of the policies of the snapshot. */
  readonly policies: readonly Policy[];
}

/** Everything that is known about a cluster. An answer depends on this and on nothing else. */
export interface Snapshot {
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly workloads: readonly Workload[];
  readonly nodes: ReadonlyMap<string, Node>;
  readonly services: readonly Service[];
  /** What lets traffic from outside in; absent where nothing in the input does. */
  readonly entries?: readonly Entry[];
  /** What the API server calls; absent where nothing in the input asks for that. */
  readonly apiServerCalls?: readonly ApiServerCall[];
  /** By namespace and name, as `accountKey` writes them; absent where the input speaks of none. */
  readonly serviceAccounts?: ReadonlyMap<string, ServiceAccount>;
  /** What is to be asked for metrics; absent where no object says so. */
  readonly monitors?: readonly Monitor[];
  /** No answer counts them: it is not known how many there are, or what they listen on. */
  readonly unseenPods?: readonly UnseenPods[];
  readonly policies: readonly Policy[];
  /** Fields of the policies that are there and say nothing. The policies mean the same without them. */
  readonly blanks?: readonly Blank[];
  /**
   * The objects that leave it to the tool which applies them in which namespace they stand. They are where it would put
   * them by itself, and may be meant for another one. Absent where there are none, or where somebody has said it for all.
   */
  readonly unplaced?: ReadonlySet<Origin>;
  /** Policies of other kinds, which make answers unknown. */
  readonly unsimulated: readonly UnsimulatedPolicy[];
  readonly facts: DeclaredFacts;
  readonly enforcement: Enforcement;
  /** What else the policies may mean, where it is not known which of several enforcers the cluster has. */
  readonly otherInterpretations?: readonly Interpretation[];
}

/** Pods that an operator makes from an object of its own kind, as far as the object tells: with at least these labels. */
export interface UnseenPods {
  readonly namespace: string;
  readonly labels: Labels;
  readonly origin: Origin;
}

/** The label that Kubernetes puts on every namespace. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Where pods are of which not even the namespace is known: any selector may mean it. No namespace can have this name. */
export const UNKNOWN_NAMESPACE = '(anywhere)';

/** The labels of a namespace. */
export function namespaceLabels(snapshot: Snapshot, name: string): LabelFacts {
  return snapshot.namespaces.get(name)?.labels ?? impliedLabels(name);
}

/** The labels of a namespace without an object in the input: the one with its name is known, others are possible. */
export function impliedLabels(name: string): LabelFacts {
  return { ...labelFacts(new Map([[NAMESPACE_NAME_LABEL, name]])), open: 'every' };
}
