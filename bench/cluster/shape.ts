/** How large a generated cluster is, and what its policies are made of. */
export interface Shape {
  readonly namespaces: number;
  readonly workloads: number;
  /** Pods of each workload. */
  readonly replicas: number;
  /**
   * All policies together: one default deny in every namespace, the others one for each app. With fewer apps than
   * workloads, several workloads are components of one app and share its policy.
   */
  readonly policies: number;
  /** Apps that each app connects to. */
  readonly calls: number;
  /** The share of apps that also connect to, and are connected to from, addresses outside the cluster. */
  readonly cidrShare: number;
  /** The share of calls whose port is written as its name. */
  readonly namedPortShare: number;
  /** The share of calls whose peers are written as `matchExpressions`. */
  readonly expressionShare: number;
  /** The size of the definitions of custom resources beside the cluster, in bytes; most folders have none. */
  readonly definitionBytes?: number;
  /** One seed, one cluster. */
  readonly seed: number;
}

/** What the rules have besides labels and numbers of ports. */
export type Mix = Pick<Shape, 'cidrShare' | 'namedPortShare' | 'expressionShare'>;

/** Selectors of labels and numbers of ports, nothing else. */
export const PLAIN: Mix = { cidrShare: 0, namedPortShare: 0, expressionShare: 0 };

/** A little of everything. */
export const MIXED: Mix = { cidrShare: 0.1, namedPortShare: 0.2, expressionShare: 0.2 };

const WORKLOADS_PER_NAMESPACE = 10;

/** Default deny in every namespace, three calls for each workload, each allowed on both sides. */
export function shapeOf(workloads: number, mix: Mix = PLAIN, seed = 1): Shape {
  const namespaces = Math.ceil(workloads / WORKLOADS_PER_NAMESPACE);
  return { namespaces, workloads, replicas: 3, policies: namespaces + workloads, calls: 3, ...mix, seed };
}

/** A usual folder beside ten times as much of definitions of custom resources: 11 MB together. */
export const WITH_DEFINITIONS: Shape = { ...shapeOf(400), definitionBytes: 10_000_000 };

/** The size that Kubernetes names as its limit: 150,000 pods. */
export const LARGEST: Shape = {
  namespaces: 1_000, workloads: 15_000, replicas: 10, policies: 10_000, calls: 3, ...MIXED, seed: 1,
};
