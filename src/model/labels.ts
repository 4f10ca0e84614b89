/** Labels whose key and value are known. */
export type Labels = ReadonlyMap<string, string>;

/** What can be said of a label that is not known. */
export interface UncertainLabel {
  /** Whether it may be missing altogether. */
  readonly mayBeAbsent: boolean;
  /** The values that it may have; undefined for any. */
  readonly values?: readonly string[];
  /** Whether it is something else than the pod's own controller that may add it. */
  readonly isAdded?: boolean;
}

/**
 * The labels of a pod or namespace as far as they can be known before the cluster exists.
 *
 * A controller adds labels to the pods it makes (`pod-template-hash`): their keys are certain, their values are not. Of
 * other labels not even the key is certain: what somebody else may have put on a namespace, what an injector adds.
 */
export interface LabelFacts {
  readonly known: Labels;
  /** Labels that will or may be there beside the known ones, by key. */
  readonly uncertain: ReadonlyMap<string, UncertainLabel>;
  /** Which keys beside those may be there too: every one, or those with a DNS prefix (`example.com/name`). */
  readonly open?: 'every' | 'prefixed';
  /** The namespace and the service account of a pod, which some enforcers let a selector ask for. */
  readonly namespace?: string;
  /** Undefined when it is not known. */
  readonly serviceAccount?: string;
}

/** Facts of which everything is known. */
export function labelFacts(known: Labels): LabelFacts {
  return { known, uncertain: NOTHING_UNCERTAIN };
}

const NOTHING_UNCERTAIN: LabelFacts['uncertain'] = new Map();

/** A label that is there with a value that nobody knows yet. */
export const ANY_VALUE: UncertainLabel = { mayBeAbsent: false };

/** A label of which nothing is known. */
export const ANYTHING: UncertainLabel = { mayBeAbsent: true, isAdded: true };

/** What can be said of the label, or undefined when it is known, or known to be absent. */
export function uncertaintyOf({ known, uncertain, open }: LabelFacts, key: string): UncertainLabel | undefined {
  if (open === undefined && uncertain.size === 0) {
    return undefined;
  }
  const found = uncertain.get(key);
  if (found !== undefined || known.has(key)) {
    return found;
  }
  const isOpen = open === 'every' || (open === 'prefixed' && key.includes('/'));
  return isOpen ? ANYTHING : undefined;
}

/** Whether a selector may ask for a label of which something is uncertain. */
export function isUncertain({ uncertain, open }: LabelFacts): boolean {
  return open !== undefined || uncertain.size > 0;
}
