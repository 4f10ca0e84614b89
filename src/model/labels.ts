/** Labels whose key and value are known. */
export type Labels = ReadonlyMap<string, string>;

/**
 * The labels of a pod or namespace as far as they can be known before the cluster exists.
 *
 * A controller adds labels to the pods it makes (`pod-template-hash`, `statefulset.kubernetes.io/pod-name`).
 * Their keys are certain, their values are not.
 */
export interface LabelFacts {
  readonly known: Labels;
  /** Keys that will be there, each with its possible values, or undefined when any value is possible. */
  readonly generated: ReadonlyMap<string, readonly string[] | undefined>;
  /** Whether there may be further labels, as on a namespace of which only the name is known. */
  readonly isOpen?: boolean;
  /** The namespace and the service account of a pod, which the selectors of some enforcers can ask for. */
  readonly namespace?: string;
  readonly serviceAccount?: string;
}

export function labelFacts(known: Labels): LabelFacts {
  return { known, generated: new Map() };
}
