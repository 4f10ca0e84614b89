import { Origin } from './origin';

export type Severity = 'error' | 'warning';

/** One line of evidence: a label and what stands behind it, with an optional remark below the text. */
export interface Evidence {
  readonly label: string;
  /** Short words between label and text, aligned over all lines that have them. */
  readonly columns?: readonly string[];
  readonly text: string;
  /** Marks a part of the text and says something about it, below it. */
  readonly mark?: { readonly part: string; readonly remark: string };
}

/** What a rule or an assertion found. Rendering adds nothing to it and leaves nothing out. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly title: string;
  readonly at: Origin;
  readonly evidence: readonly Evidence[];
  /** What people will see at run time. Only present when it is proved. */
  readonly effect?: string;
  /** The limits of what is known. */
  readonly notes: readonly string[];
  /** What to do, each a way of its own. */
  readonly help: readonly string[];
}

/** Something in the input that could not be read, or that the answer leaves out. */
export interface Problem {
  readonly severity: Severity;
  /** What is wrong, naming the field and its value. */
  readonly message: string;
  readonly at: Origin;
  /** The path of the field: `spec.ingress[0].ports[1].endPort`. */
  readonly field?: string;
  readonly help?: string;
}
